import type { swapDone, swapWindow } from '@attend/contracts/reviews';
import { type Failure, fail, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  lockSwap,
  type SwapRow,
  writeSwapDone,
  writeSwapWindow,
} from '../../database/repositories/reviews.ts';
import type { StaffContext } from '../context.ts';
import { type Changed, levelChanged } from './decide.ts';

const missing: Failure = { code: 'not-found', message: 'There is no device here that is to be changed.' };
const longest = 86_400_000;

async function take(context: StaffContext, id: string, version: number): Promise<Result<SwapRow>> {
  const row = await lockSwap(context.client, id);
  if (row === null) return fail(missing);
  await context.record.open(row.participantId);
  if (row.since === null) return fail(missing);
  if (row.version !== version) return fail(levelChanged);
  return row.doneAt === null
    ? succeed(row)
    : fail({ code: 'already-decided', message: 'The device has been changed already.' });
}

/** RVW-14: when the device is taken off and changed: an open strap is expected then, and at no other time. */
export async function planSwap(
  context: StaffContext,
  id: string,
  { version, ...given }: z.output<typeof swapWindow>,
): Promise<Changed> {
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const window = { from: parseInstant(given.from) ?? 0, to: parseInstant(given.to) ?? 0 };
  if (window.to <= context.now())
    return fail({ code: 'in-the-past', message: 'This time is over.', path: ['body', 'to'] });
  if (window.to - window.from > longest)
    return fail({
      code: 'too-long',
      message: 'Nobody changes a device for longer than a day.',
      path: ['body', 'to'],
    });
  await writeSwapWindow(context.client, id, window);
  const participant = taken.value.participantId;
  await context.audit({
    ...{ action: 'review.swap-planned', entity: 'review', entityId: id, participant, after: given },
  });
  return succeed({ participant, id, version: version + 1 });
}

/** RVW-14: somebody says that it is done, where no assignment said so by itself. */
export async function endSwap(
  context: StaffContext,
  id: string,
  { version, note }: z.output<typeof swapDone>,
): Promise<Changed> {
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  await writeSwapDone(context.client, id, context.actor.staffId);
  const participant = taken.value.participantId;
  await context.audit({
    ...{ action: 'review.swapped', entity: 'review', entityId: id, participant, after: { note } },
  });
  return succeed({ participant, id, version: version + 1 });
}
