import { metresPerSecondFromKnots } from '@attend/kernel';
import { exclusiveOr } from '../checksum.ts';
import { deviceText, emptyFrame, isDeviceName, readingFrame, readingOf, rejectedFrame } from '../frames.ts';
import { fixOf, impossibleIn, latitude, longitude } from '../place.ts';
import type { Frame } from '../protocol.ts';
import {
  blank,
  type Fields,
  fieldByte,
  fieldDecimal,
  fieldDegreesMinutes,
  fieldEnd,
  fieldIs,
  fieldLength,
  fieldStart,
  hexNumber,
  makeFields,
  splitFields,
} from '../scan.ts';
import { fieldsStamp } from '../stamp.ts';
import { acknowledgement } from './commands.ts';
import { eventsOfCode } from './events.ts';

/** PROTOCOLS.md 1: «8 digits, text up to 15, IMEI». */
const longestDevice = 15;
const dollar = 0x24;
const star = 0x2a;
const carriageReturnLineFeed = [0x0d, 0x0a];

/** Sentences that answer or repeat what a server sent: nothing in them is the device's own. */
const answers = ['EAVACK', 'AVCFG', 'AVREQ', 'AVRESET', 'EAVCFG', 'EAVREQ'];

const isAnswer = (line: Fields): boolean => answers.some((name) => fieldIs(line, 0, name));

export type LaipacMemory = { readonly device: string | null };

// The widest sentence known has 19 fields; the rest is room for those that a later firmware adds.
const fields = makeFields(64);

/** One line without its end, `$` to checksum. */
export function decodeLaipac(bytes: Uint8Array, start: number, lineEnd: number, memory: LaipacMemory): Frame {
  const bound = memory.device;
  let end = lineEnd;
  while (end > start && (bytes[end - 1] ?? 0) <= blank) end--;
  const reject = (reason: string, device: string | null = bound): Frame =>
    rejectedFrame(device, reason, bytes, start, lineEnd);

  if (bytes[start] !== dollar) return reject('The line does not begin with $.');
  const starAt = end - 3;
  if (starAt <= start || bytes[starAt] !== star)
    return reject('The line does not end in * and a checksum of two digits.');
  const stated = hexNumber(bytes, starAt + 1, end);
  if (Number.isNaN(stated)) return reject('The checksum is not two hexadecimal digits.');
  if (stated !== exclusiveOr(bytes, start + 1, starAt))
    return reject('The checksum is not that of the line.');
  if (!splitFields(fields, bytes, start + 1, starAt)) return reject('The line has more than 64 fields.');

  const isPosition = fieldIs(fields, 0, 'AVRMC');
  if (!isPosition && isAnswer(fields)) return emptyFrame(bound, null);
  if (!isDeviceName(bytes, fieldStart(fields, 1), fieldEnd(fields, 1), 1, longestDevice)) {
    return reject(`The line names no device, or not in 1 to ${longestDevice} letters and digits.`);
  }
  const device = deviceText(fields, 1, bound);
  if (isPosition) return decodePosition(fields, device, bytes, start, end);
  if (fieldIs(fields, 0, 'ECHK')) return emptyFrame(device, echo(bytes, start, end));
  if (fieldIs(fields, 0, 'AVSYS') || fieldIs(fields, 0, 'EAVSYS')) {
    return readingFrame(readingOf(device, {}), null);
  }
  return reject('The sentence is none that this protocol has.', device);
}

const statusA = 0x41;
const statusP = 0x50;
const statusR = 0x52;
const statusV = 0x56;
const lowerCase = 0x20;

function decodePosition(line: Fields, device: string, bytes: Uint8Array, start: number, end: number): Frame {
  const reject = (reason: string): Frame => rejectedFrame(device, reason, bytes, start, end);
  if (line.count < 12) return reject('The position sentence ends before its event code.');
  const time = fieldsStamp(line, 10, 2);
  if (Number.isNaN(time)) return reject('The date or the time of day is impossible.');
  const letter = fieldByte(line, 3);
  const status = letter & ~lowerCase;
  if (letter < 0 || (status !== statusA && status !== statusV && status !== statusR && status !== statusP)) {
    return reject('The status is none of A, V, R and P.');
  }
  if (fieldLength(line, 11) > 1) return reject('The event code is longer than one character.');

  let fix = null;
  // V lines carry zeros or the last place with a good clock: proof of life, never of place.
  if (status !== statusV) {
    const knots = fieldDecimal(line, 8);
    const place = {
      lat: latitude(fieldDegreesMinutes(line, 4), fieldByte(line, 5)),
      lon: longitude(fieldDegreesMinutes(line, 6), fieldByte(line, 7)),
      source: 'gnss',
      accuracy: null,
      time,
      speed: knots === null ? null : metresPerSecondFromKnots(knots),
      course: fieldDecimal(line, 9),
      altitude: null,
      satellites: null,
    } as const;
    const impossible = impossibleIn(place);
    if (impossible !== null) return reject(`The ${impossible} is impossible.`);
    fix = fixOf(place);
  }
  const code = fieldByte(line, 11);
  // The battery field is a voltage, and a voltage alone is no percentage.
  const reading = readingOf(device, {
    time,
    fix,
    events: eventsOfCode(code),
    live: status === statusA ? true : status === statusR ? false : null,
  });
  const wantsAnswer = (letter & lowerCase) !== 0;
  return readingFrame(reading, wantsAnswer ? acknowledgement(code, bytes, end - 2) : null);
}

/** The identical line and its end. */
function echo(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const reply = new Uint8Array(end - start + 2);
  reply.set(bytes.subarray(start, end));
  reply.set(carriageReturnLineFeed, end - start);
  return reply;
}
