import { knotsFromMetresPerSecond, type Millis, type Reading } from '@attend/kernel';
import { checksumOfText } from '../checksum.ts';
import { latitudeLetter, longitudeLetter, writeDegreesMinutes } from '../degrees.ts';
import { partsOf, writeDayMonthYear, writeTimeOfDay } from '../stamp.ts';
import { bytesOfAscii, concatBytes } from '../text.ts';
import { alertOfEvent } from './alerts.ts';

/**
 * True bytes of the three forms. Each sends one alert word a frame, so a reading with several events becomes several
 * frames. Not carried by any: accuracy, `strap` as a state, `worn`, events without a word.
 */
export type MegastekForm = 'mgv' | 'mgv-with-length' | 'stx' | 'fixed';

export function encodeReading(reading: Reading, form: MegastekForm = 'mgv-with-length'): Uint8Array {
  const words = reading.events.map(alertOfEvent).filter((word) => word !== null);
  return concatBytes((words.length === 0 ? [null] : words).map((word) => encodeFrame(reading, form, word)));
}

function encodeFrame(reading: Reading, form: MegastekForm, alert: string | null): Uint8Array {
  switch (form) {
    case 'mgv':
      return bytesOfAscii(mgvText(reading, alert));
    case 'mgv-with-length': {
      const text = mgvText(reading, alert);
      return bytesOfAscii(`${`${text.length}`.padStart(4, '0')}${text}`);
    }
    case 'stx':
      return encodeStx(reading, alert);
    case 'fixed':
      return encodeFixed(reading, alert);
  }
}

const plain = (value: number | null | undefined, decimals: number): string => value?.toFixed(decimals) ?? '';
const knots = (speed: number | null | undefined): string =>
  speed == null ? '' : knotsFromMetresPerSecond(speed).toFixed(3);
const digit = (truth: boolean | null | undefined): string => (truth == null ? '' : truth ? '1' : '0');

function place(reading: Reading, decimals: number): string {
  const { fix } = reading;
  if (fix === null) return '0000.0000,N,00000.0000,E';
  const lat = `${writeDegreesMinutes(fix.lat, 2, decimals)},${latitudeLetter(fix.lat)}`;
  return `${lat},${writeDegreesMinutes(fix.lon, 3, decimals)},${longitudeLetter(fix.lon)}`;
}

const dateText = (time: Millis | null): string => (time === null ? '' : writeDayMonthYear(partsOf(time)));
const clockText = (time: Millis | null): string => (time === null ? '' : writeTimeOfDay(partsOf(time)));

/** The wearables' form: satellites, altitude, live or stored, charging beside what all carry. */
function mgvText(reading: Reading, alert: string | null): string {
  const { fix, battery, time, live } = reading;
  const kind = live === null ? '' : live ? 'R' : 'S';
  const percent = battery?.percent == null ? '' : `${battery.percent}`.padStart(3, '0');
  const charger = battery?.charging == null ? '' : `${digit(battery.charging)}0`;
  const satellites =
    fix === null ? '00' : `${fix.satellites ?? ''}`.padStart(fix.satellites === null ? 0 : 2, '0');
  return (
    `$MGV002,${reading.device},,${kind},${dateText(time)},${clockText(time)},${fix === null ? 'V' : 'A'},` +
    `${place(reading, 5)},00,${satellites},00,${fix === null ? '99.9' : '1.20'},${knots(fix?.speed)},` +
    `${plain(fix?.course, 2)},${plain(fix?.altitude, 1)},0.0,310,260,262C,0F54,25,0000,0000,0,0,0,28.5,28.3,,` +
    `${charger},${percent},${alert ?? 'Timer'},;!`
  );
}

/** NMEA's sentence, without a checksum. */
function rmc(reading: Reading, decimals: number): string {
  const { fix, time } = reading;
  const clock = time === null ? '' : `${clockText(time)}.000`;
  return (
    `GPRMC,${clock},${fix === null ? 'V' : 'A'},${place(reading, decimals)},${knots(fix?.speed)},` +
    `${plain(fix?.course, 2)},${dateText(time)},,,${fix === null ? 'N' : 'A'}`
  );
}

/** The comma form: the IMEI further on; carries satellites, altitude and charging, and of stored frames that they are. */
function encodeStx(reading: Reading, alert: string | null): Uint8Array {
  const { fix, battery } = reading;
  const sentence = rmc(reading, 6);
  const text =
    `${reading.live === false ? 'LOG' : ''}STX,attend,$${sentence}*${checksumOfText(sentence)},${fix === null ? 'L' : 'F'},` +
    `${alert ?? ''},imei:${reading.device},${fix?.satellites ?? ''},${plain(fix?.altitude, 1)},` +
    `Battery=${battery?.percent ?? ''}%,,${digit(battery?.charging)},310,260,0FA6,39D0`;
  return bytesOfAscii(`${text};${checksumOfText(text)}\r\n`);
}

/** The fixed form: 16 characters of id and two bytes of length, of which the second may be any byte. */
function encodeFixed(reading: Reading, alert: string | null): Uint8Array {
  const sentence = rmc(reading, 4);
  const percent = reading.battery?.percent ?? '';
  const text = `$${sentence}*${checksumOfText(sentence)},310,260,2795,0E6A,14,${percent},1000,0000,91,${alert ?? 'Timer'}`;
  const head = bytesOfAscii(`${reading.live === false ? 'LOG' : ''}STX${reading.device.padEnd(16)}\u0002`);
  return concatBytes([
    head,
    Uint8Array.of(text.length & 0xff),
    bytesOfAscii(`${text};${checksumOfText(text)}\r\n`),
  ]);
}
