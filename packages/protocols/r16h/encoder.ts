import { kilometresPerHourFromMetresPerSecond, type Reading, type ReadingEvent } from '@attend/kernel';
import { latitudeLetter, longitudeLetter } from '../degrees.ts';
import { partsOf, twoDigits, writeTimeOfDay } from '../stamp.ts';
import { bytesOfAscii, concatBytes } from '../text.ts';

/** Sentences are ended as public servers listen for it. */
const end = '$';

/** `@LINK`: the tag has come on the line. */
export function encodeLogin(device: string): Uint8Array {
  return bytesOfAscii(`@LINK,${device}${end}`);
}

const flags: readonly (readonly [ReadingEvent, string])[] = [
  ['sos', 'SOS'],
  ['battery-low', 'LBT'],
  ['strap-opened', 'ULK'],
];

/**
 * What the tag sends for a reading: one sentence a flag, `@GPSD` where there is a fix and `@LBSD` where there is none.
 * Not carried: accuracy, satellites, charging, `worn` and other events. A strap that is not known reads as empty.
 */
export function encodeReading(reading: Reading): Uint8Array {
  const found = flags.filter(([event]) => reading.events.includes(event)).map(([, flag]) => flag);
  return concatBytes(
    (found.length === 0 ? [''] : found).map((flag) => bytesOfAscii(sentence(reading, flag))),
  );
}

function sentence(reading: Reading, flag: string): string {
  const { fix, time } = reading;
  const kind = reading.live === null ? '' : reading.live ? 'R' : 'S';
  const strap = reading.strap === null ? '' : reading.strap === 'closed' ? 'L' : 'R';
  const tail = `${reading.battery?.percent ?? ''},${strap},${flag}${end}`;
  const head = `${reading.device},${kind},${time === null ? ',' : stamp(time)}`;
  if (fix === null) return `@LBSD,${head},310-260-75f8-61c3715:-91,,,${tail}`;
  const speed = fix.speed === null ? '' : trim(kilometresPerHourFromMetresPerSecond(fix.speed), 2);
  const course = fix.course === null ? '' : trim(fix.course, 1);
  const altitude = fix.altitude === null ? '' : trim(fix.altitude, 1);
  const lat = `${trim(Math.abs(fix.lat), 5)},${latitudeLetter(fix.lat)}`;
  const lon = `${trim(Math.abs(fix.lon), 5)},${longitudeLetter(fix.lon)}`;
  return `@GPSD,${head},${lat},${lon},${speed},${course},${altitude},${tail}`;
}

/** At most so many decimals. */
const trim = (value: number, decimals: number): string => `${Number(value.toFixed(decimals))}`;

function stamp(time: number): string {
  const parts = partsOf(time);
  return `${parts.year}${twoDigits(parts.month)}${twoDigits(parts.day)},${writeTimeOfDay(parts)}`;
}
