import { delayEnd, delayEntry, delayReview } from '@attend/contracts/disclosure';
import { z } from 'zod';

const { court, reference, legalBasis, reason, viewers } = delayEntry.shape;
/** Bounds of the span are the server's to judge, which names them at their field. */
export const orderForm = z.object({
  person: z.string().trim().min(1),
  court,
  reference,
  legalBasis,
  reason,
  viewers,
  /** A purpose a line; empty: all. */
  purposes: z.string().max(2_000),
  /** Days: from the beginning of the first (today: from now) to the beginning of the last. */
  from: z.iso.date(),
  to: z.iso.date(),
  reviewAt: z.iso.date(),
});
export const orderEmpty = {
  person: '',
  court: '',
  reference: '',
  legalBasis: '',
  reason: '',
  viewers: [] as string[],
  purposes: '',
  from: '',
  to: '',
  reviewAt: '',
};

/** Whole days (UTC), as lists of looks are kept by them. */
const beginningOfDay = (day: string): string => `${day}T00:00:00Z`;

export const orderBody = (
  { person: _person, purposes, from, to, reviewAt, ...rest }: typeof orderEmpty,
  participant: string,
) => ({
  ...rest,
  participant,
  purposes: purposes
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
  from: beginningOfDay(from),
  to: beginningOfDay(to),
  reviewAt: beginningOfDay(reviewAt),
});

export const reviewForm = delayReview;
export const endForm = delayEnd;
