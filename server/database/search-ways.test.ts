import { createSecretKey } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { transaction } from './connect.ts';
import type { Queryable } from './repositories/queryable.ts';
import { loadReach } from './repositories/reach.ts';
import { findByStep, tokenOf } from './repositories/search.ts';
import { withTestDatabase } from './testing.ts';
import { insertProgramme } from './testing-records.ts';

const database = await withTestDatabase();
const owner = database.pool('owner');
const key = createSecretKey(Buffer.alloc(32, 1));
const people = 6_000;
/** Whoever's number is divided by one of these has its key: some that many share, some that few do. */
const shared = [2, 3, 5, 1_999, 2_999] as const;
const keyOf = (divisor: number): string => `n:${divisor}`;

let programme = '';
const staff = { everybody: '', office: '', own: '' };
/** By number, and whom each of the staff sees by the rows themselves. */
let numbers: {
  readonly id: string;
  readonly number: number;
  readonly office: boolean;
  readonly own: boolean;
}[] = [];

beforeAll(async () => {
  programme = await insertProgramme(database, 'Search');
  const one = async (text: string, values: readonly unknown[]): Promise<string> =>
    (await owner.query<{ id: string }>(text, [...values])).rows[0]?.id ?? '';
  const officeOf = (name: string) =>
    one(`insert into office (programme_id, name, timezone) values ($1, $2, 'UTC') returning id`, [
      programme,
      name,
    ]);
  const offices = [await officeOf('Here'), await officeOf('There'), await officeOf('Nobody')];
  const member = async (name: string, office: string | null): Promise<string> => {
    const id = await one(
      `insert into staff (programme_id, name, email) values ($1, $2::text, $2::text || '@example.org') returning id`,
      [programme, name],
    );
    await owner.query(
      `insert into staff_role (programme_id, staff_id, role, office_id) values ($1, $2, 'case-officer', $3)`,
      [programme, id, office],
    );
    return id;
  };
  staff.everybody = await member('everybody', null);
  staff.office = await member('office', offices[0] ?? '');
  staff.own = await member('own', offices[2] ?? '');
  await owner.query(
    `insert into participant (programme_id, reference, office_id, sealed)
     select $1, 'S' || n, case when n % 4 = 0 then $2::uuid else $3::uuid end, '\\x00' from generate_series(1, $4::int) n`,
    [programme, offices[0], offices[1], people],
  );
  await owner.query(
    `insert into supervision (programme_id, participant_id, staff_id, role)
     select programme_id, id, $2, 'case-worker' from participant where programme_id = $1 and substr(reference, 2)::int % 7 = 0`,
    [programme, staff.own],
  );
  for (const divisor of shared)
    await owner.query(
      `insert into participant_search (programme_id, token, participant_id)
       select programme_id, $2, id from participant where programme_id = $1 and substr(reference, 2)::int % $3 = 0`,
      [programme, tokenOf(key, keyOf(divisor)), divisor],
    );
  await owner.query('analyze participant, participant_search, supervision');
  const { rows } = await owner.query<{ id: string; number: number }>(
    'select id, substr(reference, 2)::int as number from participant where programme_id = $1 order by id',
    [programme],
  );
  numbers = rows.map(({ id, number }) => ({ id, number, office: number % 4 === 0, own: number % 7 === 0 }));
});

/** Each group of divisors: whoever is divided by any of them. */
const searches: readonly (readonly (readonly number[])[])[] = [
  [[2]],
  [[2, 3]],
  [[1_999, 2_999]],
  [[2], [3]],
  [[2, 5], [3]],
  [[2], [3], [5]],
  [[2], [1_999]],
  [[2_999], [2]],
  [[2], [7]],
  [[5, 7], [2, 7, 1_999], [3]],
];
const viewers = ['everybody', 'office', 'own'] as const;

test.each(viewers.flatMap((viewer) => searches.map((groups) => [viewer, groups] as const)))(
  'PPL-5 %s finds by %j whoever has a key of each group and may be seen, page after page',
  async (viewer, groups) => {
    const expected = numbers
      .filter((one) => viewer === 'everybody' || one[viewer])
      .filter(({ number }) =>
        groups.every((group) =>
          group.some((divisor) => shared.some((known) => known === divisor) && number % divisor === 0),
        ),
      )
      .map(({ id }) => id);
    const step = { groups: groups.map((group) => group.map(keyOf)) };
    const settings = { 'attend.programme': programme, 'attend.staff': staff[viewer] };
    await transaction(database.pool('app'), settings, async (client) => {
      const reach = await loadReach(client, programme, ['case-officer/own-office', 'case-officer/assigned']);
      for (const size of [50, 400]) {
        const found: string[] = [];
        for (let page: string[] | null = null; page === null || page.length === size; ) {
          page = await findByStep(client, reach, key, step, found.at(-1) ?? null, size);
          expect(page.length).toBeLessThanOrEqual(size);
          found.push(...page);
        }
        expect(found).toEqual(expected);
      }
    });
  },
);

/** Divisors whose people an office's viewer sees none of, and a key that nobody has. */
const beyond = 1_999;
const nobody = 7;
test.each([
  [[[beyond]], [[nobody]]],
  [
    [[beyond], [2]],
    [[nobody], [2]],
  ],
  [
    [[2], [beyond, 2_999], [3]],
    [[2], [nobody, 11], [3]],
  ],
])(
  'PPL-36 what is asked of the database for %j, whom others see, is what is asked for %j, whom nobody has',
  async (theirs, none) => {
    const settings = { 'attend.programme': programme, 'attend.staff': staff.office };
    await transaction(database.pool('app'), settings, async (client) => {
      const reach = await loadReach(client, programme, ['case-officer/own-office', 'case-officer/assigned']);
      const asked = async (groups: readonly (readonly number[])[]) => {
        const statements: unknown[] = [];
        const listening: Queryable = {
          query: (config: unknown, values?: unknown[]) => {
            const { name, text, values: given } = config as { name: string; text: string; values: unknown[] };
            // How much is sent, not which hashes.
            statements.push([name, text, given.map((one) => (Array.isArray(one) ? one.length : typeof one))]);
            return (client.query as (config: unknown, values?: unknown[]) => unknown)(config, values);
          },
        } as Queryable;
        const step = { groups: groups.map((group) => group.map(keyOf)) };
        return { found: await findByStep(listening, reach, key, step, null, 50), statements };
      };
      const [one, other] = [await asked(theirs), await asked(none)];
      expect(one.found).toEqual([]);
      expect(one).toEqual(other);
      expect(one.statements.length).toBeGreaterThan(1);
    });
  },
);
