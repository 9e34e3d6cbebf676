/** A small seeded generator (mulberry32): the same seed makes the same inputs on every machine. */
export function makeRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

const encoder = new TextEncoder();

/** What breaks parsers: separators, signs, extremes, ends of frames, bytes that are no text. */
const nasty: readonly Uint8Array[] = [
  ...[
    ',',
    '*',
    '$',
    '@',
    '[',
    ']',
    '!',
    ';!',
    '\r',
    '\n',
    '\0',
    '-',
    '+',
    '.',
    ' ',
    '%',
    '&',
    '=',
    '"',
    '{',
    '}',
    ':',
  ],
  ...[
    '$MGV',
    'STX,',
    'LOG',
    '0099',
    'imei:',
    'Battery=',
    '*00',
    '-0',
    '1e999',
    '99999999999999999999',
    '0x10',
    'NaN',
  ],
  ...[
    'Infinity',
    '000000',
    '311299',
    '290225',
    '235960',
    '-1',
    '1e-400',
    '\u202e',
    '__proto__',
    '[[[[[[[[',
    '}}}}}}}}',
  ],
]
  .map((text) => encoder.encode(text))
  .concat(
    Uint8Array.of(0xff, 0xfe),
    Uint8Array.of(0xc0, 0x80),
    Uint8Array.of(0xed, 0xa0, 0x80),
    Uint8Array.of(0x7d),
  );

/** One to five changes somewhere in the bytes. */
export function mutate(source: Uint8Array, other: Uint8Array, random: (below: number) => number): Uint8Array {
  let bytes = source;
  for (let changes = 1 + random(5); changes > 0; changes--) bytes = change(bytes, other, random);
  return bytes;
}

function change(bytes: Uint8Array, other: Uint8Array, random: (below: number) => number): Uint8Array {
  const at = random(bytes.length + 1);
  const to = Math.min(bytes.length, at + random(12));
  switch (random(8)) {
    case 0: {
      const flipped = Uint8Array.from(bytes);
      if (at < flipped.length) flipped[at] = random(256);
      return flipped;
    }
    case 1:
      return join(bytes.subarray(0, at), bytes.subarray(to));
    case 2:
      return join(bytes.subarray(0, at), nasty[random(nasty.length)] ?? bytes, bytes.subarray(at));
    case 3:
      return join(bytes.subarray(0, at), nasty[random(nasty.length)] ?? bytes, bytes.subarray(to));
    case 4:
      return join(bytes.subarray(0, to), bytes.subarray(at));
    case 5:
      return join(bytes.subarray(0, at), other.subarray(random(other.length + 1)));
    case 6: {
      // Digits are where values are: another digit keeps the frame's form.
      const digits = Uint8Array.from(bytes);
      for (let tries = 0; tries < 6; tries++) {
        const index = random(bytes.length);
        const byte = digits[index] ?? 0;
        if (byte >= 0x30 && byte <= 0x39) digits[index] = 0x30 + random(10);
      }
      return digits;
    }
    default:
      return bytes.subarray(0, at);
  }
}

function join(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
