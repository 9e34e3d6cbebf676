import { type Millis, metresPerSecondFromKnots } from '@attend/kernel';
import { latitude, longitude, type Place } from '../place.ts';
import {
  type Fields,
  fieldByte,
  fieldDecimal,
  fieldDegreesMinutes,
  fieldEnd,
  fieldLength,
  fieldStart,
  makeFields,
} from '../scan.ts';
import { textOfAscii } from '../text.ts';

/** One frame at a time is read through these; the Wi-Fi list stands in one field, so that real frames have about 40. */
export const fields: Fields = makeFields(128);

/** NMEA's valid and not valid. */
export const letterA = 0x41;
export const letterV = 0x56;

/** Longest alert word and longest percentage that a field is read as text for. */
const longestWord = 24;

export function shortText(line: Fields, index: number): string {
  const start = fieldStart(line, index);
  return textOfAscii(line.bytes, start, Math.min(fieldEnd(line, index), start + longestWord));
}

export const isShort = (line: Fields, index: number): boolean => fieldLength(line, index) <= longestWord;

/**
 * One message of the corpus reads `09494.73357,W`, which no receiver writes; its expectation is the plain arithmetic
 * (94 degrees and 94.7 minutes). PROTOCOLS.md 0 sets no limit to the minutes either, so for this protocol, which has no
 * checksum that could be believed, two digits of minutes are taken as they stand.
 */
const minutesBelow = 100;

/** Position fields as all three forms have them: latitude, N/S, longitude, E/W from `at` on, then speed in knots and course. */
export function readPlace(
  line: Fields,
  at: number,
  more: {
    readonly time: Millis | null;
    readonly knotsAt: number;
    readonly altitudeAt: number;
    readonly satellites: number | null;
  },
): Place {
  const knots = fieldDecimal(line, more.knotsAt);
  return {
    lat: latitude(fieldDegreesMinutes(line, at, minutesBelow), fieldByte(line, at + 1)),
    lon: longitude(fieldDegreesMinutes(line, at + 2, minutesBelow), fieldByte(line, at + 3)),
    source: 'gnss',
    accuracy: null,
    time: more.time,
    speed: knots === null ? null : metresPerSecondFromKnots(knots),
    course: fieldDecimal(line, more.knotsAt + 1),
    altitude: more.altitudeAt < 0 ? null : fieldDecimal(line, more.altitudeAt),
    satellites: more.satellites,
  };
}
