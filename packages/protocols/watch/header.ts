import { deviceOfBytes, isDigits } from '../frames.ts';
import { hexNumber } from '../scan.ts';
import { bytesOfAscii, textOfAscii } from '../text.ts';

const star = 0x2a;

/** What stands before the content: `[3G*8800000015*0002*` or, with an index, `[ZJ*014111001332708*0075*0064*`. */
export type WatchHeader = {
  readonly maker: string;
  readonly device: string;
  /** Counts the device's messages where it has one; as text, for the answer repeats it. */
  readonly index: string | null;
  readonly contentAt: number;
};

/** The header of the frame at `start`; null where it is none. The length is read past: it is not to be trusted. */
export function readHeader(
  bytes: Uint8Array,
  start: number,
  end: number,
  bound: string | null,
): WatchHeader | null {
  const makerEnd = start + 3;
  if (bytes[makerEnd] !== star || !isMaker(bytes[start + 1]) || !isMaker(bytes[start + 2])) return null;
  const deviceEnd = nextStar(bytes, makerEnd + 1, end, 15);
  if (deviceEnd < 0 || !isDigits(bytes, makerEnd + 1, deviceEnd, 9, 15)) return null;
  if (!isGroup(bytes, deviceEnd + 1, end)) return null;
  const hasIndex = isGroup(bytes, deviceEnd + 6, end);
  return {
    maker: textOfAscii(bytes, start + 1, makerEnd),
    device: deviceOfBytes(bytes, makerEnd + 1, deviceEnd, bound),
    index: hasIndex ? textOfAscii(bytes, deviceEnd + 1, deviceEnd + 5) : null,
    contentAt: deviceEnd + (hasIndex ? 11 : 6),
  };
}

function isMaker(byte: number | undefined): boolean {
  return (
    byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a))
  );
}

function nextStar(bytes: Uint8Array, from: number, end: number, most: number): number {
  for (let at = from; at < Math.min(end, from + most + 1); at++) if (bytes[at] === star) return at;
  return -1;
}

/** Four hexadecimal digits and `*`. */
function isGroup(bytes: Uint8Array, at: number, end: number): boolean {
  return at + 4 < end && bytes[at + 4] === star && !Number.isNaN(hexNumber(bytes, at, at + 4));
}

/** A frame of ASCII content; the length in lower-case hexadecimal digits, as servers send it. */
export function writeFrame(maker: string, device: string, index: string | null, content: string): Uint8Array {
  return bytesOfAscii(`${headerText(maker, device, index, content.length)}${content}]`);
}

export function headerText(maker: string, device: string, index: string | null, length: number): string {
  const counted = index === null ? '' : `${index}*`;
  return `[${maker}*${device}*${counted}${length.toString(16).padStart(4, '0')}*`;
}
