import { hour, type Millis } from '@attend/kernel';
import type { FaultCredit, PartDayRule } from './words.ts';

/** A whole day, in the parts in which part days are counted: begun hours need twenty-four, the other rules all or none. */
export const wholeDay = 24;

/** CST-2: what a day counts, in twenty-fourths. `from` and `to`: how long the device was worn within it. */
export function countDay(
  rule: PartDayRule,
  day: { readonly from: Millis; readonly to: Millis },
  worn: { readonly from: Millis; readonly to: Millis },
): number {
  if (worn.to <= worn.from) return 0;
  switch (rule) {
    case 'any-part':
      return wholeDay;
    case 'midnight':
      return worn.to >= day.to ? wholeDay : 0;
    case 'whole-day':
      return worn.from <= day.from && worn.to >= day.to ? wholeDay : 0;
    case 'begun-hours':
      // A day of 25 hours is a day; one of 23 that was worn whole is one too.
      return worn.from <= day.from && worn.to >= day.to
        ? wholeDay
        : Math.min(wholeDay, Math.ceil((worn.to - worn.from) / hour));
  }
}

/** CST-4: whether so much of what was worn is enough for the day not to be charged. */
export function isCredited(rule: FaultCredit, faulty: Millis, worn: Millis): boolean {
  if (faulty <= 0) return false;
  switch (rule) {
    case 'none':
      return false;
    case 'any-part':
      return true;
    case 'half-day':
      return faulty * 2 >= worn;
    case 'whole-day':
      return faulty >= worn;
  }
}
