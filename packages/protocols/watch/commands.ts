import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { bytesOfAscii, concatBytes } from '../text.ts';
import { escapeBinary } from './escape.ts';
import { headerText } from './header.ts';

/** What a server may tell a watch to do. */
export type WatchCommand =
  | { readonly kind: 'locate-now' }
  | { readonly kind: 'upload-every'; readonly seconds: number }
  /** `slot` is 1, 2 or 3. */
  | { readonly kind: 'sos-number'; readonly slot: number; readonly number: string }
  | { readonly kind: 'restart' }
  | { readonly kind: 'power-off' }
  | { readonly kind: 'removal-alarm'; readonly on: boolean }
  | { readonly kind: 'low-battery-message'; readonly on: boolean }
  | { readonly kind: 'sos-message'; readonly on: boolean }
  /** `offsetMinutes` east of Greenwich: the standard offset, without summer time. `language` is the watch's own number, or empty. */
  | { readonly kind: 'time-zone'; readonly offsetMinutes: number; readonly language: string }
  | { readonly kind: 'message'; readonly text: string }
  /** A sound in the watch's own format (AMR). */
  | { readonly kind: 'voice'; readonly data: Uint8Array }
  | { readonly kind: 'custom'; readonly content: string };

/** The longest content that four hexadecimal digits can state. */
const longestContent = 0xffff;

/**
 * The frame of a command. `maker` is what the device last used, `CS` before that.
 * Fails where the content would break the frame (a bracket, a control character) or is too long for it.
 */
export function encodeCommand(
  device: string,
  command: WatchCommand,
  maker = 'CS',
): Result<Uint8Array, Fault> {
  const content = command.kind === 'voice' ? voice(command.data) : textContent(command);
  if (content === null) {
    return fail({
      code: 'watch-command',
      message: 'The command holds characters that a frame cannot carry.',
      path: ['content'],
    });
  }
  if (content.length > longestContent) {
    return fail({
      code: 'watch-command',
      message: `The command is longer than ${longestContent} bytes.`,
      path: ['content'],
    });
  }
  return succeed(
    concatBytes([bytesOfAscii(headerText(maker, device, null, content.length)), content, bytesOfAscii(']')]),
  );
}

const voice = (data: Uint8Array): Uint8Array => concatBytes([bytesOfAscii('TK,'), escapeBinary(data)]);

const printable = /^[\x20-\x5a\x5c\x5e-\x7e]+$/;

function textContent(command: Exclude<WatchCommand, { kind: 'voice' }>): Uint8Array | null {
  const text = textOf(command);
  return printable.test(text) ? bytesOfAscii(text) : null;
}

const flag = (on: boolean): string => (on ? '1' : '0');

function textOf(command: Exclude<WatchCommand, { kind: 'voice' }>): string {
  switch (command.kind) {
    case 'locate-now':
      return 'CR';
    case 'upload-every':
      return `UPLOAD,${command.seconds}`;
    case 'sos-number':
      return `SOS${command.slot},${command.number}`;
    case 'restart':
      return 'RESET';
    case 'power-off':
      return 'POWEROFF';
    case 'removal-alarm':
      return `REMOVE,${flag(command.on)}`;
    case 'low-battery-message':
      return `LOWBAT,${flag(command.on)}`;
    case 'sos-message':
      return `SOSSMS,${flag(command.on)}`;
    case 'time-zone':
      return `LZ,${command.language},${hoursOf(command.offsetMinutes)}`;
    case 'message':
      return `MESSAGE,${utf16Hex(command.text)}`;
    case 'custom':
      return command.content;
  }
}

/** `+1`, `-11.5`, `+5.75`. */
function hoursOf(offsetMinutes: number): string {
  return `${offsetMinutes < 0 ? '-' : '+'}${Math.abs(offsetMinutes) / 60}`;
}

/** UTF-16, big-endian, in hexadecimal digits. */
function utf16Hex(text: string): string {
  let hex = '';
  for (let index = 0; index < text.length; index++)
    hex += text.charCodeAt(index).toString(16).padStart(4, '0');
  return hex;
}

/**
 * Minutes east of Greenwich that a zone keeps without summer time: the lesser offset of the year's two halves.
 * Takes `Europe/Amsterdam` as well as `GMT+05:45`; null for what is neither.
 */
export function standardOffsetMinutes(zone: string, year: number): number | null {
  const fixed = /^(?:GMT|UTC)?([+-]\d{2}:\d{2})$/.exec(zone)?.[1];
  try {
    const offsets = [1, 7].map((month) => {
      const noon = { year, month, day: 1, hour: 12, timeZone: fixed ?? zone };
      return Temporal.ZonedDateTime.from(noon).offsetNanoseconds / 60e9;
    });
    return Math.min(...offsets);
  } catch {
    return null;
  }
}
