import {
  type AlertKind,
  compileArea,
  type Millis,
  marginIn,
  mergeSpans,
  type Span,
  spanAt,
  windowsOf,
  type Zone,
} from '@attend/kernel';
import { positionOf } from '../city/denver.ts';
import { deviceKinds } from '../device/kinds.ts';
import type { Supervised } from './case.ts';
import type { Wearer } from './device.ts';
import type { TrueEvent } from './events.ts';

/** What truly happened, in the words of an alert that should say so. */
export type Truth = {
  readonly kind: AlertKind;
  readonly condition: string | null;
  readonly from: Millis;
  /** Null: it lasts. */
  readonly to: Millis | null;
  /** How far beyond the edge at most: metres. Null for kinds without a place. */
  readonly depth: number | null;
  /** Too short for any rule that confirms: somebody drives past a zone, or is a minute late. */
  readonly passing: boolean;
};

/** A conditions' label is passing below so many fixes, and below so long. */
const passingFixes = 5;
const passingMs = 150_000;

/** Seconds between two looks at where somebody truly is. */
const everyMs = 10_000;

type Watched = {
  readonly id: string;
  readonly kind: AlertKind;
  readonly zone: Zone;
  readonly windows: readonly Span[] | null;
};

/** Follows a wearer's true way and says when conditions are not kept. Asked with growing times, by `everyMs`. */
export function watchConditions({ case: subject }: Supervised, from: Millis, to: Millis) {
  const watched: Watched[] = subject.conditions.map((condition) => ({
    id: condition.id,
    kind:
      condition.kind === 'exclusion-zone'
        ? 'exclusion-zone-entered'
        : condition.kind === 'inclusion-zone'
          ? 'inclusion-zone-left'
          : 'curfew-absence',
    zone: compileArea(condition.area),
    windows:
      condition.kind === 'curfew'
        ? mergeSpans(windowsOf(subject.timezone, condition.timetable, from, to))
        : null,
  }));
  const open = new Map<string, { from: Millis; depth: number }>();
  const truths: Truth[] = [];
  const close = ({ id, kind }: Watched, at: Millis | null): void => {
    const since = open.get(id);
    if (since === undefined) return;
    open.delete(id);
    const lasted = (at ?? to) - since.from;
    const passing = lasted < Math.max(passingMs, passingFixes * subject.device.fixEvery * 1_000);
    truths.push({ kind, condition: id, from: since.from, to: at, depth: Math.round(since.depth), passing });
  };
  const look = (time: Millis, path: Wearer['path']): void => {
    const [lon, lat] = positionOf(path.whereabouts(time).at);
    for (const one of watched) {
      const margin = marginIn(one.zone, lat, lon);
      const beyond = one.kind === 'exclusion-zone-entered' ? margin : -margin;
      const holds = one.windows === null || spanAt(one.windows, time) !== null;
      if (beyond <= 0 || !holds) close(one, time);
      else {
        const since = open.get(one.id);
        if (since === undefined) open.set(one.id, { from: time, depth: beyond });
        else since.depth = Math.max(since.depth, beyond);
      }
    }
  };
  return {
    everyMs,
    look,
    finish(): Truth[] {
      for (const one of watched) close(one, null);
      return truths;
    },
  };
}

/** Contact missed for less than this is no silence under any policy's standard parameters. */
const silentAfter = (supervised: Supervised): Millis =>
  Math.max(3 * supervised.case.device.uploadEvery, 600) * 1_000;

/** What an event should be told as, given what its device can say. */
export function truthsOfEvent(supervised: Supervised, event: TrueEvent): Truth[] {
  const kind = deviceKinds[supervised.protocol];
  const plain = (name: AlertKind, from: Millis, to: Millis | null): Truth => ({
    kind: name,
    condition: null,
    from,
    to,
    depth: null,
    passing: false,
  });
  switch (event.kind) {
    case 'sos':
      return kind.sos ? [plain('sos', event.at, event.at)] : [];
    case 'taken-off':
      if (kind.takenOff === null) return [];
      if (kind.protocol === 'watch') return [plain('not-worn', event.from, event.to)];
      return [plain(kind.takenOff === 'tamper' ? 'tamper' : 'strap-opened', event.from, event.to)];
    case 'run-down':
      return [
        // OwnTracks says its battery only with a place, so the last percents may never be told.
        ...(kind.percent && kind.protocol !== 'owntracks'
          ? [plain('battery-critical', event.off - 60_000, event.until)]
          : []),
        plain('battery-low', event.off - 60_000, event.until),
        ...(kind.saysPowerOff ? [plain('powered-off', event.off, event.until)] : []),
        ...(event.until - event.off > silentAfter(supervised)
          ? [plain('silent', event.off, event.until)]
          : []),
      ];
    case 'no-network':
      return event.to - event.from > silentAfter(supervised) ? [plain('silent', event.from, event.to)] : [];
    case 'mock':
      return kind.protocol === 'osmand' ? [plain('location-doubtful', event.from, event.to)] : [];
    case 'detour':
      return [];
  }
}
