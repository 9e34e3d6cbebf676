import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { StaffRole } from '@attend/contracts/session';
import { openKeyring } from '@attend/server/keys/keyring';
import { sealJson } from '@attend/server/keys/seal';
import { afterAll } from 'vitest';
import { enrol, lineOf } from '../../server/api/enrolment/testing.ts';
import type { Client } from '../../server/api/testing/client.ts';
import { firstRun, signInAs, type TestApi } from '../../server/api/testing/start.ts';
import { makeRecords } from '../../server/api/testing/target-records.ts';
import {
  heldBy,
  insertProgramme,
  insertStaff,
  observation,
  raise,
  store,
} from '../../server/database/testing-records.ts';

/** Stands in every text of the programme that nobody here may see. */
export const canary = 'CANARYOFB';

/** Ids by what a route or a field names with them: ours and the other programme's, so that asking reaches rows. */
export type Pools = Readonly<Record<string, readonly string[]>>;

export type FuzzWorld = {
  readonly viewers: ReadonlyMap<StaffRole, Client>;
  readonly pools: Pools;
  /** What no answer may hold that was not asked with it: the canary, and every id of the other programme's rows. */
  readonly foreign: readonly string[];
  /** Whom commands that end an account meet instead of the viewers themselves. */
  readonly bystander: string;
  readonly protectedStaff: readonly string[];
  /** The viewers' own. */
  readonly sessions: readonly string[];
};

type Made = { readonly person: string; readonly alert: string };

/** The roles that are asked as, the administrator last: what it ends may be somebody's session. */
export const askedAs = [
  'supervisor',
  'case-officer',
  'auditor',
  'monitoring-worker',
  'attorney',
  'participant',
  'administrator',
] as const;

export async function makeWorld(system: TestApi): Promise<FuzzWorld> {
  const { database } = system;
  const owner = database.pool('owner');
  const keyring = openKeyring(join(system.dataDir, 'keyring'));
  afterAll(() => keyring.close());
  const idOf = async (sql: string, ...values: unknown[]): Promise<string> =>
    (await owner.query<{ id: string }>(sql, values)).rows[0]?.id ?? '';

  /** A person with a row of everything that routes read, `mark` in each text. */
  async function makePerson(programme: string, staff: string, mark: string, place: object): Promise<Made> {
    const line = lineOf(mark, {
      participant: { name: `${mark} Person`, ...place },
      order: { reference: `${mark}-order` },
      court: { name: `${mark} court`, caseNumber: `${mark}-case` },
    });
    const [outcome] = await enrol(database, keyring, programme, line);
    if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
    const held = await heldBy(database, mark);
    const person = held.participantId;
    await store(database, keyring, held, 1, [observation(Date.now() - 60_000)]);
    const alert = await raise(database, keyring, held);
    const key = keyring.create(person);
    const sealedUnder = (identity: string) =>
      sealJson(key, identity, { reason: `${mark} reason`, note: mark });
    await owner.query(
      `insert into access_record (programme_id, participant_id, operator, action, what, purpose) values ($1, $2, $3, 'open', $3, $3)`,
      [programme, person, `${mark} look`],
    );
    const look = randomUUID();
    await owner.query(
      `insert into break_glass (id, programme_id, participant_id, staff_id, until_at, sealed)
       values ($1, $2, $3, $4, now() + interval '50 minutes', $5)`,
      [look, programme, person, staff, sealedUnder(`break_glass/${look}/sealed`)],
    );
    await makeRecords({ owner, keyring, programme, person });
    return { person, alert };
  }

  const admin = await firstRun(system);
  const ours: string = (await admin.get('/api/session')).body.staff.programme.id;
  const office = (programme: string, name: string) =>
    idOf(
      `insert into office (programme_id, name, timezone) values ($1, $2, 'America/New_York') returning id`,
      programme,
      name,
    );
  await office(ours, 'Here');
  const provider: string = (await admin.post('/api/providers', { name: 'Ours' })).body.id;
  const adminId = await idOf(`select id from staff where email = 'ada@example.org'`);
  const viewers = new Map<StaffRole, Client>([['administrator', admin]]);
  const ids = new Map<StaffRole, string>([['administrator', adminId]]);
  for (const role of askedAs) {
    if (role === 'administrator') continue;
    const more = role === 'monitoring-worker' ? { provider: 'Ours' } : { office: 'Here' };
    const signedIn = await signInAs(system, admin, [role], `${role}@example.org`, more);
    viewers.set(role, signedIn);
    ids.set(role, signedIn.staffId);
  }
  const bystander = await insertStaff(database, ours, 'By Stander');
  const staffOf = (role: StaffRole): string => ids.get(role) ?? bystander;

  const own: Made[] = [];
  for (const mark of ['OWN-1', 'OWN-2', 'OWN-3']) {
    const made = await makePerson(ours, bystander, mark, { office: 'Here' });
    own.push(made);
    await owner.query(
      `insert into supervision (programme_id, participant_id, staff_id, role) values ($1, $2, $3, 'case-officer')`,
      [ours, made.person, staffOf('case-officer')],
    );
    await owner.query(
      'insert into provider_supervision (programme_id, participant_id, provider_id) values ($1, $2, $3)',
      [ours, made.person, provider],
    );
    await owner.query(
      `insert into representation (programme_id, participant_id, staff_id, authority) values ($1, $2, $3, 'court')`,
      [ours, made.person, staffOf('attorney')],
    );
  }
  await owner.query(
    'insert into participant_account (staff_id, programme_id, participant_id) values ($1, $2, $3)',
    [staffOf('participant'), ours, own[0]?.person],
  );

  const theirs = await insertProgramme(database, `${canary} programme`);
  await office(theirs, `${canary} office`);
  const stranger = await insertStaff(database, theirs, `${canary} Officer`);
  const standIn = await insertStaff(database, theirs, `${canary} Stand In`);
  const theirProvider = await idOf(
    'insert into provider (programme_id, name) values ($1, $2) returning id',
    theirs,
    `${canary} provider`,
  );
  const theirAbsence = await idOf(
    `insert into absence (programme_id, staff_id, stand_in_id, from_at, to_at) values ($1, $2, $3, now(), now() + interval '9 days') returning id`,
    theirs,
    stranger,
    standIn,
  );
  const foreign: Made[] = [];
  for (const mark of [`${canary}-1`, `${canary}-2`])
    foreign.push(await makePerson(theirs, stranger, mark, { office: `${canary} office` }));
  const absence = await idOf(
    `insert into absence (programme_id, staff_id, stand_in_id, from_at, to_at) values ($1, $2, $3, now(), now() + interval '9 days') returning id`,
    ours,
    bystander,
    staffOf('supervisor'),
  );

  const all = [...own, ...foreign];
  for (const programme of [ours, theirs]) await makeTemplate(owner, programme);
  const pools: Record<string, string[]> = {};
  for (const [name, table] of Object.entries(tables)) pools[name] = await idsIn(owner, table, [ours, theirs]);
  return {
    viewers,
    bystander,
    protectedStaff: [...ids.values()],
    sessions: (await owner.query<{ id: string }>('select id from auth.session')).rows.map(({ id }) => id),
    foreign: [canary, ...(await idsOf(owner, theirs))],
    pools: {
      person: all.map(({ person }) => person),
      alert: all.map(({ alert }) => alert),
      reference: ['OWN-1', 'OWN-2', `${canary}-1`],
      staff: [bystander, ...ids.values(), stranger],
      provider: [provider, theirProvider],
      absence: [absence, theirAbsence],
      ...pools,
    },
  };
}

