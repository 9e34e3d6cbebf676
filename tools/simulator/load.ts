import { type Case, day, type Millis } from '@attend/kernel';

/**
 * Load for benchmarks: many devices on everyday tracks, as acknowledged Laipac frames (lower-case status), cheap to make: the
 * tracks stand ready as text, and a frame is put together from its parts.
 */
export type LoadOptions = {
  readonly devices: number;
  readonly seed: number;
  readonly startTime: Millis;
  readonly stepSeconds: number;
};

export type Load = {
  readonly identifier: (device: number) => string;
  /** Trail authority, an exclusion zone, an inclusion zone and a curfew at home. */
  readonly caseOf: (device: number) => Case;
  /** Device's frame number n, one reading, `stepSeconds` after the one before. */
  readonly frame: (device: number, n: number) => Buffer;
  readonly timeOf: (n: number) => Millis;
};

type Point = { readonly lat: number; readonly lon: number; readonly text: string };

const shapes = 24;
/** Fixes of one day at a fix a minute. */
const length = 1_440;
const origin = { lat: 39.74, lon: -104.99 };

/** Mulberry32, public domain: small, seeded, the same everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const degreesMinutes = (value: number, width: number): string => {
  const positive = Math.abs(value);
  const whole = Math.floor(positive);
  return String(whole).padStart(width, '0') + ((positive - whole) * 60).toFixed(4).padStart(7, '0');
};

function pointAt(lat: number, lon: number, knots: number, course: number): Point {
  const place = `${degreesMinutes(lat, 2)},${lat < 0 ? 'S' : 'N'},${degreesMinutes(lon, 3)},${lon < 0 ? 'W' : 'E'}`;
  return { lat, lon, text: `${place},${knots.toFixed(2)},${course.toFixed(2)},` };
}

/** A day: nights at home, a way to work and back, with drifting noise about the true place. */
function makeTrack(random: () => number): Point[] {
  const home = { lat: origin.lat + (random() - 0.5) * 0.2, lon: origin.lon + (random() - 0.5) * 0.2 };
  const work = { lat: home.lat + (random() - 0.5) * 0.05, lon: home.lon + (random() - 0.5) * 0.05 };
  const points: Point[] = [];
  let [north, east] = [0, 0];
  for (let minuteOfDay = 0; minuteOfDay < length; minuteOfDay += 1) {
    const share = Math.min(1, Math.max(0, (minuteOfDay - 500) / 40)) - Math.min(1, Math.max(0, (minuteOfDay - 1_000) / 40));
    // Drift that keeps most of itself from one fix to the next; about 8 m at rest.
    north = north * 0.9 + (random() - 0.5) * 0.000_07;
    east = east * 0.9 + (random() - 0.5) * 0.000_09;
    const lat = home.lat + (work.lat - home.lat) * share + north;
    const lon = home.lon + (work.lon - home.lon) * share + east;
    const moving = share > 0 && share < 1;
    points.push(pointAt(lat, lon, moving ? 18 + random() * 10 : random() * 0.3, Math.floor(random() * 360)));
  }
  return points;
}

const circle = (lat: number, lon: number, radius: number): Case['conditions'][number]['area'] => ({
  center: [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6],
  radius,
});

export function makeLoad({ devices, seed, startTime, stepSeconds }: LoadOptions): Load {
  const random = randomFrom(seed);
  const tracks = Array.from({ length: shapes }, () => makeTrack(random));
  const trackOf = (device: number): Point[] => tracks[device % shapes] ?? [];
  const step = stepSeconds * 1000;
  const timeOf = (n: number): Millis => startTime - (startTime % 1000) + n * step;
  const identifiers = Array.from({ length: devices }, (_, device) => String(20_000_000 + device));
  // All devices send the same minute at about the same time: the stamp's text is worked out once.
  const stamps = new Map<number, [time: string, date: string]>();
  const stampOf = (n: number): [string, string] => {
    const known = stamps.get(n);
    if (known !== undefined) return known;
    const iso = new Date(timeOf(n)).toISOString();
    const made: [string, string] = [
      `${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}`,
      `${iso.slice(8, 10)}${iso.slice(5, 7)}${iso.slice(2, 4)}`,
    ];
    if (stamps.size > 4_096) stamps.clear();
    stamps.set(n, made);
    return made;
  };
  return {
    identifier: (device) => identifiers[device] ?? String(20_000_000 + device),
    timeOf,
    caseOf: (device) => {
      const home = trackOf(device)[0] ?? { lat: origin.lat, lon: origin.lon };
      const from = startTime - day;
      const to = startTime + 3_650 * day;
      const dates = { from, to, exceptions: [] };
      return {
        timezone: 'America/Denver',
        device: { id: identifiers[device] ?? '', technology: 'ankle', fixEvery: stepSeconds, uploadEvery: stepSeconds },
        authority: [{ location: 'trail', from, to, withdrawnAt: null }],
        conditions: [
          { id: 'z1', kind: 'exclusion-zone', area: circle(home.lat + 0.1, home.lon, 500), timetable: [], ...dates },
          { id: 'z2', kind: 'inclusion-zone', area: circle(home.lat, home.lon, 60_000), timetable: [], ...dates },
          {
            id: 'c1',
            kind: 'curfew',
            area: circle(home.lat, home.lon, 150),
            timetable: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], start: '22:00', end: '05:00' }],
            ...dates,
          },
        ],
      };
    },
    frame: (device, n) => {
      const track = trackOf(device);
      // The day's minute in the city's own time (UTC-7), so that nights are at home.
      const minute = (Math.floor(timeOf(n) / 60_000) + 17 * 60) % length;
      const [time, date] = stampOf(n);
      const point = track[minute]?.text ?? '';
      return sentence(`AVRMC,${identifiers[device]},${time},a,${point}${date},0,3950,12,1,0,0`);
    },
  };
}

const hex = '0123456789ABCDEF';

function sentence(body: string): Buffer {
  const length = body.length;
  const bytes = Buffer.allocUnsafe(length + 6);
  bytes[0] = 0x24;
  let sum = 0;
  for (let at = 0; at < length; at += 1) {
    const code = body.charCodeAt(at);
    bytes[at + 1] = code;
    sum ^= code;
  }
  bytes[length + 1] = 0x2a;
  bytes[length + 2] = hex.charCodeAt(sum >> 4);
  bytes[length + 3] = hex.charCodeAt(sum & 15);
  bytes[length + 4] = 0x0d;
  bytes[length + 5] = 0x0a;
  return bytes;
}
