import type { lookList } from '@attend/contracts/people';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findLooks, hasParticipant, type LookCursor } from '../../database/repositories/access-records.ts';
import { badCursor, readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';

const exactInstant = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/;
const number = /^\d{1,18}$/;

/** Null: from the latest on. */
export function readLookCursor(cursor: string | undefined): Result<LookCursor | null> {
  if (cursor === undefined) return succeed(null);
  const after = readCursor(cursor, 2);
  if (!after.ok) return after;
  const [at = '', id = ''] = after.value;
  if (!(exactInstant.test(at) && number.test(id))) return fail(badCursor);
  return succeed([at, id]);
}

/** A page of looks at one person, latest first. */
export async function readLooks(
  client: Queryable,
  participant: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<z.output<typeof lookList>>> {
  const after = readLookCursor(cursor);
  if (!after.ok) return after;
  if (!(await hasParticipant(client, participant)))
    return fail({ code: 'not-found', message: 'There is no such person here.' });
  const { looks, next } = await findLooks(client, participant, after.value, limit);
  return succeed({ looks, next: next === null ? null : writeCursor(next) });
}
