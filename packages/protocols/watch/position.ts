import { metresPerSecondFromKilometresPerHour, type Reading } from '@attend/kernel';
import { batteryOf, noEvents, readingOf } from '../frames.ts';
import { accuracy95, fixOf, impossibleIn, latitude, longitude, type Place } from '../place.ts';
import { within } from '../ranges.ts';
import { type Fields, fieldByte, fieldDecimal, fieldHex, fieldIs } from '../scan.ts';
import { fieldsStamp } from '../stamp.ts';
import { eventsOfStatus, wornFromStatus } from './status.ts';

const letterA = 0x41;
const letterV = 0x56;
const statusAt = 16;
const cellsAt = 17;

/** UD, AL and WT (their content already split): the reading, or what is wrong with it as a sentence. */
export function readPosition(line: Fields, device: string, index: number | null): Reading | string {
  const time = fieldsStamp(line, 1, 2);
  if (Number.isNaN(time)) return 'The date or the time of day is impossible.';
  const validity = fieldByte(line, 3);
  if (validity !== letterA && validity !== letterV && validity !== 0)
    return 'The position is neither A nor V.';
  const percent = fieldDecimal(line, 13);
  if (!within(percent, 0, 100)) return 'The battery percentage is impossible.';
  const status = fieldHex(line, statusAt);
  if (Number.isNaN(status)) return 'The status is not a hexadecimal number.';

  let fix = null;
  // V repeats the last coordinates, or zeros, with a fresh stamp and a constant speed: none of it is a place.
  if (validity === letterA) {
    const place = readPlace(line, time);
    const impossible = impossibleIn(place);
    if (impossible !== null) return `The ${impossible} is impossible.`;
    fix = fixOf(place);
  }
  return readingOf(device, {
    time,
    fix,
    battery: batteryOf(percent, null),
    worn: status === null ? null : wornFromStatus(status),
    events: status === null ? noEvents : eventsOfStatus(status),
    live: liveOf(line),
    sequence: index,
  });
}

/** Only the plain words say it: UD2 is stored; of the variants (UD3, UD_LTE, AL_LTE, …) nobody knows. */
function liveOf(line: Fields): boolean | null {
  if (fieldIs(line, 0, 'UD') || fieldIs(line, 0, 'AL') || fieldIs(line, 0, 'WT')) return true;
  return fieldIs(line, 0, 'UD2') ? false : null;
}

function readPlace(line: Fields, time: number | null): Place {
  const kilometresPerHour = fieldDecimal(line, 8);
  const altitude = fieldDecimal(line, 10);
  return {
    lat: latitude(fieldDecimal(line, 4), fieldByte(line, 5)),
    lon: longitude(fieldDecimal(line, 6), fieldByte(line, 7)),
    source: 'gnss',
    accuracy: accuracyOf(line),
    time,
    speed: kilometresPerHour === null ? null : metresPerSecondFromKilometresPerHour(kilometresPerHour),
    course: fieldDecimal(line, 9),
    // -1 is «unknown».
    altitude: altitude === -1 ? null : altitude,
    satellites: fieldDecimal(line, 11),
  };
}

/**
 * The last field, metres. Its probability is nowhere stated; the values come from Android, whose accuracy is a 68 %
 * radius. It counts only where cells and Wi-Fi before it are listed as their numbers say: some models leave the lists
 * out, or end with them. A network's name with commas makes more fields, never fewer; the last one is then still the
 * accuracy or, where there is none, a network's level, which is negative and so as unknown as zero.
 */
function accuracyOf(line: Fields): number | null {
  const cells = fieldDecimal(line, cellsAt);
  if (cells === null || !(cells > 0)) return null;
  const wifiAt = cellsAt + 4 + 3 * cells;
  const networks = fieldDecimal(line, wifiAt);
  if (networks === null || !(networks >= 0)) return null;
  const whole = wifiAt + 2 + 3 * networks;
  const isListed = networks === 0 ? line.count === whole : line.count >= whole;
  // A line with more fields than there is room for was split only so far: what comes last here is any field.
  const isCut = line.count === line.starts.length;
  return isListed && !isCut ? accuracy95(fieldDecimal(line, line.count - 1)) : null;
}
