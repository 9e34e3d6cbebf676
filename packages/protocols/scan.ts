/**
 * The one byte scanner. No decoder does arithmetic on offsets of its own: a frame is split into fields once,
 * and each field is read by its number. A value that is absent is null; one that stands there and cannot be read
 * is NaN, so that reading a field allocates nothing.
 */

export const blank = 0x20;
export const comma = 0x2c;
const minus = 0x2d;
const plus = 0x2b;
const point = 0x2e;
const zero = 0x30;

/** The fields of one frame: field i is bytes [starts[i], ends[i]), without blanks at either end. */
export type Fields = {
  bytes: Uint8Array;
  count: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
};

/**
 * Room for so many fields. A decoder keeps one and fills it anew for every frame: nothing of it is handed out,
 * and no decoder calls another.
 */
export function makeFields(capacity: number): Fields {
  return {
    bytes: new Uint8Array(0),
    count: 0,
    starts: new Int32Array(capacity),
    ends: new Int32Array(capacity),
  };
}

/** Splits bytes [start, end) at commas. False where there are more fields than there is room for: then only the first are split. */
export function splitFields(fields: Fields, bytes: Uint8Array, start: number, end: number): boolean {
  const { starts, ends } = fields;
  fields.bytes = bytes;
  let count = 0;
  let from = start;
  for (let at = start; at <= end; at++) {
    if (at < end && bytes[at] !== comma) continue;
    if (count === starts.length) {
      fields.count = count;
      return false;
    }
    let first = from;
    let last = at;
    while (first < last && bytes[first] === blank) first++;
    while (last > first && bytes[last - 1] === blank) last--;
    starts[count] = first;
    ends[count] = last;
    count++;
    from = at + 1;
  }
  fields.count = count;
  return true;
}

export function fieldStart(fields: Fields, index: number): number {
  return index < fields.count ? (fields.starts[index] ?? 0) : 0;
}

export function fieldEnd(fields: Fields, index: number): number {
  return index < fields.count ? (fields.ends[index] ?? 0) : 0;
}

/** Bytes in the field; 0 where it is empty or missing. */
export function fieldLength(fields: Fields, index: number): number {
  return fieldEnd(fields, index) - fieldStart(fields, index);
}

/** The field's only byte; 0 where it is empty or missing, -1 where it is longer. */
export function fieldByte(fields: Fields, index: number): number {
  const length = fieldLength(fields, index);
  if (length === 0) return 0;
  return length === 1 ? (fields.bytes[fieldStart(fields, index)] ?? 0) : -1;
}

/** Whether the field is exactly this ASCII text. */
export function fieldIs(fields: Fields, index: number, text: string): boolean {
  return fieldLength(fields, index) === text.length && fieldStartsWith(fields, index, text);
}

/** Whether the field begins with this ASCII text. */
export function fieldStartsWith(fields: Fields, index: number, text: string): boolean {
  if (fieldLength(fields, index) < text.length) return false;
  return startsWith(fields.bytes, fieldStart(fields, index), fieldEnd(fields, index), text);
}

/** Whether bytes [start, end) begin with this ASCII text. */
export function startsWith(bytes: Uint8Array, start: number, end: number, text: string): boolean {
  if (end - start < text.length) return false;
  for (let index = 0; index < text.length; index++) {
    if (bytes[start + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

export function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= zero && byte <= zero + 9;
}

/** Value of a hexadecimal digit in either case, -1 for any other byte. */
export function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  if (byte >= 0x41 && byte <= 0x46) return byte - 0x37;
  return byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1;
}

/** More digits than this are no measurement but an attack or a fault (8 hexadecimal digits are the longest we read). */
const longestHex = 8;

/** An unsigned hexadecimal number of bytes [start, end), NaN where it is none. */
export function hexNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end <= start || end - start > longestHex) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = hexDigit(bytes[at]);
    if (digit < 0) return Number.NaN;
    value = value * 16 + digit;
  }
  return value;
}

export function fieldHex(fields: Fields, index: number): number | null {
  if (fieldLength(fields, index) === 0) return null;
  return hexNumber(fields.bytes, fieldStart(fields, index), fieldEnd(fields, index));
}

/** An unsigned decimal number of digits only, NaN where bytes [start, end) are anything else. */
export function digitsNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end <= start || end - start > significant) return Number.NaN;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** A double holds every decimal number of 15 digits apart from its neighbours. */
const significant = 15;
const powers = Array.from({ length: significant + 1 }, (_, exponent) => 10 ** exponent);

/**
 * A decimal number with or without sign and point, never an exponent. The digits are gathered as a whole number and
 * divided once by an exact power of ten, so the value is the one that the text means, correctly rounded.
 */
export function decimalNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const sign = bytes[at];
  if (sign === minus || sign === plus) at++;
  let mantissa = 0;
  let digits = 0;
  let decimals = 0;
  let pointSeen = false;
  let any = false;
  for (; at < end; at++) {
    const byte = bytes[at] ?? 0;
    if (byte === point && !pointSeen) {
      pointSeen = true;
      continue;
    }
    const digit = byte - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    any = true;
    if (digits === significant || decimals === significant) {
      // Decimals past the fifteenth digit say nothing; a whole number as long as that is no measurement.
      if (!pointSeen) return Number.NaN;
      continue;
    }
    mantissa = mantissa * 10 + digit;
    if (mantissa > 0) digits++;
    if (pointSeen) decimals++;
  }
  if (!any) return Number.NaN;
  const value = mantissa / (powers[decimals] ?? 1);
  return sign === minus && value !== 0 ? -value : value;
}

export function fieldDecimal(fields: Fields, index: number): number | null {
  if (fieldLength(fields, index) === 0) return null;
  return decimalNumber(fields.bytes, fieldStart(fields, index), fieldEnd(fields, index));
}

/** Minutes are the last two digits before the point, so prefixes of three, four and five digits all work (PROTOCOLS.md 0). */
const minutesPerDegree = 60;

/** Degrees from `ddmm.mmmm` or `dddmm.mmmm`, with the sign that stands there; NaN also where the minutes are not below `minutesBelow`. */
export function fieldDegreesMinutes(
  fields: Fields,
  index: number,
  minutesBelow = minutesPerDegree,
): number | null {
  const value = fieldDecimal(fields, index);
  if (value === null) return null;
  const size = Math.abs(value);
  const degrees = Math.floor(size / 100);
  const minutes = size - degrees * 100;
  if (!(minutes < minutesBelow)) return Number.NaN;
  const signless = degrees + minutes / minutesPerDegree;
  return value < 0 ? -signless : signless;
}
