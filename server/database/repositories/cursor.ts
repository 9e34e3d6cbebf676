import { fail, type Result, succeed } from '@attend/kernel';

/** A keyset's values as an opaque text. */
export const writeCursor = (values: readonly string[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/** Reads what `writeCursor` made: as many texts as this list's order has. */
export function readCursor(text: string, length: number): Result<string[]> {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((value) => typeof value === 'string')
    ) {
      return succeed(values);
    }
  } catch {
    // Not ours: answered below like any other that is not.
  }
  return fail({ code: 'bad-cursor', message: 'the cursor is none of this list', path: ['query', 'cursor'] });
}
