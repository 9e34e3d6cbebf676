import { type Case, day, type Reading } from '@attend/kernel';
import { laipac } from '@attend/protocols/laipac/codec';
import { plane } from './city/denver.ts';
import { createPath } from './person/path.ts';
import { makePerson } from './person/person.ts';
import { randomFrom } from './random.ts';
import { createReceiver } from './receiver/receiver.ts';
import { superviseUnder } from './wearer/case.ts';

export type LoadOptions = {
  readonly devices: number;
  readonly seed: number;
  /** Milliseconds: about the stamp of every device's frame 0. */
  readonly startTime: number;
  readonly stepSeconds: number;
};

/** Lower-case Laipac frames (the form that is acknowledged) of many devices on simulated tracks, made at little cost. */
export type Load = {
  /** Two exclusion zones and a curfew, with authority for the trail. */
  caseOf(device: number): Case;
  identifier(device: number): string;
  /** The device's frame number n. The bytes are good until the next call. */
  frame(device: number, n: number): Buffer;
  /** What the product's own decoder reads in it. */
  readingAt(device: number, n: number): Reading;
};

/** So many different people; devices share their ways, never their identifiers. */
const people = 48;
const minutesInWeek = 7 * 24 * 60;
const minuteMs = 60_000;
/** `ddmm.mmmm,N,dddmm.mmmm,W,sss.ss,ccc.cc` */
const placeLength = 38;

/** A week of one person, minute by minute, as the frame writes it; status `a`, or `v` with zeros where there was no fix. */
type Way = { readonly bytes: Uint8Array; readonly exclusive: Uint8Array; readonly status: Uint8Array };

export function makeLoad({ devices, seed, startTime, stepSeconds }: LoadOptions): Load {
  const cases: (Case | undefined)[] = [];
  const ways: (Way | undefined)[] = [];
  const wayOf = (device: number): Way => {
    const index = device % people;
    const known = ways[index] ?? recordWay(seed, index, startTime);
    ways[index] = known;
    return known;
  };
  const numberOf = (device: number): number => 10_000_000 + (seed % 80) * 1_000_000 + device;
  const identifier = (device: number): string => `${numberOf(device)}`;
  const frames = makeFrame();
  const begin = Math.floor(startTime / 1_000);
  const caseOfPerson = (index: number): Case => {
    const known = cases[index];
    if (known !== undefined) return known;
    const made = superviseUnder(makePerson(seed, index), {
      protocol: 'laipac',
      location: 'trail',
      exclusions: 2,
      inclusion: false,
      curfew: true,
      from: startTime - 30 * day,
      to: startTime + 335 * day,
      fixEvery: stepSeconds,
      uploadEvery: stepSeconds,
    }).case;
    cases[index] = made;
    return made;
  };
  // Devices do not all report in the same second.
  const since = (device: number, n: number): number => n * stepSeconds + (device % Math.min(60, stepSeconds));
  const frame = (device: number, n: number): Buffer => {
    if (device >= devices)
      throw new RangeError(`there are ${devices} devices, none has the number ${device}`);
    const elapsed = since(device, n);
    const minute = Math.floor(elapsed / 60) % minutesInWeek;
    return frames.write(numberOf(device), begin + elapsed, wayOf(device), minute);
  };
  return {
    identifier,
    frame,
    caseOf: (device) => {
      const made = caseOfPerson(device % people);
      return { ...made, device: { ...made.device, id: identifier(device) } };
    },
    readingAt(device, n) {
      const step = laipac.receive(laipac.start(), Uint8Array.from(frame(device, n)));
      const reading = step.frames[0]?.readings[0];
      if (reading === undefined) throw new Error(`frame ${n} of device ${device} is none`);
      return reading;
    },
  };
}

