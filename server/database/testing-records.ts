import { packObservations } from '@attend/monitor';
import type { Observation } from '@attend/monitor/observation/observation';
import type { Keyring } from '@attend/server/keys/keyring';
import { seal, sealJson } from '@attend/server/keys/seal';
import { packUpload } from '../gateway/upload.ts';
import { violationIdentity } from '../gateway/violation.ts';
import { occurrenceIdentity } from './repositories/alert-history.ts';
import type { Queryable } from './repositories/queryable.ts';
import type { TestDatabase } from './testing.ts';

export type Held = {
  readonly assignmentId: number;
  readonly participantId: string;
  readonly programmeId: string;
};

export async function heldBy(database: Pick<TestDatabase, 'pool'>, reference: string): Promise<Held> {
  const { rows } = await database
    .pool('owner')
    .query<{ id: string; participant_id: string; programme_id: string }>(
      'select a.id, a.participant_id, a.programme_id from assignment a join participant p on p.id = a.participant_id where p.reference = $1',
      [reference],
    );
  const [row] = rows;
  if (row === undefined) throw new Error(`nobody is called ${reference}`);
  return { assignmentId: Number(row.id), participantId: row.participant_id, programmeId: row.programme_id };
}

export type Finding = {
  readonly ordinal?: number;
  readonly kind?: string;
  readonly condition?: string | null;
  readonly from?: number;
  readonly to?: number | null;
  readonly clearedAt?: number | null;
  readonly withdrawnAt?: number | null;
  readonly severity?: string;
  readonly because?: readonly { readonly code: string }[];
  readonly readings?: readonly number[];
};

/** Puts a finding of the engine on record as the gateway's role does; answers the alert's id. */
export async function raise(
  database: Pick<TestDatabase, 'pool'>,
  keyring: Keyring,
  held: Held,
  found: Finding = {},
): Promise<string> {
  const { ordinal = 1, kind = 'strap-opened', condition = null, from = Date.now() - 60_000 } = found;
  const { to = null, clearedAt = null, withdrawnAt = null, severity = 'critical' } = found;
  const { because = [{ code: 'strap-reads-open' }], readings = [from] } = found;
  const sealed = sealJson(
    keyring.create(held.participantId),
    occurrenceIdentity(held.assignmentId, ordinal),
    {
      because,
      readings,
    },
  );
  const at = (instant: number | null) => (instant === null ? null : new Date(instant));
  await database
    .pool('gateway')
    .query(
      `select record_finding($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'reported', 'standard', 1, $13, false)`,
      [
        ...[held.programmeId, held.participantId, held.assignmentId, ordinal, kind, condition],
        ...[at(from), at(to), at(from + 1_000), at(clearedAt), at(withdrawnAt), severity, sealed],
      ],
    );
  const { rows } = await database
    .pool('owner')
    .query<{ alert_id: string }>(
      'select alert_id from alert_occurrence where assignment_id = $1 and ordinal = $2',
      [held.assignmentId, ordinal],
    );
  return rows[0]?.alert_id ?? '';
}

/** An observation at trail level with a position, but for what is given. */
export const observation = (at: number, over: Partial<Observation> = {}): Observation => ({
  at,
  receivedAt: at + 2_000,
  time: at,
  clock: 'stamp',
  level: 'trail',
  place: {
    kind: 'position',
    lat: 25.774173,
    lon: -80.19362,
    source: 'gnss',
    accuracy: 8,
    time: at,
    speed: 1.4,
    course: 270,
    altitude: 3,
    satellites: 9,
  },
  percent: 81,
  charging: false,
  strap: 'closed',
  case: 'closed',
  worn: true,
  events: [],
  live: true,
  sequence: null,
  mock: null,
  ...over,
});

/** Stores one upload as the gateway's commit does: sealed, in its day's leaf. */
export async function store(
  database: Pick<TestDatabase, 'pool'>,
  keyring: Keyring,
  held: Held,
  version: number,
  observations: readonly Observation[],
): Promise<void> {
  const gateway = database.pool('gateway');
  const day = new Date().toISOString().slice(0, 10);
  const { rows } = await gateway.query<{ leaf: string }>('select ensure_upload_day($1) as leaf', [day]);
  const content = packUpload(keyring.create(held.participantId), held.assignmentId, version, observations);
  await gateway.query(
    `insert into ${rows[0]?.leaf} (assignment_id, version, day, retention, content) values ($1, $2, $3, 0, $4)`,
    [held.assignmentId, version, day, content],
  );
  await gateway.query('select note_uploads($1, $2, $3)', [day, [held.assignmentId], [version]]);
}

/** Keeps positions of a confirmed violation as the gateway does under `zones`. */
export async function keepViolation(
  database: Pick<TestDatabase, 'pool'>,
  keyring: Keyring,
  held: Held,
  ordinal: number,
  version: number,
  observations: readonly Observation[],
): Promise<void> {
  const identity = violationIdentity(held.assignmentId, ordinal, version);
  const content = seal(keyring.create(held.participantId), identity, packObservations(observations));
  await database
    .pool('gateway')
    .query(
      'insert into violation_position (programme_id, assignment_id, ordinal, version, content) values ($1, $2, $3, $4, $5)',
      [held.programmeId, held.assignmentId, ordinal, version, content],
    );
}

export async function insertProgramme(database: Pick<TestDatabase, 'pool'>, name = 'Test'): Promise<string> {
  const { rows } = await database
    .pool('owner')
    .query<{ id: string }>('insert into programme (name, timezone) values ($1, $2) returning id', [
      name,
      'America/New_York',
    ]);
  return rows[0]?.id ?? '';
}

export async function insertStaff(
  database: Pick<TestDatabase, 'pool'>,
  programmeId: string,
  name: string,
): Promise<string> {
  const { rows } = await database
    .pool('owner')
    .query<{ id: string }>('insert into staff (programme_id, name, email) values ($1, $2, $3) returning id', [
      programmeId,
      name,
      `${name.toLowerCase().replaceAll(' ', '.')}@example.org`,
    ]);
  return rows[0]?.id ?? '';
}

/** Somebody of the staff works with the person from now on. */
export async function insertCaseWorkerOf(owner: Queryable, person: string, staff: string): Promise<void> {
  await owner.query(
    `insert into supervision (programme_id, participant_id, staff_id, role) select programme_id, id, $2, 'case-worker' from participant where id = $1`,
    [person, staff],
  );
}
