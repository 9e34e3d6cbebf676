import { textOfUtf8 } from './text.ts';

/**
 * JSON from phones. Only own properties are ever read, by their names, and no object is built from a sender's keys:
 * `__proto__` or `constructor` in a body are keys like any others.
 */
export type JsonObject = { readonly [key: string]: unknown };

/** Bytes. A phone's report has under 2,000; the rest is room for attributes. */
export const longestBody = 65_536;

/** The body as an object; a sentence where it is none. */
export function parseJsonObject(body: Uint8Array): JsonObject | string {
  if (body.length > longestBody) return `The body is longer than ${longestBody} bytes.`;
  let value: unknown;
  try {
    value = JSON.parse(textOfUtf8(body));
  } catch {
    return 'The body is not JSON.';
  }
  return isJsonObject(value) ? value : 'The body is not a JSON object.';
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? (object[key] ?? null) : null;
}

/** Null where the key is missing or null, NaN where it is no finite number. */
export function numberOf(object: JsonObject, key: string): number | null {
  const value = own(object, key);
  if (value === null) return null;
  return typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN;
}

/** Null where the key is missing or no text. */
export function textAt(object: JsonObject, key: string): string | null {
  const value = own(object, key);
  return typeof value === 'string' ? value : null;
}

export function booleanOf(object: JsonObject, key: string): boolean | null {
  const value = own(object, key);
  return typeof value === 'boolean' ? value : null;
}

/** Null where the key is missing or no object. */
export function objectOf(object: JsonObject, key: string): JsonObject | null {
  const value = own(object, key);
  return isJsonObject(value) ? value : null;
}

export const has = (object: JsonObject, key: string): boolean => own(object, key) !== null;
