import { type Permission, permissions, type StaffRole } from '@attend/contracts/session';
import { beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../database/connect.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { findBeyond, loadReach } from '../database/repositories/reach.ts';
import { withTestDatabase } from '../database/testing.ts';
import { insertProgramme, insertStaff } from '../database/testing-records.ts';
import { aboutPeople, grantsOf, may, policy } from './policy.ts';
import { createReaches, type Reaches } from './reaches.ts';

const database = await withTestDatabase();
const owner = database.pool('owner');

let programme = '';
const offices = { here: '', there: '' };
/** One each whom somebody has by another relation, and one whom nobody has. */
const people: string[] = [];
let assigned = '';

beforeAll(async () => {
  programme = await insertProgramme(database, 'Reaches');
  const one = async (text: string, values: readonly unknown[]): Promise<string> =>
    (await owner.query<{ id: string }>(text, [...values])).rows[0]?.id ?? '';
  for (const name of ['here', 'there'] as const)
    offices[name] = await one(
      `insert into office (programme_id, name, timezone) values ($1, $2, 'UTC') returning id`,
      [programme, name],
    );
  for (const [reference, office] of [
    ...[['in the office', offices.here] as const, ['assigned', offices.there] as const],
    ...[['through broken glass', offices.there] as const, ['nobody', offices.there] as const],
  ])
    people.push(
      await one(
        `insert into participant (programme_id, reference, office_id, sealed) values ($1, $2, $3, '\\x00') returning id`,
        [programme, reference, office],
      ),
    );
  assigned = people[1] ?? '';
});

let made = 0;
/** Staff with these roles, the first of them in the office, whoever else in all: assigned one person and through broken glass to another. */
async function bringIn(roles: readonly StaffRole[]): Promise<string> {
  made += 1;
  const staff = await insertStaff(database, programme, `Staff ${made}`);
  for (const [at, role] of roles.entries())
    await owner.query(
      'insert into staff_role (programme_id, staff_id, role, office_id) values ($1, $2, $3, $4)',
      [programme, staff, role, at === 0 ? offices.here : offices.there],
    );
  await owner.query(
    `insert into supervision (programme_id, participant_id, staff_id, role) values ($1, $2, $3, 'case-worker')`,
    [programme, assigned, staff],
  );
  await owner.query(
    `insert into break_glass (programme_id, participant_id, staff_id, until_at, sealed) values ($1, $2, $3, now() + interval '1 hour', '\\x00')`,
    [programme, people[2], staff],
  );
  return staff;
}

type Asked = {
  readonly reaches: Reaches;
  readonly client: Queryable;
  readonly count: (name: string) => number;
};

/** As this one of the staff, on a connection that counts its statements by name. */
const as = <T>(
  staff: string,
  roles: readonly StaffRole[],
  keeps: boolean,
  work: (asked: Asked) => Promise<T>,
): Promise<T> =>
  transaction(
    database.pool('app'),
    { 'attend.programme': programme, 'attend.staff': staff },
    (connection) => {
      const names: string[] = [];
      const query = (asked: { readonly name?: string }, ...more: unknown[]): unknown => {
        names.push(asked.name ?? '');
        return Reflect.apply(connection.query, connection, [asked, ...more]);
      };
      const client = { query: query as Queryable['query'] };
      const reaches = createReaches(client, { roles, programme: { id: programme } }, keeps);
      return work({ client, reaches, count: (name) => names.filter((one) => one === name).length });
    },
  );

const held = (roles: readonly StaffRole[]): Permission[] =>
  permissions.filter((one) => aboutPeople.has(one) && may(roles, one));

const combinations: readonly (readonly StaffRole[])[] = [
  ['case-officer'],
  ['supervisor'],
  ['case-worker'],
  ['auditor'],
  ['programme-manager'],
  ['case-officer', 'auditor'],
];

describe('what is worked out once for equal relations', () => {
  test.each(combinations.map((roles) => ({ roles, who: roles.join(' and ') })))(
    'is what each permission reaches by itself: $who',
    async ({ roles }) => {
      const staff = await bringIn(roles);
      await as(staff, roles, true, async ({ client, reaches }) => {
        for (const permission of permissions)
          for (const person of people) {
            const alone = await loadReach(client, programme, grantsOf(permission));
            const beyond = await findBeyond(client, alone, [person]);
            expect(await reaches.includes(permission, person), permission).toBe(beyond.length === 0);
            expect((await reaches.under(permission)).keys.toSorted(), permission).toEqual(
              alone.keys.toSorted(),
            );
          }
      });
    },
  );

  test('tells an officer apart from one through broken glass: who may read may not write', async () => {
    const roles = ['case-officer'] as const;
    await as(await bringIn(roles), roles, true, async ({ reaches }) => {
      expect(await reaches.includes('log.read', people[2] ?? '')).toBe(true);
      expect(await reaches.includes('log.write', people[2] ?? '')).toBe(false);
      expect(await reaches.includes('log.read', people[3] ?? '')).toBe(false);
    });
  });

  test('costs a statement a set of relations, and one more a person', async () => {
    const roles = ['case-officer'] as const;
    const sets = new Set(held(roles).map((one) => policy['case-officer'][one]?.toSorted().join(' ')));
    await as(await bringIn(roles), roles, true, async ({ reaches, count }) => {
      for (const permission of held(roles))
        for (const person of people) await reaches.includes(permission, person);
      expect(held(roles).length).toBeGreaterThan(20);
      expect(count('reach')).toBe(sets.size);
      expect(count('reach-people')).toBe(sets.size * people.length);
    });
  });
});

test('a command is answered anew: what it wrote may have changed whom its actor reaches', async () => {
  const roles = ['case-worker'] as const;
  const staff = await bringIn(roles);
  await as(staff, roles, false, async ({ client, reaches }) => {
    expect(await reaches.includes('people.read', assigned)).toBe(true);
    await client.query('update supervision set to_at = now() where staff_id = $1', [staff]);
    expect(await reaches.includes('people.read', assigned)).toBe(false);
  });
});
