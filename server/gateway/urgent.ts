import type { Reading, ReadingEvent } from '@attend/kernel';
import type { Work } from './item.ts';

/** What somebody waits for at a screen: the body attachment, and a call for help. */
const urgentEvents: ReadonlySet<ReadingEvent> = new Set(['sos', 'strap-opened', 'case-opened', 'tamper']);

const isUrgentReading = ({ strap, case: closure, worn, events }: Reading): boolean =>
  strap === 'open' ||
  closure === 'open' ||
  worn === false ||
  (events.length > 0 && events.some((event) => urgentEvents.has(event)));

export const isUrgent = (work: Work): boolean =>
  work.kind === 'readings' && work.readings.some(isUrgentReading);

/** `chosen`: by urgency, not by age. */
export type Taken = { readonly batch: Work[]; readonly rest: Work[]; readonly chosen: boolean };

/**
 * The next batch of `queue`: all of it, at most `most`; where more than `long` waits, first all of those assignments that have
 * something urgent waiting. An assignment's works stay in their order, and answers leave in the order of their frames whatever
 * is committed first.
 */
export function takeBatch(
  queue: Work[],
  urgent: ReadonlySet<number>,
  { most, long }: { readonly most: number; readonly long: number },
): Taken {
  if (urgent.size > 0 && queue.length > long) {
    const batch: Work[] = [];
    const rest: Work[] = [];
    for (const work of queue)
      (batch.length < most && urgent.has(work.assignmentId) ? batch : rest).push(work);
    return { batch, rest, chosen: true };
  }
  return queue.length <= most
    ? { batch: queue, rest: [], chosen: false }
    : { batch: queue.slice(0, most), rest: queue.slice(most), chosen: false };
}