function recordWay(seed: number, index: number, startTime: number): Way {
  const path = createPath(makePerson(seed, index));
  const receiver = createReceiver(randomFrom('load', seed, index));
  const bytes = new Uint8Array(minutesInWeek * placeLength);
  const exclusive = new Uint8Array(minutesInWeek);
  const status = new Uint8Array(minutesInWeek);
  const encoder = new TextEncoder();
  for (let minute = 0; minute < minutesInWeek; minute += 1) {
    const time = startTime + minute * minuteMs;
    const { at, indoors, speed, course } = path.whereabouts(time);
    const seen = receiver.observe(time / 1_000, indoors ? 'indoors' : 'outdoors');
    const knots = Math.min(999, speed * 1.943_844);
    const place =
      seen === null
        ? '0000.0000,N,00000.0000,E,000.00,000.00'
        : `${degrees(plane.lat + (at.y + seen.north) / plane.perLat, 2)},N,` +
          `${degrees(-(plane.lon + (at.x + seen.east) / plane.perLon), 3)},W,` +
          `${knots.toFixed(2).padStart(6, '0')},${(course ?? 0).toFixed(2).padStart(6, '0')}`;
    const target = bytes.subarray(minute * placeLength, (minute + 1) * placeLength);
    encoder.encodeInto(place, target);
    let sum = 0;
    for (const byte of target) sum ^= byte;
    const letter = seen === null ? 0x76 : 0x61;
    status[minute] = letter;
    exclusive[minute] = sum ^ letter;
  }
  return { bytes, exclusive, status };
}

/** Degrees and minutes to 0.0001 minute (0.2 m), as the protocol writes them. */
function degrees(value: number, width: number): string {
  const units = Math.round(value * 600_000);
  const whole = Math.floor(units / 600_000);
  const minutes = ((units % 600_000) / 10_000).toFixed(4).padStart(7, '0');
  return `${`${whole}`.padStart(width, '0')}${minutes}`;
}

const template = `$AVRMC,00000000,000000,a,${'0'.repeat(placeLength)},000000,0,4076,0,1,0,0*00\r\n`;
const identifierAt = 7;
const clockAt = 16;
const statusAt = 23;
const placeAt = 25;
const dateAt = placeAt + placeLength + 1;
const checksumAt = template.length - 4;
const hex = '0123456789ABCDEF';

/** One buffer whose digits are patched, and its checksum from those of its parts. */
function makeFrame() {
  const buffer = Buffer.from(template, 'latin1');
  let fixed = 0;
  for (let at = 1; at < template.length - 5; at += 1) {
    const patched =
      (at >= identifierAt && at < identifierAt + 8) ||
      (at >= clockAt && at < clockAt + 6) ||
      at === statusAt ||
      (at >= placeAt && at < placeAt + placeLength) ||
      (at >= dateAt && at < dateAt + 6);
    if (!patched) fixed ^= buffer[at] ?? 0;
  }
  /** Digits from the right; answers their exclusive or. */
  const digits = (at: number, count: number, value: number): number => {
    let left = value;
    let sum = 0;
    for (let place = at + count - 1; place >= at; place -= 1) {
      const tens = Math.floor(left / 10);
      const byte = 0x30 + left - tens * 10;
      buffer[place] = byte;
      sum ^= byte;
      left = tens;
    }
    return sum;
  };
  let dateOf = -1;
  let dateDigits = 0;
  return {
    write(identifier: number, seconds: number, way: Way, minute: number): Buffer {
      const dayNumber = Math.floor(seconds / 86_400);
      if (dayNumber !== dateOf) {
        dateOf = dayNumber;
        const date = new Date(dayNumber * 86_400_000);
        dateDigits =
          date.getUTCDate() * 10_000 + (date.getUTCMonth() + 1) * 100 + (date.getUTCFullYear() % 100);
      }
      const clock = seconds - dayNumber * 86_400;
      const minutes = Math.floor(clock / 60);
      const hours = Math.floor(minutes / 60);
      const clockDigits = hours * 10_000 + (minutes - hours * 60) * 100 + (clock - minutes * 60);
      let sum = fixed ^ (way.exclusive[minute] ?? 0);
      sum ^= digits(identifierAt, 8, identifier);
      sum ^= digits(clockAt, 6, clockDigits);
      sum ^= digits(dateAt, 6, dateDigits);
      buffer[statusAt] = way.status[minute] ?? 0x61;
      const from = minute * placeLength;
      for (let at = 0; at < placeLength; at += 1) buffer[placeAt + at] = way.bytes[from + at] ?? 0;
      buffer[checksumAt] = hex.charCodeAt(sum >> 4);
      buffer[checksumAt + 1] = hex.charCodeAt(sum & 15);
      return buffer;
    },
  };
}
