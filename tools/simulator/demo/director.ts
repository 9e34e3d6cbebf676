import { type Millis, mergeSpans, minute, second, spanAt, windowsOf } from '@attend/kernel';
import { deviceKinds } from '../device/kinds.ts';
import { type Random, randomFrom } from '../random.ts';
import type { Wearer } from '../wearer/device.ts';
import { endOfEvent, type TrueEvent } from '../wearer/events.ts';
import { breakCurfew, enterZone, leaveArea, mock, runDown } from '../wearer/story.ts';

export const happenings = [
  'strap',
  'sos',
  'zone',
  'curfew',
  'area',
  'battery',
  'lift',
  'mock',
  'outage',
] as const;
export type Happening = (typeof happenings)[number];

type Cast = {
  readonly random: Random;
  readonly wearers: readonly Wearer[];
  readonly busyUntil: Map<Wearer, Millis>;
};

/** Carriers by their share of people: the small one's outage shows what an outage is and leaves the list readable. */
const carriers = [
  ['Front Range Mobile', 0.6],
  ['Plains Wireless', 0.32],
  ['Summit Cellular', 0.08],
] as const;
export const carrierOf = ({ supervised: { person } }: Wearer): string =>
  randomFrom('carrier', person.seed, person.index).pickByPart(carriers);

/** Wearers in a random order. */
function shuffled({ random, wearers }: Cast): Wearer[] {
  const list = [...wearers];
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = random.whole(0, at);
    const [a, b] = [list[at], list[other]];
    if (a !== undefined && b !== undefined) [list[at], list[other]] = [b, a];
  }
  return list;
}

const mayLocate = ({ supervised }: Wearer): boolean =>
  supervised.case.authority.some(({ location }) => location !== 'status');

function holdsCurfew({ supervised }: Wearer, at: Millis): boolean {
  const curfew = supervised.case.conditions.find(({ kind }) => kind === 'curfew');
  if (curfew === undefined) return false;
  const windows = mergeSpans(windowsOf(supervised.case.timezone, curfew.timetable, at, at));
  return spanAt(windows, at) !== null && spanAt(windows, at + 25 * minute) !== null;
}

/** What may happen to one wearer at about an instant; null where it cannot. */
function happen(
  happening: Exclude<Happening, 'outage'>,
  random: Random,
  wearer: Wearer,
  at: Millis,
): TrueEvent | null {
  const kind = deviceKinds[wearer.supervised.protocol];
  const telling = { random, wearer };
  const lasts = (least: number, most: number): Millis =>
    Math.round(random.between(least, most) * 60) * second;
  switch (happening) {
    case 'strap':
      return kind.takenOff === null ? null : { kind: 'taken-off', from: at, to: at + lasts(6, 25) };
    case 'sos':
      return kind.sos ? { kind: 'sos', at } : null;
    case 'zone':
      return mayLocate(wearer) ? enterZone(telling, at, lasts(6, 18)) : null;
    case 'curfew':
      return mayLocate(wearer) && holdsCurfew(wearer, at) ? breakCurfew(telling, at, lasts(5, 20)) : null;
    case 'area':
      return mayLocate(wearer) ? leaveArea(telling, at + 15 * minute) : null;
    case 'battery':
      return runDown(random, at - 40 * minute, 40 * minute, lasts(15, 50));
    case 'lift':
      return { kind: 'no-network', from: at, to: at + lasts(3, 9) };
    case 'mock':
      return wearer.supervised.protocol === 'osmand' && mayLocate(wearer) ? mock(random, wearer, at) : null;
  }
}

/** Makes something happen to somebody to whom nothing else is happening; false where there is nobody. */
function stage(cast: Cast, happening: Happening, at: Millis): boolean {
  const { random, busyUntil } = cast;
  if (happening === 'outage') return stageOutage(cast, at);
  for (const wearer of shuffled(cast)) {
    if ((busyUntil.get(wearer) ?? 0) > at) continue;
    const event = happen(happening, random, wearer, Math.round(at / second) * second);
    if (event === null) continue;
    wearer.add(event);
    busyUntil.set(wearer, endOfEvent(event) + 20 * minute);
    return true;
  }
  return false;
}

function stageOutage({ random, wearers }: Cast, at: Millis): boolean {
  const carrier = carriers[2][0];
  const to = at + Math.round(random.between(14, 22) * 60) * second;
  for (const wearer of wearers)
    if (carrierOf(wearer) === carrier) wearer.add({ kind: 'no-network', from: at, to });
  return true;
}

/** Seconds from the demo's start; before it: the devices stored it, so that it stands on the map when somebody looks. */
const opening: readonly (readonly [Happening, number])[] = [
  ['zone', -9_000],
  ['curfew', -7_000],
  ['zone', -5_200],
  ['sos', -4_000],
  ['strap', -3_500],
  ['curfew', -2_600],
  ['zone', -110],
  ['curfew', -200],
  ['zone', -45],
  ['curfew', -120],
  ['strap', 9],
  ['sos', 18],
  ['battery', 27],
  ['strap', 36],
  ['curfew', 20],
  ['zone', 50],
  ['mock', 48],
  ['battery', 58],
  ['outage', 150],
  ['strap', 100],
  ['lift', 120],
  ['area', 90],
  ['sos', 170],
];

/** What goes on afterwards, by parts. */
const usual = [
  ['curfew', 0.26],
  ['zone', 0.22],
  ['battery', 0.2],
  ['lift', 0.12],
  ['strap', 0.07],
  ['mock', 0.05],
  ['area', 0.04],
  ['sos', 0.04],
] as const;
/** Seconds between two happenings: busy while the newcomer looks around, then a few an hour. */
const betweenAtFirst = 75;
const betweenLater = 360;
const busyFor = 10 * minute;
const outageEvery = 3 * 3_600;

/** Decides what truly happens among simulated people while the demo runs. `often`: times as much as usual. */
export function createDirector(seed: number, wearers: readonly Wearer[], often: number) {
  const cast: Cast = { random: randomFrom('director', seed), wearers, busyUntil: new Map() };
  const { random } = cast;
  let begun = 0;
  let next = Number.POSITIVE_INFINITY;
  return {
    /** Stages the opening around `now`; call before the devices tell their past. */
    open(now: Millis): void {
      begun = now;
      for (const [happening, seconds] of opening) stage(cast, happening, now + seconds * second);
      next = now + 3 * minute;
    },
    /** Stages what has come due; call now and then. */
    goOn(now: Millis): void {
      for (; next <= now; ) {
        const mean = (now - begun < busyFor ? betweenAtFirst : betweenLater) / often;
        const isOutage = random.chance((mean * often) / outageEvery);
        // A few minutes ahead, so that whoever walks somewhere has set out.
        const happening = isOutage ? 'outage' : random.pickByPart(usual);
        stage(cast, happening, happening === 'zone' ? now + 12 * minute : now + 5 * second);
        next += random.exponential(mean) * second;
      }
    },
  };
}
