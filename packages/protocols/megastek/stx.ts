import {
  batteryOf,
  deviceOfBytes,
  isDeviceName,
  isDigits,
  noEvents,
  readingFrame,
  readingOf,
  signalOf,
} from '../frames.ts';
import { fixOf, impossibleIn, type Place } from '../place.ts';
import type { Frame } from '../protocol.ts';
import { within } from '../ranges.ts';
import {
  decimalNumber,
  type Fields,
  fieldByte,
  fieldDecimal,
  fieldEnd,
  fieldIs,
  fieldStart,
  fieldStartsWith,
  splitFields,
} from '../scan.ts';
import { fieldsStamp } from '../stamp.ts';
import { eventsOfAlert } from './alerts.ts';
import { isShort, letterA, letterV, readPlace, shortText } from './fields.ts';
import { gsmLevels } from './mgv.ts';

type Reject = (reason: string, device: string | null) => Frame;

const star = 0x2a;
const known = 0x46;
const lastKnown = 0x4c;
const imeiPrefix = 'imei:';
const batteryPrefix = 'Battery=';

/** `STX,name,$GPRMC,…` with the IMEI further on, already split. Its checksums are wrong in most real frames and judge nothing. */
export function decodeStx(line: Fields, bound: string | null, stored: boolean, reject: Reject): Frame {
  const imeiAt = findPrefix(line, imeiPrefix);
  const idAt = imeiAt < 0 ? 1 : imeiAt;
  const idStart = fieldStart(line, idAt) + (imeiAt < 0 ? 0 : imeiPrefix.length);
  if (!isDigits(line.bytes, idStart, fieldEnd(line, idAt), 15, 15)) {
    return reject('The frame has neither an IMEI of 15 digits nor a name that is one.', bound);
  }
  const device = deviceOfBytes(line.bytes, idStart, fieldEnd(line, idAt), bound);
  if (!fieldIs(line, 2, '$GPRMC')) return reject('The frame holds no $GPRMC sentence.', device);
  const markAt = imeiAt < 0 ? findMark(line) : imeiAt - 2;
  const place = readSentence(line, 2, {
    altitudeAt: imeiAt < 0 ? -1 : imeiAt + 2,
    satellites: imeiAt < 0 ? null : satellitesAt(line, imeiAt + 1),
  });
  if (typeof place === 'string') return reject(place, device);
  const batteryAt = findPrefix(line, batteryPrefix);
  const percent = batteryAt < 0 ? null : percentAt(line, batteryAt);
  if (!within(percent, 0, 100)) return reject('The battery percentage is impossible.', device);
  const chargerAt = line.count - 5;
  const charger = batteryAt >= 0 && chargerAt > batteryAt ? fieldByte(line, chargerAt) : 0;
  const reading = readingOf(device, {
    time: place.time,
    // L is the last known place under a fresh stamp, whatever the sentence's own flag says.
    fix: fieldByte(line, markAt) === lastKnown ? null : place.fix,
    battery: batteryOf(percent, charger === 0x31 ? true : charger === 0x30 ? false : null),
    events: markAt < 0 ? noEvents : alertAt(line, markAt + 1),
    live: stored ? false : null,
  });
  return readingFrame(reading, null);
}

/** Fields between the sentence and the alert: network codes, GSM level, battery, flags, inputs, voltages. */
const leastAfterSentence = 6;

