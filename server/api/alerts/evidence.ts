import { explainMovement, levelAt, trailSpans } from '@attend/casework';
import type { AlertDetail } from '@attend/contracts/alerts';
import { type AuthoritySpan, formatInstant, type Millis, type Span } from '@attend/kernel';
import type { Observation } from '@attend/monitor/observation/observation';
import type { Keyring } from '@attend/server/keys/keyring';
import type { Occurrence } from '../../database/repositories/alert-history.ts';
import type { AlertRow } from '../../database/repositories/alerts.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { findLastPlace, loadObservations, loadViolationPositions } from '../movement/observations.ts';

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
export type Evidence = { readonly movement: AlertDetail['movement']; readonly lastPlace: Fix | null };

const assignmentOf = ({ alert }: EvidenceRequest) => ({
  participantId: alert.participantId,
  assignmentId: alert.assignmentId,
});

/**
 * ALR-8: the fixes around an alert and the last place, only where a trail authority held at their time and stands now; under `zones`
 * only what a confirmed violation let be kept.
 */
export async function readEvidence(request: EvidenceRequest): Promise<Evidence> {
  const { alert, authority, now } = request;
  const from = alert.from - before;
  const to = Math.min((alert.to ?? now) + after, from + before + longest, now + 1);
  const permitted = trailSpans(authority, { from, to }, now);
  if (permitted.length === 0) return readViolation(request);
  return {
    movement: {
      permitted: true,
      why: explainMovement(authority, permitted, alert.from, now),
      fixes: await readFixes(request, { from, to }, permitted),
    },
    lastPlace: await readLastPlace(request),
  };
}

async function readFixes(
  request: EvidenceRequest,
  asked: { readonly from: Millis; readonly to: Millis },
  permitted: readonly Span[],
): Promise<Fix[]> {
  const { client, keyring, occurrences, now } = request;
  const rests = new Set(occurrences.flatMap((occurrence) => occurrence.readings));
  const observed = await loadObservations(client, keyring, assignmentOf(request), asked, now);
  return observed.flatMap((one) =>
    permitted.some((span) => span.from <= one.at && (span.to === null || one.at < span.to))
      ? (fixOf(one, rests.has(one.at)) ?? [])
      : [],
  );
}

async function readLastPlace(request: EvidenceRequest): Promise<Fix | null> {
  const { client, keyring, authority, now } = request;
  const shown = (one: Observation) => levelAt(authority, one.at, now) === 'trail';
  const found = await findLastPlace(client, keyring, assignmentOf(request), now, shown);
  return found === null ? null : fixOf(found, false);
}

async function readViolation(request: EvidenceRequest): Promise<Evidence> {
  const { client, keyring, alert, occurrences, authority, now } = request;
  const standing = occurrences.filter((occurrence) => occurrence.withdrawnAt === null);
  const ordinals = standing.map((occurrence) => occurrence.ordinal);
  const kept = await loadViolationPositions(client, keyring, assignmentOf(request), ordinals);
  const fixes = kept.flatMap((one) =>
    levelAt(authority, one.at, now) === 'zones' ? (fixOf(one, true) ?? []) : [],
  );
  if (fixes.length === 0) {
    const why = explainMovement(authority, [], alert.from, now);
    return { movement: { permitted: false, why, fixes }, lastPlace: null };
  }
  const why = 'The order permits positions only from the confirmation of this violation on.';
  return { movement: { permitted: true, why, fixes }, lastPlace: fixes.at(-1) ?? null };
}
