import { kilometresPerHourFromMetresPerSecond, type Reading, radius68FromRadius95 } from '@attend/kernel';
import { latitudeLetter, longitudeLetter } from '../degrees.ts';
import { partsOf, writeDayMonthYear, writeTimeOfDay } from '../stamp.ts';
import { writeFrame } from './header.ts';
import { statusOf } from './status.ts';

/** How a watch writes its frames: the maker's letters, and whether it counts its messages (ZJ does). */
export type WatchStyle = { readonly maker: string; readonly counts: boolean };
export const plainStyle: WatchStyle = { maker: '3G', counts: false };

/** Words of position messages. UD2 is stored; AL is an alarm and is answered. */
export type WatchWord = 'UD' | 'UD2' | 'UD3' | 'UD_LTE' | 'UD_WCDMA' | 'AL' | 'AL_LTE' | 'ALCUSTOMER1' | 'WT';

const indexText = (style: WatchStyle, sequence: number | null): string | null =>
  style.counts ? ((sequence ?? 0) & 0xffff).toString(16).padStart(4, '0') : null;

/** A frame with any content, as the device sends it. */
export function encodeContent(
  device: string,
  content: string,
  style = plainStyle,
  sequence: number | null = null,
): Uint8Array {
  return writeFrame(style.maker, device, indexText(style, sequence), content);
}

/** The word by which a watch sends a reading: an alarm where it has something to say, else live or stored. */
export function wordOf(reading: Reading): WatchWord {
  if (reading.events.length > 0 || reading.worn === false) return 'AL';
  return reading.live === false ? 'UD2' : 'UD';
}

/**
 * A position message. Not carried: charging, strap, `worn: true`, and events without a status bit; the place to six
 * decimals, the accuracy (95 %) as the 68 % radius that a watch sends.
 */
export function encodeReading(reading: Reading, style = plainStyle, word = wordOf(reading)): Uint8Array {
  const { fix, time } = reading;
  const parts = time === null ? null : partsOf(time);
  const place =
    fix === null
      ? 'V,00.000000,N,000.000000,E,0.00,0.0,0.0,0'
      : `A,${Math.abs(fix.lat).toFixed(6)},${latitudeLetter(fix.lat)},${Math.abs(fix.lon).toFixed(6)},${longitudeLetter(fix.lon)},` +
        `${fix.speed === null ? '' : kilometresPerHourFromMetresPerSecond(fix.speed).toFixed(2)},` +
        `${fix.course?.toFixed(1) ?? ''},${fix.altitude?.toFixed(1) ?? '-1'},${fix.satellites ?? ''}`;
  const accuracy = fix?.accuracy == null ? '0.0' : radius68FromRadius95(fix.accuracy).toFixed(3);
  const status = statusOf(reading.events, reading.worn).toString(16).padStart(8, '0');
  const content =
    `${word},${parts === null ? ',' : `${writeDayMonthYear(parts)},${writeTimeOfDay(parts)}`},${place},` +
    `100,${reading.battery?.percent ?? ''},0,0,${status},1,255,310,260,9340,3663,35,0,${accuracy}`;
  return encodeContent(reading.device, content, style, reading.sequence);
}

/** `LK`: still there, with steps, rolls and the battery's percentage where it is given. */
export function encodeKeepAlive(
  device: string,
  percent: number | null,
  style = plainStyle,
  sequence: number | null = null,
): Uint8Array {
  return encodeContent(device, percent === null ? 'LK' : `LK,0,0,${percent}`, style, sequence);
}

/** `INIT`: first contact, with the telephone number and the model's version. */
export function encodeInit(device: string, style = plainStyle, sequence: number | null = null): Uint8Array {
  return encodeContent(device, 'INIT,0,0,attend', style, sequence);
}