/** `STX`, id in 16 characters, two bytes of length, `$GPRMC…*cs,…`. `from` is where the id begins. */
export function decodeFixed(
  line: Fields,
  bytes: Uint8Array,
  from: number,
  end: number,
  bound: string | null,
  stored: boolean,
  reject: Reject,
): Frame {
  let idEnd = from + 16;
  while (idEnd > from && (bytes[idEnd - 1] ?? 0) <= 0x20) idEnd--;
  if (!isDeviceName(bytes, from, idEnd, 1, 16))
    return reject('The frame names no device in its 16 characters.', bound);
  const device = deviceOfBytes(bytes, from, idEnd, bound);
  if (!splitFields(line, bytes, from + 18, end)) return reject('The frame has more than 128 fields.', device);
  if (!fieldIs(line, 0, '$GPRMC')) return reject('The frame holds no $GPRMC sentence.', device);
  const place = readSentence(line, 0, { altitudeAt: -1, satellites: null });
  if (typeof place === 'string') return reject(place, device);
  const lastOfSentence = findStar(line);
  const behind = line.count - 1 - lastOfSentence;
  const percent = behind < leastAfterSentence ? null : fieldDecimal(line, lastOfSentence + 6);
  if (!within(percent, 0, 100)) return reject('The battery percentage is impossible.', device);
  const reading = readingOf(device, {
    time: place.time,
    fix: place.fix,
    battery: batteryOf(percent, null),
    events: behind < leastAfterSentence + 1 ? noEvents : alertAt(line, line.count - 1),
    live: stored ? false : null,
  });
  const level = behind < leastAfterSentence ? null : fieldDecimal(line, lastOfSentence + 5);
  return readingFrame(reading, null, signalOf(level, gsmLevels));
}

type Sentence = { readonly time: number | null; readonly fix: ReturnType<typeof fixOf> };

/** The RMC sentence whose name is field `at`; a sentence of English where it is impossible. */
function readSentence(
  line: Fields,
  at: number,
  more: { altitudeAt: number; satellites: number | null },
): Sentence | string {
  if (line.count < at + 10) return 'The position sentence ends before its date.';
  const time = fieldsStamp(line, at + 9, at + 1);
  if (Number.isNaN(time)) return 'The date or the time of day is impossible.';
  const validity = fieldByte(line, at + 2);
  if (validity !== letterA && validity !== letterV && validity !== 0)
    return 'The position is neither A nor V.';
  if (validity !== letterA) return { time, fix: null };
  const place: Place = readPlace(line, at + 3, { time, knotsAt: at + 7, ...more });
  const impossible = impossibleIn(place);
  return impossible === null ? { time, fix: fixOf(place) } : `The ${impossible} is impossible.`;
}

function findPrefix(line: Fields, prefix: string): number {
  for (let index = 3; index < line.count; index++) if (fieldStartsWith(line, index, prefix)) return index;
  return -1;
}

/** RMC's date; what the sentence says behind it differs by firmware, at most four fields of it. */
const dateAt = 11;
const mostBehindDate = 4;

/**
 * Without an IMEI to count back from: the first F or L behind the date, -1 where there is none. Behind the date RMC has a
 * number, E or W, and a mode, which is F for no receiver that is worn.
 */
function findMark(line: Fields): number {
  for (let index = dateAt + 1; index <= dateAt + mostBehindDate + 1; index++) {
    const letter = fieldByte(line, index);
    if (letter === known || letter === lastKnown) return index;
  }
  return -1;
}

/** The field that ends the RMC sentence with `*` and its checksum; where it has none, RMC's thirteenth. */
function findStar(line: Fields): number {
  for (let index = 10; index < Math.min(line.count, 16); index++) {
    const end = fieldEnd(line, index);
    if (end - fieldStart(line, index) >= 3 && line.bytes[end - 3] === star) return index;
  }
  return 12;
}

/** `8`, or `8/12` for used and visible. */
function satellitesAt(line: Fields, index: number): number | null {
  const start = fieldStart(line, index);
  let end = start;
  while (end < fieldEnd(line, index) && line.bytes[end] !== 0x2f) end++;
  return end === start ? null : decimalNumber(line.bytes, start, end);
}

/** `Battery=38%`. */
function percentAt(line: Fields, index: number): number | null {
  const start = fieldStart(line, index) + batteryPrefix.length;
  const end = fieldEnd(line, index);
  const digitsEnd = line.bytes[end - 1] === 0x25 ? end - 1 : end;
  return digitsEnd <= start ? null : decimalNumber(line.bytes, start, digitsEnd);
}

const alertAt = (line: Fields, index: number) =>
  isShort(line, index) ? eventsOfAlert(shortText(line, index)) : noEvents;
