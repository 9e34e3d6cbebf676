import type { AlertStatus, AlertStep, AlertWork } from '@attend/casework';
import type { AlertKind } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { transitionRow } from './alert-history.ts';
import { instantOf, type Queryable } from './queryable.ts';
import { sealRow } from './sealed.ts';

export type LockedAlert = AlertWork & {
  readonly id: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly assignmentId: string;
  readonly condition: string | null;
  readonly outcome: string | null;
};

type Row = {
  id: string;
  programme_id: string;
  participant_id: string;
  assignment_id: string;
  kind: AlertKind;
  condition: string | null;
  status: AlertStatus;
  withdrawn: boolean;
  outcome: string | null;
  version: number;
};

/** Reads an alert and keeps it from changing until the transaction ends: of two officers the second waits and then sees what the first did. */
export async function lockAlert(client: Queryable, id: string): Promise<LockedAlert | null> {
  const { rows } = await client.query<Row>({
    name: 'alert-lock',
    text: `select id, programme_id, participant_id, assignment_id, kind, condition, status,
      withdrawn_at is not null as withdrawn, outcome, version from alert where id = $1 for update`,
    values: [id],
  });
  const row = rows[0];
  if (row === undefined) return null;
  const { programme_id, participant_id, assignment_id, ...rest } = row;
  return { ...rest, programmeId: programme_id, participantId: participant_id, assignmentId: assignment_id };
}

/** The open alert that stands in the place of a closed one: there is one of a kind and condition at a time. */
export async function findOpenTwin(client: Queryable, alert: LockedAlert): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>({
    name: 'alert-open-twin',
    text: `select id from alert where assignment_id = $1 and kind = $2 and coalesce(condition, '') = coalesce($3, '')
      and status <> 'closed' and withdrawn_at is null and id <> $4`,
    values: [alert.assignmentId, alert.kind, alert.condition, alert.id],
  });
  return rows[0]?.id ?? null;
}

/** Who did what last, in words for whoever was slower. */
export async function findLastStep(
  client: Queryable,
  alertId: string,
): Promise<{ readonly kind: string; readonly staff: string | null; readonly at: Date } | null> {
  const { rows } = await client.query<{ kind: string; staff: string | null; at: Date }>({
    name: 'alert-last-step',
    text: `select t.kind, s.name as staff, t.at from alert_transition t left join staff s on s.id = t.staff_id
      where t.alert_id = $1 and t.kind <> 'noted' order by t.id desc limit 1`,
    values: [alertId],
  });
  return rows[0] ?? null;
}

/** What each step sets besides the status; $3 the instant, $4 who, $5 the outcome. Null: a remark, which changes nothing that somebody else may be deciding on. */
const setBy: Record<AlertStep['transition'], { readonly set: string; readonly uses: number } | null> = {
  asked: { set: '', uses: 0 },
  acknowledged: { set: ', acknowledged_at = $3, acknowledged_by = $4', uses: 2 },
  closed: { set: ', closed_at = $3, closed_by = $4, outcome = $5', uses: 3 },
  reopened: {
    set: ', closed_at = null, closed_by = null, acknowledged_at = null, acknowledged_by = null, outcome = null',
    uses: 0,
  },
  answered: null,
  noted: null,
};

/** Writes a step: the alert, its transition, and word to the live feed. */
export async function saveStep(
  client: Queryable,
  keyring: Keyring,
  alert: LockedAlert,
  step: AlertStep,
  by: { readonly staffId: string; readonly at: number },
): Promise<void> {
  const change = setBy[step.transition];
  if (change !== null) {
    await client.query(`update alert set status = $2${change.set}, version = version + 1 where id = $1`, [
      alert.id,
      step.status,
      ...[instantOf(by.at), by.staffId, step.outcome].slice(0, change.uses),
    ]);
  }
  const sealed =
    step.note === null
      ? null
      : sealRow(keyring.create(alert.participantId), 'alert_transition', transitionRow(alert.id, by.at), {
          note: step.note,
        });
  await client.query(
    `insert into alert_transition (programme_id, participant_id, alert_id, at, kind, staff_id, outcome, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[alert.programmeId, alert.participantId, alert.id, instantOf(by.at)],
      ...[step.transition, by.staffId, step.outcome, sealed],
    ],
  );
  await client.query(
    `insert into feed_outbox (programme_id, participant_id, kind, change, entity_id) values ($1, $2, 'alert', $3, $4)`,
    [alert.programmeId, alert.participantId, step.transition, alert.id],
  );
  await client.query(`select pg_notify('attend_feed', '')`);
}
