import { dayOf, isReviewOverdue } from '@attend/casework';
import type { ReviewList, reviewQuery } from '@attend/contracts/reviews';
import { fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { badCursor, isId, readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import { nameOf, openPerson } from '../../database/repositories/people.ts';
import { listReviews } from '../../database/repositories/reviews.ts';
import type { StaffContext } from '../context.ts';

const isDay = /^\d{4}-\d\d-\d\d$/;

function placeOf(cursor: string | undefined): Result<{ dueOn: string; id: string } | null> {
  if (cursor === undefined) return succeed(null);
  const read = readCursor(cursor, 2);
  if (!read.ok) return read;
  const [dueOn = '', id = ''] = read.value;
  return isDay.test(dueOn) && isId(id) ? succeed({ dueOn, id }) : fail(badCursor);
}

/** RVW-5: whose level is to be looked at, of people within reach, what is due first, first. */
export async function readReviews(
  context: StaffContext,
  query: z.output<typeof reviewQuery>,
): Promise<Result<ReviewList>> {
  const { client, services, programme, record, now } = context;
  const after = placeOf(query.cursor);
  if (!after.ok) return after;
  const today = dayOf(now(), programme.timezone);
  const rows = await listReviews(client, await context.reach(), {
    ...{
      show: query.show,
      today,
      officeId: query.office ?? null,
      after: after.value,
      limit: query.limit + 1,
    },
  });
  const shown = rows.slice(0, query.limit);
  await record.list(shown.map(({ participantId }) => participantId));
  record.passOver(rows.slice(query.limit).map(({ participantId }) => participantId));
  const last = shown.at(-1);
  return succeed({
    reviews: shown.map(({ participantId, reference, person, ...row }) => ({
      ...row,
      overdue: isReviewOverdue(row.dueOn, today),
      participant: {
        ...{ id: participantId, reference },
        name: nameOf(openPerson(services.keyring, participantId, person)),
      },
    })),
    next: rows.length > query.limit && last !== undefined ? writeCursor([last.dueOn, last.id]) : null,
  });
}
