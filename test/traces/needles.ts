/**
 * Every form in which something known could stand in bytes: what a search looks for. A place has six digits, so that its
 * beginning (three decimals, some hundred metres) tells it from chance.
 */
export type KnownPlace = { readonly name: string; readonly lat: number; readonly lon: number };
export type Known = {
  readonly places?: readonly KnownPlace[];
  /** Names, tokens, passwords: at least four characters. */
  readonly texts?: readonly { readonly name: string; readonly text: string }[];
  /** Keys: at least eight bytes. */
  readonly secrets?: readonly { readonly name: string; readonly bytes: Uint8Array }[];
};

export type Needle = {
  readonly what: string;
  readonly form: string;
  readonly bytes: Buffer;
  /** Four bytes stand anywhere by chance: a needle with a partner counts only near it. */
  readonly partner: { readonly key: string; readonly role: 'lat' | 'lon' } | null;
};

export function needlesOf({ places = [], texts = [], secrets = [] }: Known): Needle[] {
  return [
    ...places.flatMap((place) => [
      ...axisNeedles(place.name, 'lat', place.lat),
      ...axisNeedles(place.name, 'lon', place.lon),
    ]),
    ...texts.flatMap(({ name, text }) => textNeedles(name, text)),
    ...secrets.flatMap(({ name, bytes }) => secretNeedles(name, Buffer.from(bytes))),
  ];
}

const scales = [1e5, 1e6, 1e7] as const;

function axisNeedles(what: string, role: 'lat' | 'lon', value: number): Needle[] {
  const name = `${what} ${role}`;
  const single = (form: string, bytes: Buffer): Needle => ({ what: name, form, bytes, partner: null });
  const paired = (form: string, bytes: Buffer): Needle => ({
    what: name,
    form,
    bytes,
    partner: { key: `${what} ${form}`, role },
  });
  const needles: Needle[] = [];
  for (const text of decimalTexts(value)) {
    needles.push(single('decimal text', Buffer.from(text)));
    needles.push(single('decimal text, UTF-16', Buffer.from(text, 'utf16le')));
    needles.push(...base64Needles(name, 'decimal text', Buffer.from(text)));
    needles.push(single('decimal text in hex', Buffer.from(Buffer.from(text).toString('hex'))));
  }
  for (const text of nmeaTexts(role, value)) needles.push(single('NMEA ddmm.mmm', Buffer.from(text)));
  for (const scale of scales) needles.push(...scaledNeedles(value, scale, single, paired));
  for (const [order, bytes] of [
    ['little', doubleOf(value)],
    ['big', doubleOf(value).reverse()],
  ] as const) {
    // Five bytes hold sign, exponent and 28 bits of the number: some centimetres.
    const kept = order === 'little' ? bytes.subarray(3) : bytes.subarray(0, 5);
    needles.push(single(`double, ${order} endian`, kept));
    needles.push(...hexNeedles(name, `double, ${order} endian`, kept));
    needles.push(...base64Needles(name, `double, ${order} endian`, kept));
    const float = order === 'little' ? floatOf(value) : floatOf(value).reverse();
    needles.push(paired(`float, ${order} endian`, float));
  }
  return needles;
}

function scaledNeedles(
  value: number,
  scale: number,
  single: (form: string, bytes: Buffer) => Needle,
  paired: (form: string, bytes: Buffer) => Needle,
): Needle[] {
  const nearest = Math.round(value * scale);
  const needles: Needle[] = [];
  // Rounded or cut off, or once through a float: one more or less.
  for (const whole of [nearest - 1, nearest, nearest + 1]) {
    const short = Buffer.alloc(4);
    short.writeInt32LE(whole);
    const long = Buffer.alloc(8);
    long.writeBigInt64LE(BigInt(whole));
    needles.push(paired(`i32 × ${scale}, little endian`, short));
    needles.push(paired(`i32 × ${scale}, big endian`, Buffer.from(short).reverse()));
    needles.push(single(`i64 × ${scale}, little endian`, long));
    needles.push(single(`i64 × ${scale}, big endian`, Buffer.from(long).reverse()));
    needles.push(single(`i32 × ${scale} in hex`, Buffer.from(Buffer.from(short).reverse().toString('hex'))));
    needles.push(paired(`varint × ${scale}`, varintOf(whole)));
    // As text, without a point.
    if (Math.abs(whole) >= 1e6)
      needles.push(single(`whole number text × ${scale}`, Buffer.from(String(whole))));
  }
  return needles;
}

