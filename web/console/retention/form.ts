import { retentionHoldEnd, retentionRevise } from '@attend/contracts/retention';
import { z } from 'zod';

/** One kind's new term; its bounds are the server's to judge, which names them. */
export const termForm = z.object({ days: z.number().int().min(1), reason: retentionRevise.shape.reason });

export const holdEmpty = { person: '', reason: '', until: '' };
export const holdForm = z.object({
  person: z.string().trim().min(1),
  reason: retentionRevise.shape.reason,
  /** A day; the hold ends with it. */
  until: z.iso.date(),
});
/** The end of the day that was named, in UTC: never before the day is over in the programme’s own zone west of it. */
export const endOfDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 2 * 86_400_000 - 1_000).toISOString();
export const holdEndForm = retentionHoldEnd;
