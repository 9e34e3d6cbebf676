import { type AlertKind, alertKinds, type Certainty, type Severity } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';
import { millis, type Queryable } from './queryable.ts';
import { openRow } from './sealed.ts';

type Sealed = {
  readonly assignmentId: string;
  readonly ordinal: number;
  readonly from: number;
  readonly to: number | null;
  readonly raisedAt: number;
  readonly clearedAt: number | null;
  readonly withdrawnAt: number | null;
  readonly severity: Severity;
  readonly certainty: Certainty;
  readonly policyName: string;
  readonly policyRevision: number;
  readonly sealed: Buffer;
};

/** What an occurrence rests on: written by the gateway under the person's key. */
export const occurrenceForm = z.object({
  because: z.array(
    z.object({ code: z.string() }).catchall(z.union([z.string(), z.number(), z.boolean(), z.null()])),
  ),
  readings: z.array(z.number()),
});
export const occurrenceIdentity = (assignmentId: number | string, ordinal: number): string =>
  `occurrence/${assignmentId}/${ordinal}`;

export type Occurrence = Omit<Sealed, 'sealed'> & z.infer<typeof occurrenceForm>;

const columns = `assignment_id as "assignmentId", ordinal, ${millis('from_at')} as from, ${millis('to_at')} as to,
  ${millis('raised_at')} as "raisedAt", ${millis('cleared_at')} as "clearedAt", ${millis('withdrawn_at')} as "withdrawnAt",
  severity, certainty, policy_name as "policyName", policy_revision as "policyRevision", sealed`;

function open<T extends Sealed>(
  keyring: Keyring,
  participantId: string,
  row: T,
): Omit<T, 'sealed'> & z.infer<typeof occurrenceForm> {
  const { sealed, ...rest } = row;
  const key = keyring.find(participantId);
  if (key === null) return { ...rest, because: [], readings: [] };
  const identity = occurrenceIdentity(row.assignmentId, row.ordinal);
  return { ...rest, ...occurrenceForm.parse(unsealJson(key, identity, sealed)) };
}

/** What the engine found of one alert, by the time it happened. */
export async function loadOccurrences(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
  alertId: string,
): Promise<Occurrence[]> {
  const { rows } = await client.query<Sealed>({
    name: 'alert-occurrences',
    text: `select ${columns} from alert_occurrence where alert_id = $1 order by from_at, ordinal`,
    values: [alertId],
  });
  return rows.map((row) => open(keyring, participantId, row));
}

type Found = Sealed & { readonly kind: AlertKind; readonly condition: string | null };
export type FoundOccurrence = Omit<Found, 'sealed'> & z.infer<typeof occurrenceForm>;

/** Everything of these kinds that the engine found in one assignment, by the time it happened. */
export async function loadFindings(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
  assignmentId: string,
  kinds: readonly AlertKind[] = alertKinds,
): Promise<FoundOccurrence[]> {
  const { rows } = await client.query<Found>({
    name: 'assignment-findings',
    text: `select a.kind, a.condition, o.* from (
        select alert_id, ${columns} from alert_occurrence where assignment_id = $1
      ) o join alert a on a.id = o.alert_id where a.kind = any($2) order by o.from, a.kind, a.condition, o.ordinal`,
    values: [assignmentId, kinds],
  });
  return rows.map((row) => open(keyring, participantId, row));
}

type TransitionRow = {
  readonly id: string;
  readonly at: number;
  readonly atText: string;
  readonly kind: string;
  readonly staffId: string | null;
  readonly staff: string | null;
  readonly outcome: string | null;
  readonly sealed: Buffer | null;
};
export type Transition = Omit<TransitionRow, 'sealed' | 'atText'> & { readonly note: string | null };

/** Everything that was done with an alert, oldest first. */
export async function loadTransitions(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
  alertId: string,
): Promise<Transition[]> {
  const { rows } = await client.query<TransitionRow>({
    name: 'alert-transitions',
    text: `select t.id, ${millis('t.at')} as at, t.kind, s.id as "staffId", s.name as staff, t.outcome, t.sealed
      from alert_transition t left join staff s on s.id = t.staff_id where t.alert_id = $1 order by t.id`,
    values: [alertId],
  });
  const key = keyring.find(participantId);
  return rows.map(({ sealed, ...row }) => {
    const note =
      sealed === null || key === null
        ? null
        : openRow(key, 'alert_transition', transitionRow(alertId, row.at), sealed).note;
    return { ...row, note };
  });
}

/** A transition's number is the database's to give: its seal names the alert and the instant (milliseconds). */
export const transitionRow = (alertId: string, at: number): string => `${alertId}/${at}`;
