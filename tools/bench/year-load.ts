import { randomUUIDv7 } from 'node:crypto';
import type { Pool } from '@attend/server/database/connect';
import type { Keyring } from '@attend/server/keys/keyring';
import { personYear } from '@attend/simulator/year/person-year';
import type { YearOrder } from '@attend/simulator/year/words';
import { type CopiedRows, copyRows, openForCopy } from './copy-rows.ts';
import { addShelves, type Shelves } from './year-devices.ts';
import type { YearPlaces } from './year-places.ts';
import { addYear, yearTables } from './year-rows.ts';

export type YearLoaded = YearPlaces & {
  readonly people: number;
  /** Some who are in the programme still, all through it. */
  readonly sample: readonly { readonly id: string; readonly index: number; readonly device: string }[];
};

const peopleAnOffice = 2_000;
const officersAnOffice = 21;
const providersOfAll = 5;
const atOnce = 2_000;
const sampled = 300;
/** Of those who were in it, seven in eight still are. */
const stillIn = 7 / 8;

/** A programme in which so many people stand at the year's end, with the year of each and of those who left meanwhile. */
export async function loadYear(
  owner: Pool,
  keyring: Keyring,
  people: number,
  tell: (line: string) => void,
): Promise<YearLoaded> {
  const all = Math.ceil(people / stillIn);
  const order: YearOrder = { seed: 7, until: Date.now() };
  const places = await makePlaces(owner, people, order);
  const client = await owner.connect();
  const sample: { id: string; index: number; device: string }[] = [];
  const every = Math.max(1, Math.floor(all / sampled));
  let assignment = 1;
  const shelves: Shelves = new Map();
  try {
    const index = await openForCopy(client, yearTables);
    let running = Promise.resolve();
    for (let from = 0; from < all; from += atOnce) {
      if (from % 20_000 === 0 && from > 0) tell(`loading: ${from} of ${all}`);
      const ids = Array.from({ length: Math.min(atOnce, all - from) }, () => randomUUIDv7());
      keyring.createAll(ids);
      const rows: CopiedRows = new Map();
      for (const [at, id] of ids.entries()) {
        const year = personYear(order, from + at);
        const device = addYear(rows, keyring, places, { id, year, firstAssignment: assignment, shelves });
        if ((from + at) % every === 0 && year.left === null) sample.push({ id, index: from + at, device });
        assignment += year.wear.length;
      }
      // The database writes one batch while the next is sealed.
      await running;
      running = copyRows(client, rows);
    }
    await running;
    const lying: CopiedRows = new Map();
    addShelves(lying, places.programmeId, shelves);
    await copyRows(client, lying);
    tell('making indexes');
    await index();
    await client.query(
      `update device d set retired_at = p.from_at from device_place p where p.device_id = d.id and p.kind = 'retired'`,
    );
    await client.query(`select setval(pg_get_serial_sequence('assignment', 'id'), $1)`, [assignment]);
  } finally {
    client.release();
  }
  tell('analysing');
  await owner.query('vacuum analyze');
  return { ...places, people, sample };
}

async function makePlaces(owner: Pool, people: number, { seed, until }: YearOrder): Promise<YearPlaces> {
  const ids = async (sql: string, values: unknown[]): Promise<string[]> =>
    (await owner.query<{ id: string }>(sql, values)).rows.map(({ id }) => id);
  const [programmeId = ''] = await ids(
    `insert into programme (name, timezone, simulated) values ('A year', 'America/Denver', true) returning id`,
    [],
  );
  const count = Math.max(1, Math.ceil(people / peopleAnOffice));
  const offices = await ids(
    `insert into office (programme_id, name, timezone) select $1, 'Office ' || n, 'America/Denver' from generate_series(1, $2) as n returning id`,
    [programmeId, count],
  );
  const staff = await ids(
    `insert into staff (programme_id, name, email) select $1, 'Officer ' || n, 'officer-' || n || '@example.org' from generate_series(1, $2) as n returning id`,
    [programmeId, count * officersAnOffice],
  );
  const providers = await ids(
    `insert into provider (programme_id, name) select $1, 'Contractor ' || n from generate_series(1, $2) as n returning id`,
    [programmeId, providersOfAll],
  );
  const [ankle = '', wrist = '', phone = ''] = await ids(
    `insert into device_model (programme_id, maker, name, technology, protocols, fix_every, upload_every, check_in_weeks, statistics_label, cost_label)
     values ($1, 'Simulated', 'Ankle', 'ankle', '{laipac}', 60, 600, 4, 'Ankle', 'Ankle'), ($1, 'Simulated', 'Wrist', 'wrist', '{watch}', 300, 600, 8, 'Wrist', 'Wrist'),
       ($1, 'Simulated', 'Phone', 'phone', '{osmand}', 600, 600, null, 'Phone', 'Phone') returning id`,
    [programmeId],
  );
  return {
    ...{ programmeId, offices, providers, until, seed, models: { ankle, wrist, phone } },
    officers: offices.map((_, at) => staff.slice(at * officersAnOffice, (at + 1) * officersAnOffice)),
  };
}
