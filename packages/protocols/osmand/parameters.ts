import { bytesOfAscii, concatBytes, textOfUtf8 } from '../text.ts';

/** Parameters of a query or form, in order; a key may stand more than once. */
export type Parameters = readonly (readonly [key: string, value: string])[];

/** More than any client sends; cells and networks repeat their keys. */
const mostParameters = 256;

/** Splits `a=b&c=d`; a sentence where it cannot be read. Escapes are UTF-8, `+` is a blank. */
export function parseParameters(text: string): Parameters | string {
  const parts = text.split('&', mostParameters + 1).filter((part) => part !== '');
  if (parts.length > mostParameters) return `The request has more than ${mostParameters} parameters.`;
  return parts.map((part) => {
    const equals = part.indexOf('=');
    return equals < 0
      ? [unescapePart(part), '']
      : [unescapePart(part.slice(0, equals)), unescapePart(part.slice(equals + 1))];
  });
}

/** Bytes of `%41`; a stray `%` stands for itself, as all servers read it. */
function unescapePart(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  if (!spaced.includes('%')) return spaced;
  const pieces = spaced.split(/((?:%[0-9a-fA-F]{2})+)/);
  return pieces.map((piece, index) => (index % 2 === 1 ? textOfUtf8(bytesOfEscapes(piece)) : piece)).join('');
}

function bytesOfEscapes(escapes: string): Uint8Array {
  const codes = escapes.split('%').slice(1);
  return Uint8Array.from(codes, (code) => Number.parseInt(code, 16));
}

export function firstOf(parameters: Parameters, ...keys: readonly string[]): string | null {
  for (const key of keys) {
    const found = parameters.find(([name, value]) => name === key && value !== '');
    if (found !== undefined) return found[1];
  }
  return null;
}

/** Writes `a=b&c=d` with everything escaped but what the URL standard leaves. */
export function writeParameters(parameters: Parameters): string {
  return parameters
    .map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`)
    .join('&');
}

/** A query and a body as the bytes that a rejection keeps. */
export const requestBytes = (path: string, body: Uint8Array): Uint8Array =>
  concatBytes([bytesOfAscii(path), bytesOfAscii(body.length === 0 ? '' : '\n'), body]);
