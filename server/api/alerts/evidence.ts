import { explainMovement, levelAt, trailSpans } from '@attend/casework';
import type { AlertDetail } from '@attend/contracts/alerts';
import { type AuthoritySpan, formatInstant, type Millis } from '@attend/kernel';
import type { Observation } from '@attend/monitor/observation/observation';
import type { Keyring } from '@attend/server/keys/keyring';
import type { Occurrence } from '../../database/repositories/alert-history.ts';
import type { AlertRow } from '../../database/repositories/alerts.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { findLastPlace, loadObservations } from '../movement/observations.ts';

type Fix = AlertDetail['movement']['fixes'][number];

const before: Millis = 30 * 60_000;
const after: Millis = 30 * 60_000;
/** A long alert is shown by its beginning; the whole way is on the movement page. */
const longest: Millis = 6 * 3_600_000;

function fixOf(one: Observation, evidence: boolean): Fix | null {
  const { place } = one;
  if (place?.kind !== 'position') return null;
  const { lat, lon, accuracy, source } = place;
  return { time: formatInstant(place.time ?? one.at), lat, lon, accuracy, source, evidence };
}

export type EvidenceRequest = {
  readonly client: Queryable;
  readonly keyring: Keyring;
  readonly alert: AlertRow;
  readonly occurrences: readonly Occurrence[];
  readonly authority: readonly AuthoritySpan[];
  readonly now: Millis;
};

/** ALR-8: the fixes around an alert, only where a trail authority held at their time and stands at this one. */
export async function readEvidence(request: EvidenceRequest): Promise<AlertDetail['movement']> {
  const { client, keyring, alert, occurrences, authority, now } = request;
  const from = alert.from - before;
  const to = Math.min((alert.to ?? now) + after, from + before + longest, now + 1);
  const permitted = trailSpans(authority, { from, to }, now);
  const why = explainMovement(authority, permitted, alert.from, now);
  if (permitted.length === 0) return { permitted: false, why, fixes: [] };
  const rests = new Set(occurrences.flatMap((occurrence) => occurrence.readings));
  const assignment = { participantId: alert.participantId, assignmentId: alert.assignmentId };
  const observed = await loadObservations(client, keyring, assignment, { from, to }, now);
  const fixes = observed.flatMap((one) =>
    permitted.some((span) => span.from <= one.at && (span.to === null || one.at < span.to))
      ? (fixOf(one, rests.has(one.at)) ?? [])
      : [],
  );
  return { permitted: true, why, fixes };
}

/** The last place that the order permits to show. */
export async function readLastPlace({
  client,
  keyring,
  alert,
  authority,
  now,
}: EvidenceRequest): Promise<Fix | null> {
  const assignment = { participantId: alert.participantId, assignmentId: alert.assignmentId };
  const found = await findLastPlace(
    client,
    keyring,
    assignment,
    now,
    (one) => levelAt(authority, one.at, now) === 'trail',
  );
  return found === null ? null : fixOf(found, false);
}
