import { randomUUIDv7 } from 'node:crypto';
import { searchKeysOf } from '@attend/casework';
import type { Pool, PoolClient } from '@attend/server/database/connect';
import { occurrenceIdentity } from '@attend/server/database/repositories/alert-history';
import { tokenOf } from '@attend/server/database/repositories/search';
import type { Keyring } from '@attend/server/keys/keyring';
import { sealJson } from '@attend/server/keys/seal';
import { copyLines, openForCopy } from './copy-rows.ts';
import {
  addPerson,
  type CopiedTable,
  copiedColumns,
  type EnrolledPlaces,
  enrolledName,
  enrolledReference,
} from './enrolled-rows.ts';

export type Enrolled = EnrolledPlaces & {
  readonly people: number;
  /** Some people all through the programme, with their numbers in it. */
  readonly sample: readonly { readonly id: string; readonly index: number }[];
};

const peopleAnOffice = 2_000;
const officersAnOffice = 20;
const atOnce = 5_000;
const sampled = 500;
/** One in so many wears a device that has something open. */
const withAlert = 500;

/**
 * A programme of so many people, each with an order, a schedule with its check-ins, a hearing, a contact point and messages, all sealed
 * under their own keys, and found by the product's own search tokens. Loaded with COPY: neither the access rules nor the audit are what
 * is measured by it, and its keys and constraints hold as they do for any row. Indexes of the tokens are made at the end.
 */
export async function loadEnrolled(
  owner: Pool,
  keyring: Keyring,
  people: number,
  tell: (line: string) => void,
): Promise<Enrolled> {
  const places = await makePlaces(owner, people);
  const client = await owner.connect();
  const sample: { id: string; index: number }[] = [];
  const every = Math.max(1, Math.floor(people / sampled));
  const tables = [...(Object.keys(copiedColumns) as CopiedTable[]), 'participant_search'];
  try {
    const index = await openForCopy(client, tables, standStill);
    const tokens = createTokens(keyring, places.programmeId);
    const copied = Promise.resolve();
    let running = copied;
    for (let from = 0; from < people; from += atOnce) {
      if (from % 100_000 === 0 && from > 0) tell(`enrolling: ${from} of ${people}`);
      const ids = Array.from({ length: Math.min(atOnce, people - from) }, () => randomUUIDv7());
      keyring.createAll(ids);
      const out = emptyRows();
      const found: string[] = [];
      for (const [at, id] of ids.entries()) {
        addPerson(out, keyring, places, id, from + at);
        for (const token of tokens(from + at)) found.push(`${places.programmeId}\t${token}\t${id}\n`);
        if ((from + at) % every === 0) sample.push({ id, index: from + at });
      }
      // The database writes one batch while the next is sealed.
      await running;
      running = copyAll(client, out, found);
    }
    await running;
    tell('making indexes');
    await index();
  } finally {
    client.release();
  }
  await raiseAlerts(owner, keyring, places.programmeId, people);
  tell('analysing');
  await owner.query('vacuum analyze');
  return { ...places, people, sample };
}