/** Three decimals and more begin like this; the fourth decides whether the third was rounded. */
function decimalTexts(value: number): Set<string> {
  const cut = (Math.trunc(Math.abs(value) * 1000) / 1000).toFixed(3);
  const rounded = Math.abs(value).toFixed(3);
  return new Set([cut, rounded].flatMap((text) => [text, text.replace('.', ',')]));
}

/** Degrees and minutes with at least three decimals of a minute (a few metres). */
function nmeaTexts(role: 'lat' | 'lon', value: number): Set<string> {
  const size = Math.abs(value);
  const degrees = Math.floor(size);
  const minutes = (size - degrees) * 60;
  const head = String(degrees).padStart(role === 'lat' ? 2 : 3, '0');
  const cut = Math.trunc(minutes * 1000) / 1000;
  return new Set([cut, Number(minutes.toFixed(3))].map((each) => head + each.toFixed(3).padStart(6, '0')));
}

function textNeedles(what: string, text: string): Needle[] {
  const bytes = Buffer.from(text);
  const plain: readonly (readonly [string, Buffer])[] = [
    ['text', bytes],
    ['text, UTF-16', Buffer.from(text, 'utf16le')],
    ['text in a URL', Buffer.from(encodeURIComponent(text))],
    ['text in a query', Buffer.from(new URLSearchParams({ q: text }).toString().slice(2))],
    ['text, escaped in JSON', Buffer.from(escaped(text))],
  ];
  const seen = new Set<string>();
  const different = plain.filter(([, one]) => {
    const key = one.toString('latin1');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return [
    ...different.map(([form, one]) => ({ what, form, bytes: one, partner: null })),
    ...hexNeedles(what, 'text', bytes),
    ...base64Needles(what, 'text', bytes),
  ];
}

const secretNeedles = (what: string, bytes: Buffer): Needle[] => [
  { what, form: 'bytes', bytes, partner: null },
  ...hexNeedles(what, 'bytes', bytes),
  ...base64Needles(what, 'bytes', bytes),
];

const hexNeedles = (what: string, form: string, bytes: Buffer): Needle[] => {
  const text = bytes.toString('hex');
  return [text, text.toUpperCase()].map((one) => ({
    what,
    form: `${form} in hex`,
    bytes: Buffer.from(one),
    partner: null,
  }));
};

/** Inside a longer base64 text the bytes may begin at any of three places: what depends on its neighbours is left out. */
function base64Needles(what: string, form: string, bytes: Buffer): Needle[] {
  const needles: Needle[] = [];
  for (const before of [0, 1, 2]) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64url');
    const from = before === 0 ? 0 : before + 1;
    const upto = Math.floor(((before + bytes.length) * 8) / 6);
    const inner = text.slice(from, upto);
    if (inner.length < 6) continue;
    for (const one of new Set([inner, inner.replaceAll('-', '+').replaceAll('_', '/')]))
      needles.push({ what, form: `${form} in base64`, bytes: Buffer.from(one), partner: null });
  }
  return needles;
}

const escaped = (text: string): string =>
  [...text]
    .map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code < 128 ? letter : `\\u${code.toString(16).padStart(4, '0')}`;
    })
    .join('');

const doubleOf = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleLE(value);
  return bytes;
};
const floatOf = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
};

/** Zigzag, seven bits a byte, lowest first: protobuf's, and ours. */
function varintOf(whole: number): Buffer {
  let rest = whole < 0 ? -whole * 2 - 1 : whole * 2;
  const bytes: number[] = [];
  while (rest >= 128) {
    bytes.push((rest % 128) | 128);
    rest = Math.floor(rest / 128);
  }
  return Buffer.from([...bytes, rest]);
}
