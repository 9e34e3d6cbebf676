/** Exclusive or of bytes [start, end): Laipac's sentences and NMEA 0183. */
export function exclusiveOr(bytes: Uint8Array, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at++) sum ^= bytes[at] ?? 0;
  return sum;
}

const digits = '0123456789ABCDEF';

/** A byte as two upper-case hexadecimal digits. */
export function twoHexDigits(byte: number): string {
  return digits.charAt((byte >> 4) & 0xf) + digits.charAt(byte & 0xf);
}

/** The exclusive or of an ASCII text, as two upper-case hexadecimal digits. */
export function checksumOfText(text: string): string {
  let sum = 0;
  for (let index = 0; index < text.length; index++) sum ^= text.charCodeAt(index) & 0xff;
  return twoHexDigits(sum);
}
