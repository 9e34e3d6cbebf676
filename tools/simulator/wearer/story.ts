import { day, hour, type Millis, mergeSpans, minute, windowsOf } from '@attend/kernel';
import { deviceKinds } from '../device/kinds.ts';
import type { Random } from '../random.ts';
import { depths, placeInside, planDetour } from './detours.ts';
import type { Wearer } from './device.ts';
import { endOfEvent, type TrueEvent } from './events.ts';

/** How often a thing happens to one wearer, in a day. About what programmes publish for violations that were real. */
export const perDay = {
  exclusion: 0.06,
  curfew: 0.08,
  inclusion: 0.03,
  takenOff: 0.015,
  runDown: 0.05,
  noNetwork: 0.1,
  sos: 0.02,
  mock: 0.03,
} as const;

export type Telling = { readonly random: Random; readonly wearer: Wearer };

/** Goes into a zone that must not be entered, at about an instant; null where the person has none or is on the way. */
export function enterZone(
  { random, wearer }: Telling,
  arrive: Millis,
  stay = random.between(8, 30) * minute,
): TrueEvent | null {
  const { zones, person } = wearer.supervised;
  const zone = [...zones].find(([id]) => id.startsWith('exclusion'))?.[1];
  if (zone === undefined) return null;
  const from = wearer.path.whereabouts(arrive).at;
  const target = placeInside(random, zone, from, random.pick(depths));
  const detour = planDetour(random, wearer, { target, when: { arrive }, stay, travel: person.travel });
  return detour === null ? null : { kind: 'detour', ...detour };
}

/** Leaves home while a curfew holds; `arrive` is when the shop is reached. */
export function breakCurfew(
  { random, wearer }: Telling,
  leave: Millis,
  stay = random.between(10, 50) * minute,
): TrueEvent | null {
  const { person, zones } = wearer.supervised;
  if (!zones.has('curfew-1')) return null;
  const detour = planDetour(random, wearer, {
    target: person.shop,
    when: { leave },
    stay,
    travel: person.travel,
  });
  return detour === null ? null : { kind: 'detour', ...detour };
}

/** Goes out of the area that must be kept to. */
export function leaveArea({ random, wearer }: Telling, arrive: Millis): TrueEvent | null {
  const zone = wearer.supervised.zones.get('inclusion-1');
  if (zone === undefined) return null;
  const angle = random.between(0, 2 * Math.PI);
  const reach = zone.depth + random.between(300, 1_500);
  const target = { x: zone.middle.x + reach * Math.cos(angle), y: zone.middle.y + reach * Math.sin(angle) };
  const detour = planDetour(random, wearer, {
    target,
    when: { arrive },
    stay: random.between(15, 60) * minute,
    travel: 'car',
  });
  return detour === null ? null : { kind: 'detour', ...detour };
}

type Maker = { readonly rate: number; readonly make: (begin: Millis) => TrueEvent | null };
const whole = (time: Millis): Millis => Math.round(time / 1_000) * 1_000;

/** What can happen to this wearer, each beginning at about an instant; null: not just then. */
function makersFor({ random, wearer }: Telling): Maker[] {
  const { protocol, zones } = wearer.supervised;
  const kind = deviceKinds[protocol];
  const telling = { random, wearer };
  const spanFrom = (begin: Millis, lasts: Millis) => ({ from: whole(begin), to: whole(begin + lasts) });
  const makers: (Maker | false)[] = [
    zones.has('exclusion-1') && { rate: perDay.exclusion, make: (begin) => enterZone(telling, begin + hour) },
    zones.has('curfew-1') && {
      rate: perDay.curfew,
      make: (begin) => {
        const leave = duringCurfew(random, wearer, begin);
        return leave === null ? null : breakCurfew(telling, leave);
      },
    },
    zones.has('inclusion-1') && {
      rate: perDay.inclusion,
      make: (begin) => leaveArea(telling, begin + 2 * hour),
    },
    kind.takenOff !== null && {
      rate: perDay.takenOff,
      make: (begin) => ({ kind: 'taken-off', ...spanFrom(begin, random.between(10, 90) * minute) }),
    },
    { rate: perDay.runDown, make: (begin) => runDown(random, begin) },
    {
      rate: perDay.noNetwork,
      make: (begin) => ({ kind: 'no-network', ...spanFrom(begin, random.logNormal(25, 0.8) * minute) }),
    },
    kind.sos && { rate: perDay.sos, make: (begin) => ({ kind: 'sos', at: whole(begin) }) },
    protocol === 'osmand' && { rate: perDay.mock, make: (begin) => mock(random, wearer, begin) },
  ];
  return makers.filter((maker) => maker !== false);
}

/** An instant in the next curfew's middle part. */
function duringCurfew(random: Random, wearer: Wearer, after: Millis): Millis | null {
  const { timezone, conditions } = wearer.supervised.case;
  const curfew = conditions.find(({ id }) => id === 'curfew-1');
  const windows = mergeSpans(windowsOf(timezone, curfew?.timetable ?? [], after, after + day));
  const next = windows.find(({ from }) => from > after);
  return next?.to == null ? null : whole(next.from + random.between(0.2, 0.7) * (next.to - next.from));
}

/** Later events are tried at so many instants before they are given up: most people are on their way now and then. */
const attempts = 8;

/** Adds true events to a wearer's days, none overlapping another, so that each label stands for one thing. */
export function tellStory(random: Random, wearer: Wearer, from: Millis, to: Millis, often = 1): void {
  const makers = makersFor({ random, wearer });
  const total = makers.reduce((sum, { rate }) => sum + rate, 0);
  let free = from + 3 * hour;
  for (;;) {
    const begin = Math.round(free + random.exponential(day / (total * often)));
    if (begin > to - 6 * hour) return;
    let left = random.next() * total;
    const maker = makers.find(({ rate }) => {
      left -= rate;
      return left < 0;
    });
    free = begin;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const event = maker?.make(Math.round(begin + attempt * random.between(0.3, 1.5) * hour)) ?? null;
      if (event === null || endOfEvent(event) > to) continue;
      wearer.add(event);
      free = endOfEvent(event) + 30 * minute;
      break;
    }
  }
}

/** A battery that nobody charges: empty after `lasts`, plugged in again after `empty`. */
export function runDown(
  random: Random,
  from: Millis,
  lasts = random.between(3, 6) * hour,
  empty = random.between(40, 240) * minute,
): TrueEvent {
  const off = whole(from + lasts);
  return { kind: 'run-down', from, off, until: whole(off + empty) };
}

/** A telephone is told a false place: home, or one far away. */
export function mock(random: Random, wearer: Wearer, from: Millis): TrueEvent {
  const { home } = wearer.supervised.person;
  const far = { x: home.x + random.between(-4_000, 4_000), y: home.y + random.between(3_000, 6_000) };
  return {
    kind: 'mock',
    from,
    to: from + random.between(20, 60) * minute,
    at: random.chance(0.5) ? home : far,
  };
}
