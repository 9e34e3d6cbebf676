import { type Failure, fail, type Result, succeed } from '@attend/kernel';

export const badCursor: Failure = {
  code: 'bad-cursor',
  message: 'the cursor is none of this list',
  path: ['query', 'cursor'],
};

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
  return fail(badCursor);
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** An id in the form in which this program writes it: what is none may not reach the database as one. */
export const isId = (text: string): boolean => idPattern.test(text);

/** The cursor of a list in the order of its ids; null: from the beginning. */
export function readIdCursor(text: string | undefined): Result<string | null> {
  if (text === undefined) return succeed(null);
  const read = readCursor(text, 1);
  if (!read.ok) return read;
  const [id = ''] = read.value;
  return isId(id) ? succeed(id) : fail(badCursor);
}
