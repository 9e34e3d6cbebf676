import { type Closure, metresPerSecondFromKilometresPerHour, type ReadingEvent } from '@attend/kernel';
import {
  batteryOf,
  deviceText,
  isDigits,
  noEvents,
  readingFrame,
  readingOf,
  rejectedFrame,
} from '../frames.ts';
import { fixOf, impossibleIn, latitude, longitude } from '../place.ts';
import type { Frame } from '../protocol.ts';
import { within } from '../ranges.ts';
import {
  blank,
  type Fields,
  fieldByte,
  fieldDecimal,
  fieldEnd,
  fieldIs,
  fieldStart,
  makeFields,
  splitFields,
} from '../scan.ts';
import { fieldsStamp } from '../stamp.ts';

export type R16hMemory = { readonly device: string | null };

const at = 0x40;
/** No sample shows what ends a sentence. `#` is the commonest end among such tags: never part of a flag, or its SOS would be lost. */
const hash = 0x23;
// GPSD has 15 fields, LBSD 11 and more where it lists cells.
const fields = makeFields(64);

/** One sentence of the strap tag: `@LINK`, `@GPSD` or `@LBSD` and the IMEI. */
export function decodeR16h(bytes: Uint8Array, start: number, lineEnd: number, memory: R16hMemory): Frame {
  let end = lineEnd;
  while (end > start && ((bytes[end - 1] ?? 0) <= blank || bytes[end - 1] === hash)) end--;
  const reject = (reason: string, device: string | null): Frame =>
    rejectedFrame(device, reason, bytes, start, lineEnd);

  if (bytes[start] !== at) return reject('The sentence does not begin with @.', memory.device);
  if (!splitFields(fields, bytes, start + 1, end))
    return reject('The sentence has more than 64 fields.', memory.device);
  if (!isDigits(bytes, fieldStart(fields, 1), fieldEnd(fields, 1), 8, 17)) {
    return reject('The sentence names no device by an IMEI of digits.', memory.device);
  }
  const device = deviceText(fields, 1, memory.device);
  if (fieldIs(fields, 0, 'LINK')) return readingFrame(readingOf(device, {}), null);
  if (fieldIs(fields, 0, 'GPSD')) return decodeReport(fields, device, 12, (reason) => reject(reason, device));
  if (fieldIs(fields, 0, 'LBSD')) return decodeReport(fields, device, 8, (reason) => reject(reason, device));
  return reject('The sentence is none that this protocol has.', device);
}

const letterR = 0x52;
const letterS = 0x53;
const letterL = 0x4c;
const strapOfLetter = (letter: number): Closure | null =>
  letter === letterL ? 'closed' : letter === letterR ? 'open' : null;

/** `tailAt` is the field of the battery, behind which strap and flag stand; a position stands before it or cells do. */
function decodeReport(
  line: Fields,
  device: string,
  tailAt: number,
  reject: (reason: string) => Frame,
): Frame {
  if (line.count < tailAt + 2) return reject('The sentence ends before the state of its strap.');
  const kind = fieldByte(line, 2);
  if (kind !== 0 && kind !== letterR && kind !== letterS)
    return reject('The report is neither R (live) nor S (stored).');
  const time = fieldsStamp(line, 3, 4);
  if (Number.isNaN(time)) return reject('The date or the time of day is impossible.');
  const percent = fieldDecimal(line, tailAt);
  if (!within(percent, 0, 100)) return reject('The battery percentage is impossible.');
  const strapLetter = fieldByte(line, tailAt + 1);
  const strap = strapOfLetter(strapLetter);
  if (strap === null && strapLetter !== 0) return reject('The strap is neither L (locked) nor R (released).');

  let fix = null;
  if (fieldIs(line, 0, 'GPSD')) {
    const kilometresPerHour = fieldDecimal(line, 9);
    const place = {
      lat: latitude(fieldDecimal(line, 5), fieldByte(line, 6)),
      lon: longitude(fieldDecimal(line, 7), fieldByte(line, 8)),
      source: 'gnss',
      accuracy: null,
      time,
      speed: kilometresPerHour === null ? null : metresPerSecondFromKilometresPerHour(kilometresPerHour),
      course: fieldDecimal(line, 10),
      altitude: fieldDecimal(line, 11),
      satellites: null,
    } as const;
    const impossible = impossibleIn(place);
    if (impossible !== null) return reject(`The ${impossible} is impossible.`);
    fix = fixOf(place);
  }
  const reading = readingOf(device, {
    time,
    fix,
    battery: batteryOf(percent, null),
    strap,
    events: eventsFrom(line, tailAt + 2),
    live: kind === letterR ? true : kind === letterS ? false : null,
  });
  return readingFrame(reading, null);
}

const eventOfFlag: readonly (readonly [flag: string, event: ReadingEvent])[] = [
  ['SOS', 'sos'],
  ['LBT', 'battery-low'],
  ['ULK', 'strap-opened'],
];

/** One flag is documented; should a firmware send more of them, none hides another. */
function eventsFrom(line: Fields, from: number): readonly ReadingEvent[] {
  let events = noEvents;
  for (let index = from; index < line.count; index++) {
    const event = eventOfFlag.find(([flag]) => fieldIs(line, index, flag))?.[1];
    if (event !== undefined && !events.includes(event)) events = [...events, event];
  }
  return events;
}
