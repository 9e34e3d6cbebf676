import type { lookList } from '@attend/contracts/people';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { findLooks, hasParticipant } from '../../database/repositories/access-records.ts';
import { readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';

const exactInstant = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/;
const number = /^\d{1,18}$/;

/** A page of looks at one person, latest first. */
export async function readLooks(
  client: Queryable,
  participant: string,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<Result<z.output<typeof lookList>>> {
  const after = cursor === undefined ? succeed(null) : readCursor(cursor, 2);
  if (!after.ok) return after;
  const [at = '', id = ''] = after.value ?? [];
  if (after.value !== null && !(exactInstant.test(at) && number.test(id)))
    return fail({
      code: 'bad-cursor',
      message: 'the cursor is none of this list',
      path: ['query', 'cursor'],
    });
  if (!(await hasParticipant(client, participant)))
    return fail({ code: 'not-found', message: 'There is no such person here.' });
  const { looks, next } = await findLooks(client, participant, after.value === null ? null : [at, id], limit);
  return succeed({ looks, next: next === null ? null : writeCursor(next) });
}
