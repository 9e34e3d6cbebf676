import { KeyFailure, missing, wrong } from '../failure.ts';
import { keyLength, unwrapWith, wrapWith } from './bytes.ts';
import type { KeySource } from './source.ts';

/** `1:BASE64,2:BASE64`, each 32 bytes. A process sees the variable as it was at its start: see docs/operations/keys.md. */
export function openEnvironmentSource(
  variable: string,
  environment: Readonly<Record<string, string | undefined>>,
): KeySource {
  const place = `the environment variable ${variable}`;
  const keys = readKeys(environment[variable] ?? '', place);
  const find = (generation: number): Buffer => {
    const key = keys.get(generation);
    if (key === undefined) throw missing(generation, place);
    return key;
  };
  return {
    place,
    generation: () => Math.max(0, ...keys.keys()),
    wrap: (generation, key) => wrapWith(find(generation), generation, key),
    unwrap: (generation, wrapped) => {
      const key = unwrapWith(find(generation), generation, wrapped);
      if (key === null) throw wrong(generation, place);
      return key;
    },
    retire: () => undefined,
  };
}

/** The text itself is never told: it is the key. */
function readKeys(text: string, place: string): Map<number, Buffer> {
  const keys = new Map<number, Buffer>();
  for (const part of text.split(',').map((piece) => piece.trim())) {
    if (part === '') continue;
    const found = /^([1-9]\d{0,8}):([A-Za-z0-9+/_-]+={0,2})$/.exec(part);
    const bytes = Buffer.from(found?.[2] ?? '', 'base64');
    if (found === null || bytes.length !== keyLength) {
      throw new KeyFailure(
        'key-source',
        `${place} is not GENERATION:KEY,… with keys of ${keyLength} bytes in base64`,
      );
    }
    keys.set(Number(found[1]), bytes);
  }
  return keys;
}
