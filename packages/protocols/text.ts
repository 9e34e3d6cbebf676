/** Text and bytes. The pure packages know no TextDecoder: what is needed of it stands here. */

const replacement = 0xfffd;

/** Bytes [start, end) as text, one character a byte. For fields already known to be ASCII. */
export function textOfAscii(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0);
  return text;
}

/** A fresh array of the text's characters, which must all be ASCII (others become `?`). */
export function bytesOfAscii(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    bytes[index] = code < 0x80 ? code : 0x3f;
  }
  return bytes;
}

/** A copy of bytes [start, end). Not `slice`, which on Node's Buffer is a view of memory that the socket uses again. */
export function copyOf(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const copy = new Uint8Array(end - start);
  copy.set(bytes.subarray(start, end));
  return copy;
}

/** Bytes as UTF-8. Whatever is not UTF-8 becomes U+FFFD; nothing throws. */
export function textOfUtf8(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const lead = bytes[at] ?? 0;
    const more =
      lead < 0x80 ? 0 : lead >= 0xc2 && lead < 0xe0 ? 1 : lead >> 4 === 0xe ? 2 : lead >> 3 === 0x1e ? 3 : -1;
    const code = more < 0 ? replacement : codePoint(bytes, at, lead, more);
    text += String.fromCodePoint(code);
    at += code === replacement ? 1 : more + 1;
  }
  return text;
}

/** The smallest code point that needs so many further bytes: a longer form of a smaller one hides it from checks. */
const least = [0, 0x80, 0x800, 0x10000];

function codePoint(bytes: Uint8Array, at: number, lead: number, more: number): number {
  if (more === 0) return lead;
  let code = lead & (0x3f >> more);
  for (let index = 1; index <= more; index++) {
    const next = bytes[at + index] ?? 0;
    if (next >> 6 !== 0b10) return replacement;
    code = (code << 6) | (next & 0x3f);
  }
  const surrogate = code >= 0xd800 && code <= 0xdfff;
  return code < (least[more] ?? 0) || code > 0x10ffff || surrogate ? replacement : code;
}

/** UTF-8 bytes of the text; lone surrogates become U+FFFD. */
export function bytesOfUtf8(text: string): Uint8Array {
  const out: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point <= 0xdfff ? replacement : point;
    if (code < 0x80) out.push(code);
    else if (code < 0x800) out.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000) out.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else {
      out.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 0x3f),
        0x80 | ((code >> 6) & 0x3f),
        0x80 | (code & 0x3f),
      );
    }
  }
  return Uint8Array.from(out);
}

/** The arrays one after the other, in a fresh one. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
