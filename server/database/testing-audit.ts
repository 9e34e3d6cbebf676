import type pg from 'pg';
import { runSequencer } from '../audit/sequencer.ts';
import type { Signer } from '../audit/signing.ts';
import type { Finding } from '../audit/verify/finding.ts';
import { type Verified, type VerifyParts, verifyAudit } from '../audit/verify/verify.ts';
import type { TestDatabase } from './testing.ts';
import { insertProgramme, insertStaff } from './testing-records.ts';

const dayMillis = 86_400_000;
/** The story's last day is yesterday, so that at no hour of the day anything in it lies ahead. */
const today = Math.floor(Date.now() / dayMillis) * dayMillis - dayMillis;
export const dayText = (back: number): string =>
  new Date(today - back * dayMillis).toISOString().slice(0, 10);
/** Noon, so many days back, and some minutes. */
export const moment = (back: number, minutes = 0): Date =>
  new Date(today - back * dayMillis + dayMillis / 2 + minutes * 60_000);

export type Place = {
  readonly database: Pick<TestDatabase, 'pool'>;
  readonly signer: Signer;
  readonly directory: string;
};

/** Sets the sequencer's clock: a test of several days does not wait for them. */
export async function setClock({ database }: Pick<Place, 'database'>, at: Date): Promise<void> {
  await database
    .pool('owner')
    .query(
      `create or replace function audit_now() returns timestamptz language sql volatile as $$ select timestamptz '${at.toISOString()}' $$`,
    );
}

export const sequence = ({ database, signer, directory }: Place) =>
  runSequencer({ pool: database.pool('app'), signer, directory });

/** Until nothing waits and every root is signed: a server's own sequencer may be at work at the same moment. */
export async function untilChained(place: Place): Promise<void> {
  for (;;) {
    await sequence(place);
    const { rows } = await place.database.pool('owner').query<{ done: boolean }>(
      `select not exists (select from audit_outbox) and not exists (select from unsigned_audit_roots())
           and (select day >= (audit_now() at time zone 'UTC')::date from audit_head) as done`,
    );
    if (rows[0]?.done) return;
  }
}

export type Scene = Place & {
  readonly programmeId: string;
  readonly staffId: string;
  readonly participantId: string;
  readonly assignmentId: string;
};

/** Somebody to look at, and somebody who looks; the chain begins two days ago. */
export async function makeScene(place: Place): Promise<Scene> {
  const { database } = place;
  const owner = database.pool('owner');
  const programmeId = await insertProgramme(database);
  const staffId = await insertStaff(database, programmeId, 'Olga Officer');
  const one = async (text: string, values: unknown[]): Promise<string> =>
    String((await owner.query<{ id: string }>(text, values)).rows[0]?.id);
  const participantId = await one(
    `insert into participant (programme_id, reference, sealed) values ($1, 'P-1', '') returning id`,
    [programmeId],
  );
  const deviceId = await one(
    `insert into device (programme_id, protocol, identifier, technology) values ($1, 'laipac', $2, 'ankle') returning id`,
    [programmeId, participantId],
  );
  const assignmentId = await one(
    `insert into assignment (programme_id, participant_id, device_id, from_at, fix_every, upload_every)
     values ($1, $2, $3, '2020-01-01', 60, 60) returning id`,
    [programmeId, participantId, deviceId],
  );
  await owner.query('update audit_head set day = $1, at = $1::date, looks_until = $2', [
    dayText(2),
    dayText(3),
  ]);
  return { ...place, programmeId, staffId, participantId, assignmentId };
}

/** A change as of `at`. */
export async function writeChange(scene: Scene, at: Date, n: number): Promise<void> {
  await scene.database.pool('owner').query(
    `insert into audit_entry (programme_id, at, staff_id, action, entity, entity_id, participant_id, request_id, before, after)
       values ($1, $2, $3, 'alert.acknowledged', 'alert', $4, $5, $6, $7, $8)`,
    [
      ...[scene.programmeId, at, scene.staffId, `alert-${n}`, scene.participantId, `request-${n}`],
      ...[Buffer.from(`before ${n}`), Buffer.from(`after ${n}`)],
    ],
  );
}

