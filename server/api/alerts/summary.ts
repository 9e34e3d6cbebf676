import type { AlertSummary } from '@attend/contracts/alerts';
import { formatInstant } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { type AlertRow, loadAlerts } from '../../database/repositories/alerts.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { openRow } from '../../database/repositories/sealed.ts';

export const instantText = (at: number | null): string | null => (at === null ? null : formatInstant(at));

export const staffOf = (id: string | null, name: string | null): { id: string; name: string } | null =>
  id === null || name === null ? null : { id, name };

function conditionOf(keyring: Keyring, row: AlertRow): AlertSummary['condition'] {
  if (row.condition === null) return null;
  const key = keyring.find(row.participantId);
  const sealed =
    key === null || row.conditionId === null || row.conditionSealed === null
      ? null
      : openRow(key, 'condition', row.conditionId, row.conditionSealed);
  return { reference: row.condition, name: sealed?.name ?? null };
}

/** A row of the database as the API says it. */
export function summariseAlert(keyring: Keyring, row: AlertRow): AlertSummary {
  const person = openPerson(keyring, row.participantId, row.person);
  return {
    id: row.id,
    participant: { id: row.participantId, reference: row.reference, name: nameOf(person) },
    kind: row.kind,
    condition: conditionOf(keyring, row),
    severity: row.severity,
    certainty: row.certainty,
    status: row.status,
    from: formatInstant(row.from),
    to: instantText(row.to),
    raisedAt: formatInstant(row.raisedAt),
    clearedAt: instantText(row.clearedAt),
    withdrawnAt: instantText(row.withdrawnAt),
    occurrences: row.occurrences,
    technology: row.technology,
    office: row.office,
    officer: staffOf(row.officerId, row.officer),
    acknowledgedBy: staffOf(row.acknowledgedById, row.acknowledgedBy),
    outcome: row.outcome,
    version: row.version,
  };
}

/** Summaries in the order of the ids, for lists and for the live feed. */
export async function summariseAlerts(
  client: Queryable,
  keyring: Keyring,
  ids: readonly string[],
): Promise<AlertSummary[]> {
  const rows = await loadAlerts(client, ids);
  return rows.map((row) => summariseAlert(keyring, row));
}

/** For the live feed: summaries of those that the programme's transaction sees. */
export const loadAlertSummaries = (
  reader: { readonly client: Queryable; readonly keyring: Keyring },
  ids: readonly string[],
): Promise<AlertSummary[]> => summariseAlerts(reader.client, reader.keyring, ids);
