import type { AlertKind, Certainty, Severity } from '@attend/kernel';
import {
  type AlertChange,
  compilePlan,
  decodeState,
  noteDowns,
  type Observation,
  type OnRecord,
  observe,
  type Policy,
  rebuild,
  type State,
  startState,
  valuesWith,
} from '@attend/monitor';
import type { Pool } from 'pg';
import { occurrenceForm, occurrenceIdentity } from '../database/repositories/alert-history.ts';
import { loadPlans, type Plan as PlanRow, type PolicyRow } from '../database/repositories/plans.ts';
import { millis } from '../database/repositories/queryable.ts';
import { openRecord } from '../database/repositories/record-fault.ts';
import type { Keyring } from '../keys/keyring.ts';
import { unseal, unsealJson } from '../keys/seal.ts';
import type { Down } from './listening.ts';
import { unpackUpload } from './upload.ts';
import type { Wearer } from './wearer.ts';

type StateRow = {
  id: string;
  version: string;
  snapshot_version: string | null;
  plan_version: number | null;
  content: Buffer | null;
  due: number | null;
};

type UploadRow = { id: string; version: string; content: Buffer };

export const snapshotIdentity = (assignmentId: number, version: number): string =>
  `snapshot/${assignmentId}/${version}`;

/** One statement, so that version, snapshot and clock are of one instant. */
const states = `
  select s.assignment_id as id, s.version, n.version as snapshot_version, n.plan_version, n.content, ${millis('d.due_at')} as due
  from attend.assignment_state s
  left join attend.assignment_snapshot n using (assignment_id)
  left join attend.assignment_due d using (assignment_id)
  where s.assignment_id = any($1::bigint[])`;

const uploadsSince = `
  select u.assignment_id as id, u.version, u.content
  from unnest($1::bigint[], $2::bigint[], $3::bigint[]) as w (id, after, upto)
  cross join lateral (
    select u.assignment_id, u.version, u.content from attend.upload u
    where u.assignment_id = w.id and u.version > w.after and u.version <= w.upto
      and u.day >= coalesce((select n.day from attend.assignment_snapshot n where n.assignment_id = w.id), '2000-01-01'::date) - 1
    order by u.version
  ) u
  order by u.assignment_id, u.version`;

/**
 * Loads any number of assignments: plan, state as of its snapshot, and what was delivered since. Unknown ones are left out. Throws
 * RecordFault for the first whose record does not open.
 */
export async function loadWearers(
  pool: Pool,
  keyring: Keyring,
  ids: readonly number[],
  downs: readonly Down[],
): Promise<Wearer[]> {
  // The plan is read after the version: what changes it raises the version too, so an older plan loses at the commit.
  const { rows } = await pool.query<StateRow>({ name: 'gateway-states', text: states, values: [ids] });
  const plans = await loadPlans(
    pool,
    keyring,
    rows.map((row) => Number(row.id)),
  );
  const known = rows.filter((row) => plans.has(Number(row.id)));
  const uploads = await pool.query<UploadRow>({
    name: 'gateway-uploads-since',
    text: uploadsSince,
    values: [
      known.map((row) => row.id),
      known.map((row) => row.snapshot_version ?? '0'),
      known.map((row) => row.version),
    ],
  });
  const since = Map.groupBy(uploads.rows, (row) => Number(row.id));
  const wearers: Wearer[] = [];
  for (const row of known) {
    const plan = plans.get(Number(row.id));
    if (plan === undefined) continue;
    const wearer = await assemble(pool, keyring, row, plan, since.get(Number(row.id)) ?? [], downs);
    if (wearer !== null) wearers.push(wearer);
  }
  return wearers;
}

async function assemble(
  pool: Pool,
  keyring: Keyring,
  row: StateRow,
  planRow: PlanRow,
  uploads: readonly UploadRow[],
  downs: readonly Down[],
): Promise<Wearer | null> {
  const key = keyring.find(planRow.participantId);
  if (key === null) return null;
  const { assignmentId } = planRow;
  const version = Number(row.version);
  const begun = openRecord(assignmentId, 'the state', () => begin(key, row, planRow, uploads, downs));
  const { plan, opened, planChanged, since } = begun;
  let { state } = begun;
  let pending: readonly AlertChange[] = [];
  if (planChanged || opened === null || since.beyond.length > 0 || since.changes.length > 0) {
    // What the plan says of the past has changed (or the snapshot is of another layout): all of it is judged again.
    const history = await loadHistory(pool, key, assignmentId, version);
    const onRecord = await loadOnRecord(pool, key, assignmentId);
    const since = await completeSince(pool, planRow.programmeId);
    const again = openRecord(assignmentId, 'the history', () =>
      rebuild(plan, state, history, onRecord, since),
    );
    state = again.state;
    pending = again.changes;
  }
  return {
    assignmentId,
    programmeId: planRow.programmeId,
    participantId: planRow.participantId,
    deviceId: planRow.deviceId,
    unheard: planRow.unheard,
    key,
    plan,
    planVersion: planRow.planVersion,
    state,
    version,
    sinceSnapshot: planChanged || opened === null ? Number.POSITIVE_INFINITY : uploads.length,
    due: row.due,
    downs,
    pending,
    healthAt: 0,
    health: null,
    rejections: { since: 0, kept: 0 },
    usedAt: Date.now(),
  };
}