/** By the rows that a path's id names: of some of each programme, so that what is asked reaches them. */
const tables = {
  ...{
    audit: 'audit_entry',
    unusual: 'unusual_look',
    hold: 'retention_hold',
    destruction: 'key_destruction',
  },
  ...{
    look: 'break_glass',
    delay: 'disclosure_delay',
    merge: 'person_link',
    registerEntry: 'register_entry',
  },
  ...{ checkIn: 'check_in', schedule: 'check_in_schedule', attempt: 'check_in_attempt', hearing: 'hearing' },
  ...{ document: 'case_document', photo: 'check_in_photo', referencePhoto: 'reference_photo' },
  ...{ order: 'supervision_order', prompt: 'order_prompt', condition: 'condition' },
  ...{
    exception: 'condition_exception',
    contact: 'contact_point',
    message: 'message',
    reply: 'message_reply',
  },
  ...{ help: 'arranged_help', letter: 'letter', sending: 'letter_sending', template: 'letter_template' },
  ...{ complaint: 'complaint', lookCopy: 'look_copy', entered: 'contact_entry', device: 'device' },
  ...{ office: 'office', file: 'stored_file' },
} as const;

async function idsIn(
  owner: ReturnType<TestApi['database']['pool']>,
  table: string,
  programmes: readonly string[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const programme of programmes) {
    const { rows } = await owner.query<{ id: string }>(
      `select id::text from ${table} where programme_id = $1 order by id limit 6`,
      [programme],
    );
    if (rows.length === 0) throw new Error(`a programme has no row in ${table}`);
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}

/** A letter's template with a draft of its first version. */
async function makeTemplate(
  owner: ReturnType<TestApi['database']['pool']>,
  programme: string,
): Promise<void> {
  await owner.query(
    `with made as (
       insert into letter_template (programme_id, kind, language, name, created_by)
         select $1, 'to-participant', 'en', p.name || ' template', s.id from programme p join staff s on s.programme_id = p.id
         where p.id = $1 order by s.id limit 1 returning id, created_by)
     insert into letter_template_version (template_id, version, programme_id, title, body, authors)
       select id, 1, $1, 'A letter', '[{"kind": "paragraph", "text": "Dear {participant}"}]', array[created_by] from made`,
    [programme],
  );
}

/** Every id of a row of this programme, in every table that says its programme. */
async function idsOf(owner: ReturnType<TestApi['database']['pool']>, programme: string): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c
       join pg_attribute p on p.attrelid = c.oid and p.attname = 'programme_id'
       join pg_attribute i on i.attrelid = c.oid and i.attname = 'id' and i.atttypid = 'uuid'::regtype
     where c.relnamespace = 'attend'::regnamespace and c.relkind in ('r', 'p') order by 1`,
  );
  const found = [programme];
  for (const { name } of tables) {
    const { rows } = await owner.query<{ id: string }>(`select id from ${name} where programme_id = $1`, [
      programme,
    ]);
    if (rows.length === 0 && filled.has(name)) throw new Error(`the other programme has no row in ${name}`);
    found.push(...rows.map(({ id }) => id));
  }
  return found;
}

/** Where a missing row would make the search say less than it seems to. */
const filled: ReadonlySet<string> = new Set([
  ...[
    'participant',
    'alert',
    'absence',
    'break_glass',
    'key_destruction',
    'office',
    'provider',
    'retention_hold',
    'staff',
  ],
  ...['supervision_order', 'court_case', 'condition', 'device'],
  ...['stored_file', 'case_document', 'check_in_photo', 'reference_photo'],
  ...[
    'arranged_help',
    'letter',
    'letter_sending',
    'letter_template',
    'complaint',
    'complaint_step',
    'look_copy',
  ],
  ...[
    'condition_exception',
    'hearing',
    'check_in',
    'message',
    'contact_point',
    'register_entry',
    'person_link',
  ],
]);
