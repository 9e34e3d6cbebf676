import { day, type Millis, minute, type ProtocolName } from '@attend/kernel';
import { pointAt, positionOf } from '../city/denver.ts';
import { distance } from '../city/streets.ts';
import { deviceKinds, identifierOf } from '../device/kinds.ts';
import type { Path, Whereabouts } from '../person/path.ts';
import type { Person } from '../person/person.ts';
import type { Receiver } from '../receiver/receiver.ts';
import type { Supervised } from '../wearer/case.ts';
import { createWearer, type Wearer } from '../wearer/device.ts';
import { circleAround, type SimulatedZone } from '../wearer/zones.ts';
import type { PersonTracks } from './folder.ts';
import type { TrackFix } from './plt.ts';

/** A recording played in a circle: fixes with times from 0 on, and how long a round takes. Milliseconds. */
type Reel = { readonly fixes: readonly TrackFix[]; readonly length: number };

/** Between two recordings: time enough to have come from the one's end to the other's beginning. */
const longestPause = 10 * minute;
const metresPerSecond = 15;
const pauseBetween = (a: TrackFix, b: TrackFix): Millis =>
  longestPause + (distance(pointAt(a.lat, a.lon), pointAt(b.lat, b.lon)) / metresPerSecond) * 1_000;

function splice(tracks: PersonTracks['tracks']): Reel {
  const fixes: TrackFix[] = [];
  let shift = 0;
  for (const track of tracks) {
    const [first] = track;
    const last = fixes.at(-1);
    if (first === undefined) continue;
    const begin =
      last === undefined
        ? 0
        : last.time + Math.min(first.time + shift - last.time, pauseBetween(last, first));
    shift = Math.round(last === undefined ? -first.time : Math.max(begin, last.time + minute) - first.time);
    for (const fix of track) fixes.push({ ...fix, time: fix.time + shift });
  }
  const [first, last] = [fixes[0], fixes.at(-1)];
  const length =
    first === undefined || last === undefined ? 1 : last.time + Math.round(pauseBetween(last, first));
  return { fixes, length };
}

/** A recorder that has said nothing for so long has no fix. */
const lostAfter = 30_000;

/** The recorded way, as it was recorded: noise, gaps and all. */
function reelPath({ fixes, length }: Reel, anchor: Millis): Path {
  const whereabouts = (time: Millis): Whereabouts => {
    const at = (((time - anchor) % length) + length) % length;
    let low = 0;
    let high = fixes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((fixes[middle]?.time ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    const fix = fixes[low];
    const before = fixes[low - 1];
    if (fix === undefined) return { at: { x: 0, y: 0 }, indoors: true, speed: 0, course: null };
    const here = pointAt(fix.lat, fix.lon);
    const lost = at - fix.time > lostAfter;
    if (before === undefined || lost) return { at: here, indoors: lost, speed: 0, course: null };
    const there = pointAt(before.lat, before.lon);
    const seconds = Math.max(1, (fix.time - before.time) / 1_000);
    const course = ((Math.atan2(here.x - there.x, here.y - there.y) * 180) / Math.PI + 360) % 360;
    return { at: here, indoors: false, speed: distance(here, there) / seconds, course };
  };
  return { whereabouts, stayDuring: () => null, detour: () => undefined };
}

/** Adds no error to what was recorded with its own; says no accuracy, as the recording has none. */
const recordedReceiver: Receiver = {
  observe: (_, surroundings) =>
    surroundings === 'indoors' ? null : { east: 0, north: 0, accuracy: null, satellites: 8 },
};

/** Acknowledged, unacknowledged and telephone forms in turn. */
const protocols: readonly [ProtocolName, ...ProtocolName[]] = [
  'laipac',
  'r16h',
  'megastek',
  'osmand',
  'watch',
  'owntracks',
];

/** Wall clocks by longitude: the recordings do not say their zone. `Etc` counts westward. */
function timezoneAt(lon: number): string {
  const hours = Math.round(lon / 15);
  return hours === 0 ? 'Etc/UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`;
}

/** A zone that the person will walk into some minutes from `now`, and one that holds most of the day. */
function zonesOn(path: Path, now: Millis): Map<string, SimulatedZone> {
  const here = path.whereabouts(now).at;
  const zones = new Map<string, SimulatedZone>();
  for (let ahead = 2 * minute; ahead < 6 * 60 * minute; ahead += 30_000) {
    const there = path.whereabouts(now + ahead);
    const away = distance(here, there.at);
    if (there.indoors || away < 260) continue;
    zones.set('exclusion-1', circleAround(there.at, Math.min(180, away / 2)));
    break;
  }
  zones.set('inclusion-1', circleAround(here, 4_000));
  return zones;
}

export type TracksOptions = {
  readonly seed: number;
  /** The recordings begin here, and go round; their zones are placed by where people are soon after `firstStart`. */
  readonly anchor: Millis;
  readonly firstStart: Millis;
  readonly ordersFrom: Millis;
};

/** A folder's people as participants whose devices report where they were recorded, as if it were now. */
export function wearersFromTracks(people: readonly PersonTracks[], options: TracksOptions): Wearer[] {
  return people.map((recorded, index) => {
    const path = reelPath(splice(recorded.tracks), options.anchor);
    const protocol = protocols[index % protocols.length] ?? protocols[0];
    const home = path.whereabouts(options.anchor).at;
    const person: Person = {
      seed: options.seed,
      index,
      name: `Track ${recorded.person} (recorded)`,
      language: 'en',
      neighbourhood: 'recorded',
      home,
      shift: 'none',
      work: null,
      shop: home,
      friend: home,
      court: home,
      travel: 'walk',
      habit: 0,
    };
    const zones = zonesOn(path, options.firstStart);
    const span = { from: options.ordersFrom, to: options.ordersFrom + 365 * day };
    const supervised: Supervised = {
      person,
      protocol,
      zones,
      names: { 'exclusion-1': 'Stay away', 'inclusion-1': 'Stay within' },
      case: {
        timezone: timezoneAt(positionOf(home)[0]),
        device: {
          id: identifierOf(protocol, options.seed, index),
          technology: deviceKinds[protocol].technology,
          fixEvery: 15,
          uploadEvery: 30,
        },
        authority: [{ location: 'trail', ...span, withdrawnAt: null }],
        conditions: [...zones].map(([id, { area }]) => ({
          id,
          kind: id.startsWith('exclusion') ? ('exclusion-zone' as const) : ('inclusion-zone' as const),
          area,
          ...span,
          timetable: [],
          exceptions: [],
        })),
      },
    };
    return createWearer(supervised, { path, receiver: recordedReceiver });
  });
}