async function makePlaces(owner: Pool, people: number): Promise<EnrolledPlaces> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into programme (name, timezone, simulated) values ('Benchmark', 'America/Denver', true) returning id`,
  );
  const programmeId = rows[0]?.id ?? '';
  const count = Math.max(1, Math.ceil(people / peopleAnOffice));
  const offices = await owner.query<{ id: string }>(
    `insert into office (programme_id, name, timezone) select $1, 'Office ' || n, 'America/Denver' from generate_series(1, $2) as n returning id`,
    [programmeId, count],
  );
  await owner.query(
    `insert into office_calendar (office_id, programme_id, hours, slot_minutes, capacity) select id, $1, $2, 30, 20 from office where programme_id = $1`,
    [
      programmeId,
      JSON.stringify([{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], start: '08:00', end: '17:00' }]),
    ],
  );
  const staff = await owner.query<{ id: string }>(
    `insert into staff (programme_id, name, email) select $1, 'Officer ' || n, 'officer-' || n || '@example.org' from generate_series(1, $2) as n returning id`,
    [programmeId, count * officersAnOffice],
  );
  const ids = offices.rows.map(({ id }) => id);
  return {
    programmeId,
    offices: ids,
    officers: ids.map((_, at) =>
      staff.rows.slice(at * officersAnOffice, (at + 1) * officersAnOffice).map(({ id }) => id),
    ),
    now: Date.now(),
  };
}

const emptyRows = (): Record<CopiedTable, string[]> => ({
  ...{ participant: [], supervision: [], supervision_order: [], order_version: [], order_clause: [] },
  ...{ check_in_schedule: [], check_in: [], hearing: [], contact_point: [], message: [] },
  ...{ message_reply: [], contact_entry: [] },
});

// Whether a reminder reaches somebody the rows say themselves: asked for each without an index, all would be read each time.
const standStill = {
  triggers: [
    ...['check_in hold_place', 'order_version plan_changed', 'order_clause plan_changed'],
    ...['hearing note_unreached', 'contact_point note_reached'],
  ],
  keys: ['participant_search_pkey'],
};

/** By a person's place: a name that many share is worked out once. */
function createTokens(keyring: Keyring, programmeId: string): (index: number) => readonly string[] {
  const key = keyring.derive('search', programmeId);
  const known = new Map<string, readonly string[]>();
  const tokensOf = (names: readonly string[], identifiers: readonly string[]): string[] => [
    ...new Set(Array.from(searchKeysOf({ names, identifiers }).keys(), (one) => tokenOf(key, one))),
  ];
  return (index) => {
    const name = enrolledName(index);
    const ofName = known.get(name) ?? tokensOf([name], []);
    known.set(name, ofName);
    return [...ofName, ...tokensOf([], [enrolledReference(index), `26-E-${index}`])];
  };
}

async function copyAll(
  client: PoolClient,
  out: Record<CopiedTable, readonly string[]>,
  tokens: readonly string[],
): Promise<void> {
  await client.query('begin');
  for (const table of Object.keys(copiedColumns) as CopiedTable[])
    await copyLines(client, `${table} (${copiedColumns[table]})`, out[table]);
  await copyLines(client, 'participant_search (programme_id, token, participant_id)', tokens);
  await client.query('commit');
}

/** Open alerts of some, as the gateway records them. */
async function raiseAlerts(
  owner: Pool,
  keyring: Keyring,
  programmeId: string,
  people: number,
): Promise<void> {
  const numbers = Array.from({ length: Math.ceil(people / withAlert) }, (_, at) =>
    enrolledReference(at * withAlert),
  );
  for (let from = 0; from < numbers.length; from += 500) {
    const { rows } = await owner.query<{ id: string; person: string }>(
      `with chosen as (select id, reference from participant where programme_id = $1 and reference = any($2)),
         made as (insert into device (programme_id, protocol, identifier, technology) select $1, 'laipac', reference, 'ankle' from chosen
           returning id, identifier)
       insert into assignment (programme_id, participant_id, device_id, from_at, fix_every, upload_every)
         select $1, c.id, m.id, now() - interval '30 days', 60, 600 from made m join chosen c on c.reference = m.identifier
         returning id, participant_id as person`,
      [programmeId, numbers.slice(from, from + 500)],
    );
    const sealed = rows.map(({ id, person }) =>
      sealJson(keyring.create(person), occurrenceIdentity(Number(id), 1), {
        because: [{ code: 'strap-reads-open' }],
        readings: [],
      }),
    );
    await owner.query(
      `select record_finding($1, person, assignment, 1, 'strap-opened', null, at, null, at, null, null, 'critical', 'reported', 'standard', 1,
         sealed, false)
       from (select person, assignment, sealed, now() - interval '1 second' * row_number() over () as at
         from unnest($2::uuid[], $3::bigint[], $4::bytea[]) as f (person, assignment, sealed)) f`,
      [programmeId, rows.map(({ person }) => person), rows.map(({ id }) => id), sealed],
    );
  }
}