/** A list that is counted on once, an opening, and an export from the command line. */
export async function writeLooks(scene: Scene, at: Date): Promise<void> {
  const owner = scene.database.pool('owner');
  const { programmeId, participantId, staffId } = scene;
  for (const action of ['list', 'list', 'open'])
    await owner.query(
      `insert into access_record (programme_id, participant_id, staff_id, at, day, action, what, purpose)
       values ($1, $2, $3, $4::timestamptz, $4::date, $5, 'people', 'duty')
       on conflict (programme_id, participant_id, staff_id, day, what) where action = 'list'
       do update set count = access_record.count + 1, at = excluded.at`,
      [programmeId, participantId, staffId, at, action],
    );
  await owner.query(
    `insert into access_record (programme_id, participant_id, operator, at, day, action, what, purpose)
     values ($1, $2, 'root', $3::timestamptz, $3::date, 'export', 'readings', 'a test')`,
    [programmeId, participantId, at],
  );
}

/** One commit of a gateway: uploads `from` to `to` of the assignment. */
export async function writeUploads(scene: Scene, at: Date, from: number, to: number): Promise<void> {
  const gateway = scene.database.pool('gateway');
  const day = at.toISOString().slice(0, 10);
  const leaf = `upload_0_${day.replaceAll('-', '')}`;
  // The gateway makes leaves for the last days alone.
  await scene.database
    .pool('owner')
    .query(
      `create table if not exists ${leaf} partition of upload_standard for values from ('${day}') to ('${day}'::date + 1)`,
    );
  await scene.database.pool('owner').query(`grant insert on ${leaf} to attend_gateway`);
  const versions = Array.from({ length: to - from + 1 }, (_, n) => from + n);
  await gateway.query(
    `insert into ${leaf} (assignment_id, version, day, retention, content)
     select $1, v, $2, 0, convert_to('upload ' || v, 'UTF8') from unnest($3::bigint[]) as v`,
    [scene.assignmentId, day, versions],
  );
  await gateway.query('select note_uploads($1, $2, $3)', [
    day,
    versions.map(() => scene.assignmentId),
    versions,
  ]);
  // Commits carry the database's clock; the story has its own.
  await scene.database.pool('owner').query(`update audit_outbox set at = $1 where kind = 'uploads'`, [at]);
}

/** Three days of changes, looks and uploads, in two runs a day; the last day has no root yet. */
export async function tellStory(scene: Scene): Promise<void> {
  for (const back of [2, 1, 0])
    for (const minutes of [0, 30]) {
      const at = moment(back, minutes);
      const n = (2 - back) * 100 + minutes;
      await setClock(scene, at);
      await writeChange(scene, at, n);
      await writeChange(scene, at, n + 1);
      if (minutes === 0) await writeLooks(scene, at);
      await writeUploads(scene, at, n + 1, n + 7);
      await setClock(scene, new Date(at.getTime() + 5_000));
      await sequence(scene);
    }
}

export type Heard = Verified & { readonly said: readonly Finding[] };

/** Verifies on a connection as it stands, uncommitted changes of a test included. */
export async function hear(
  client: pg.ClientBase | pg.Pool,
  parts: Pick<VerifyParts, 'keys'> & Partial<VerifyParts>,
): Promise<Heard> {
  const said: Finding[] = [];
  const verified = await verifyAudit({
    client,
    deposited: [],
    remembered: null,
    // Well after the last run, so that an unsigned end counts.
    now: moment(0, 120).getTime(),
    found: (finding) => said.push(finding),
    ...parts,
  });
  return { ...verified, said };
}

/** What the audit says of one row, in order: what was done, and by whom. */
export async function entriesOf(
  database: Pick<TestDatabase, 'pool'>,
  entity: string,
  id: string,
): Promise<{ action: string; by: string | null; operator: string | null }[]> {
  const { rows } = await database
    .pool('owner')
    .query<{ action: string; by: string | null; operator: string | null }>(
      'select action, staff_id as by, operator from audit_entry where entity = $1 and entity_id = $2 order by id',
      [entity, id],
    );
  return rows;
}
