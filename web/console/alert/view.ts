import type { AlertDetail, AlertSummary } from '@attend/contracts/alerts';
import { t } from '@lingui/core/macro';
import type { MapContent, MapFix } from '../../ui/map/content.ts';
import { outcomeWords, severityWords, statusWords } from '../../ui/words/alerts.ts';

/** Which answers an alert can be given now. One that was taken back asks for none. */
export function answersOf(alert: Pick<AlertSummary, 'status' | 'withdrawnAt'>): {
  readonly acknowledge: boolean;
  readonly close: boolean;
  readonly reopen: boolean;
} {
  const open = alert.status !== 'closed';
  return { acknowledge: alert.status === 'new' || alert.status === 'asked', close: open, reopen: !open };
}

/** What the map shows: the zone, and the fixes in order, those of the evidence numbered. */
export function mapOf(alert: AlertDetail): MapContent {
  const inOrder = [...alert.movement.fixes].sort((a, b) => Date.parse(a.time) - Date.parse(b.time));
  let number = 0;
  const fixes = inOrder.map((fix): MapFix => {
    if (fix.evidence) number += 1;
    return {
      time: fix.time,
      lat: fix.lat,
      lon: fix.lon,
      accuracy: fix.accuracy,
      tone: fix.evidence ? 'evidence' : 'plain',
      ...(fix.evidence ? { label: String(number) } : {}),
    };
  });
  const last = alert.lastPlace;
  const alone = fixes.length === 0 && last !== null;
  const shown: readonly MapFix[] = alone
    ? [
        {
          time: last.time,
          lat: last.lat,
          lon: last.lon,
          accuracy: last.accuracy,
          tone: 'plain',
          label: t`last place`,
        },
      ]
    : fixes;
  const zone = alert.zone;
  return {
    zones: zone
      ? [
          {
            id: zone.reference,
            name: zone.name ?? zone.reference,
            kind: zoneKind(zone.kind),
            area: zone.area,
          },
        ]
      : [],
    fixes: shown,
    gaps: gapsBetween(shown),
    focus: null,
  };
}

const zoneKind = (kind: string): 'exclusion-zone' | 'inclusion-zone' | 'curfew' =>
  kind === 'exclusion-zone' || kind === 'inclusion-zone' ? kind : 'curfew';

/** Fixes farther apart than this are not joined: the way between them is not known. */
const longest = 15 * 60_000;
function gapsBetween(fixes: readonly MapFix[]): MapContent['gaps'] {
  return fixes.slice(1).flatMap((fix, index) => {
    const before = fixes[index];
    if (!before || Date.parse(fix.time) - Date.parse(before.time) <= longest) return [];
    return [{ from: before.time, to: fix.time }];
  });
}

/** What somebody else changed between the version that was shown and the one that holds: said line by line. */
export function differences(shown: AlertSummary, now: AlertSummary): readonly string[] {
  const lines: string[] = [];
  if (shown.status !== now.status) {
    const status = statusWords(now.status);
    const who = now.acknowledgedBy?.name;
    lines.push(
      who && now.status === 'acknowledged'
        ? t`It is now acknowledged, by ${who}.`
        : t`Its status is now: ${status}.`,
    );
  } else if (shown.acknowledgedBy?.id !== now.acknowledgedBy?.id && now.acknowledgedBy) {
    const who = now.acknowledgedBy.name;
    lines.push(t`${who} has taken it up.`);
  }
  if (now.outcome !== null && shown.outcome !== now.outcome) {
    const outcome = outcomeWords(now.outcome);
    lines.push(t`It was closed with: ${outcome}.`);
  }
  if (shown.severity !== now.severity) {
    const severity = severityWords(now.severity);
    lines.push(t`Its severity is now: ${severity}.`);
  }
  if (shown.occurrences !== now.occurrences) lines.push(t`It was observed again.`);
  if (shown.to === null && now.to !== null) lines.push(t`What was observed has ended.`);
  if (shown.clearedAt === null && now.clearedAt !== null && now.to === null) lines.push(t`It has ended.`);
  if (shown.withdrawnAt === null && now.withdrawnAt !== null)
    lines.push(t`It was taken back: later readings showed otherwise.`);
  if (shown.officer?.id !== now.officer?.id && now.officer) {
    const officer = now.officer.name;
    lines.push(t`Its officer is now ${officer}.`);
  }
  return lines.length > 0 ? lines : [t`A note was added or its evidence was revised.`];
}

/** The newest occurrence first: it is what there is to decide on. */
export const occurrencesOf = (alert: AlertDetail): AlertDetail['occurrenceList'] =>
  [...alert.occurrenceList].sort((a, b) => b.ordinal - a.ordinal);

export const transitionsOf = (alert: AlertDetail): AlertDetail['transitions'] =>
  [...alert.transitions].sort(
    (a, b) => Date.parse(b.at) - Date.parse(a.at) || b.id.localeCompare(a.id, 'en', { numeric: true }),
  );