/** The state as its snapshot and the uploads since then say. Asks nothing of the database. */
function begin(
  key: Wearer['key'],
  row: StateRow,
  planRow: PlanRow,
  uploads: readonly UploadRow[],
  downs: readonly Down[],
) {
  const { assignmentId } = planRow;
  const plan = compilePlan(planRow.case, policiesOf(planRow.policies));
  const identity = snapshotIdentity(assignmentId, Number(row.snapshot_version));
  const opened = row.content === null ? startState() : decodeState(plan, unseal(key, identity, row.content));
  const state: State = opened ?? startState();
  noteDowns(state, downs);
  const observations = uploads.flatMap((upload) =>
    unpackUpload(key, assignmentId, Number(upload.version), upload.content),
  );
  const planChanged = row.content !== null && row.plan_version !== planRow.planVersion;
  return { plan, opened, state, planChanged, since: observe(plan, state, observations) };
}

function policiesOf(rows: readonly PolicyRow[]): Policy[] {
  return rows.map(({ name, revision, from, parameters }) => ({
    name,
    revision,
    from,
    values: valuesWith(typeof parameters === 'object' && parameters !== null ? parameters : {}),
  }));
}

/** Everything an assignment ever delivered, as far as retention has left it. Throws RecordFault. */
export async function loadHistory(
  pool: Pool,
  key: Wearer['key'],
  assignmentId: number,
  upto: number,
): Promise<Observation[]> {
  const { rows } = await pool.query<{ version: string; content: Buffer }>(
    'select version, content from attend.upload where assignment_id = $1 and version <= $2 order by version',
    [assignmentId, upto],
  );
  return openRecord(assignmentId, 'an upload', () =>
    rows.flatMap((row) => unpackUpload(key, assignmentId, Number(row.version), row.content)),
  );
}

/**
 * From when a programme's readings are all held; what is older has gone by its schedule. Read it after the history: the jobs
 * write it before they remove anything, so readings that are missing always stand before it.
 */
export async function completeSince(pool: Pool, programmeId: string): Promise<number> {
  const { rows } = await pool.query<{ until: number }>({
    name: 'gateway-horizon',
    text: `select ${millis('until_at')} as until from attend.retention_horizon where programme_id = $1 and kind = 'readings'`,
    values: [programmeId],
  });
  return rows[0]?.until ?? Number.NEGATIVE_INFINITY;
}

type OccurrenceRow = {
  ordinal: number;
  kind: AlertKind;
  condition: string | null;
  from: number;
  to: number | null;
  raised: number;
  cleared: number | null;
  withdrawn: number | null;
  severity: Severity;
  certainty: Certainty;
  policy_name: string;
  policy_revision: number;
  sealed: Buffer;
};

/** What was found of an assignment, as the engine compares it. Throws RecordFault. */
export async function loadOnRecord(
  pool: Pool,
  key: Wearer['key'],
  assignmentId: number,
): Promise<OnRecord[]> {
  const { rows } = await pool.query<OccurrenceRow>(
    `select o.ordinal, a.kind, a.condition, ${millis('o.from_at')} as "from", ${millis('o.to_at')} as "to",
      ${millis('o.raised_at')} as raised, ${millis('o.cleared_at')} as cleared, ${millis('o.withdrawn_at')} as withdrawn,
      o.severity, o.certainty, o.policy_name, o.policy_revision, o.sealed
    from attend.alert_occurrence o join attend.alert a on a.id = o.alert_id where o.assignment_id = $1 order by o.ordinal`,
    [assignmentId],
  );
  return openRecord(assignmentId, 'an alert', () => rows.map((row) => factsOf(key, assignmentId, row)));
}

function factsOf(key: Wearer['key'], assignmentId: number, row: OccurrenceRow): OnRecord {
  const { because, readings } = occurrenceForm.parse(
    unsealJson(key, occurrenceIdentity(assignmentId, row.ordinal), row.sealed),
  );
  return {
    ordinal: row.ordinal,
    facts: {
      kind: row.kind,
      condition: row.condition,
      from: row.from,
      to: row.to,
      raisedAt: row.raised,
      clearedAt: row.cleared,
      withdrawnAt: row.withdrawn,
      severity: row.severity,
      certainty: row.certainty,
      because: because as OnRecord['facts']['because'],
      readings,
      policy: { name: row.policy_name, revision: row.policy_revision },
    },
  };
}
