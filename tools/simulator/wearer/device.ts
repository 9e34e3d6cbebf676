import { type Battery, hour, type Reading, type ReadingEvent } from '@attend/kernel';
import { plane } from '../city/denver.ts';
import { type Charge, chargeAt, type RunDown } from '../device/battery.ts';
import { deviceKinds } from '../device/kinds.ts';
import { createPath, type Path, type Whereabouts } from '../person/path.ts';
import { randomFrom } from '../random.ts';
import { createReceiver, type Receiver } from '../receiver/receiver.ts';
import type { Supervised } from './case.ts';
import { endOfEvent, type TrueEvent } from './events.ts';

/** A worn device: what it observes, instant by instant, whether or not anybody hears of it. Times must not go back. */
export type Wearer = {
  readonly supervised: Supervised;
  readonly path: Path;
  readonly events: readonly TrueEvent[];
  add(event: TrueEvent): void;
  /** The first instant after `time` at which the device observes something. */
  nextAfter(time: number): number;
  /** Null: it is off. Otherwise what it knows, with `live` true. */
  observe(time: number): Reading | null;
  hasNetwork(time: number): boolean;
};

/** Below this a person counts as standing, and receivers tell courses at random. */
const standing = 0.3;
/** A device that is disturbed repeats it in so many readings. */
const repeats = 3;
const batteryLow = 20;
/** Events that ended so long ago are forgotten, so that a demo may run for weeks. */
const rememberEvents = 12 * hour;

export type WearerParts = { readonly path?: Path; readonly receiver?: Receiver };

/** `parts`: a way and a receiver other than the simulated ones, where real tracks are played. */
export function createWearer(supervised: Supervised, parts: WearerParts = {}): Wearer {
  const { person, protocol } = supervised;
  const kind = deviceKinds[protocol];
  const random = randomFrom('device', person.seed, person.index);
  const { path = createPath(person), receiver = createReceiver(random) } = parts;
  const fixEvery = supervised.case.device.fixEvery * 1_000;
  const phase = random.whole(0, supervised.case.device.fixEvery - 1) * 1_000;
  const chargedAt = random.between(1, 6) * hour + person.habit * 60_000;
  const events: TrueEvent[] = [];
  let before: number | null = null;
  let lastPercent = 100;
  let wasOff = false;

  /** Instants at which something happens that the device tells at once. */
  const momentsOf = (event: TrueEvent): number[] =>
    event.kind === 'sos'
      ? [event.at]
      : event.kind === 'taken-off'
        ? [event.from, event.to]
        : event.kind === 'run-down'
          ? [event.off - 1_000, event.until]
          : [];

  const momentary = (time: number): ReadingEvent[] => {
    const since = before ?? time - fixEvery;
    const happened = (at: number): boolean => since < at && at <= time;
    const said: ReadingEvent[] = [];
    for (const event of events) {
      if (event.kind === 'sos' && kind.sos && happened(event.at)) said.push('sos');
      if (event.kind === 'taken-off' && kind.takenOff !== null) {
        if (event.from <= time && time < Math.min(event.to, event.from + repeats * fixEvery))
          said.push(kind.takenOff);
        if (kind.takenOff === 'strap-opened' && happened(event.to)) said.push('strap-closed');
      }
      if (event.kind === 'run-down' && happened(event.off - 1_000) && kind.saysPowerOff)
        said.push('power-off');
    }
    return said;
  };

  const falsePlace = (time: number) =>
    events.find((event) => event.kind === 'mock' && event.from <= time && time < event.to);

  const fixAt = (time: number, true_: Whereabouts): Reading['fix'] => {
    const seen = receiver.observe(time / 1_000, true_.indoors ? 'indoors' : 'outdoors');
    const forged = falsePlace(time);
    if (forged?.kind !== 'mock' && seen === null) return null;
    const at = forged?.kind === 'mock' ? forged.at : true_.at;
    const { east, north, accuracy, satellites } = seen ?? { east: 0, north: 0, accuracy: 5, satellites: 8 };
    const speed = Math.max(0, true_.speed + 0.2 * random.normal());
    return {
      lat: round(plane.lat + (at.y + north) / plane.perLat, 6),
      lon: round(plane.lon + (at.x + east) / plane.perLon, 6),
      source: 'gnss',
      accuracy: accuracy === null ? null : round(accuracy, 1),
      time,
      speed: round(speed < standing ? 0 : speed, 2),
      course: true_.course === null ? 0 : round((true_.course + 8 * random.normal() + 360) % 360, 1) % 360,
      altitude: round(1_609 + 6 * random.normal(), 1),
      satellites,
    };
  };

  const runDowns = (): RunDown[] => events.filter((event) => event.kind === 'run-down');
  const chargeNow = (time: number): Charge | null => chargeAt(time, kind.batteryHours, chargedAt, runDowns());

  return {
    supervised,
    path,
    events,
    add(event) {
      events.push(event);
      if (event.kind === 'detour') path.detour(event);
    },
    nextAfter(time) {
      const grid = (Math.floor((time - phase) / fixEvery) + 1) * fixEvery + phase;
      let next = grid;
      for (const event of events) {
        for (const at of momentsOf(event)) if (at > time && at < next) next = at;
      }
      return next;
    },
    observe(time) {
      const charge = chargeNow(time);
      if (charge === null) {
        wasOff = true;
        before = time;
        return null;
      }
      const said = momentary(time);
      if (wasOff) said.push('power-on');
      wasOff = false;
      if (charge.percent <= batteryLow && lastPercent > batteryLow) said.push('battery-low');
      lastPercent = charge.percent;
      const off = events.some((event) => event.kind === 'taken-off' && event.from <= time && time < event.to);
      const battery: Battery | null = kind.percent
        ? { percent: Math.round(charge.percent), charging: charge.charging }
        : null;
      const reading: Reading = {
        device: supervised.case.device.id,
        time,
        receivedAt: null,
        fix: fixAt(time, path.whereabouts(time)),
        battery,
        strap: kind.takenOff === null ? null : off ? 'open' : 'closed',
        case: null,
        worn: kind.takenOff === null ? null : !off,
        events: said,
        live: true,
        sequence: null,
        mock: kind.technology === 'phone' ? falsePlace(time) !== undefined : null,
      };
      before = time;
      const forgotten = events.findIndex((event) => endOfEvent(event) < time - rememberEvents);
      if (forgotten >= 0) events.splice(forgotten, 1);
      return reading;
    },
    hasNetwork: (time) =>
      !events.some((event) => event.kind === 'no-network' && event.from <= time && time < event.to),
  };
}

const round = (value: number, decimals: number): number => Number(value.toFixed(decimals));
