import type { Place } from '@attend/contracts/agency';
import { type Weekday, weekdays } from '@attend/kernel';
import { currentLocale } from '../../ui/language.tsx';
import type { StaffEntry } from '../staff/view.ts';

/** Whose roles hold in every office of the agency: they count at none of them. */
export const everywhere = (staff: readonly StaffEntry[]): number =>
  staff.filter((one) => one.endedAt === null && one.provider === null && one.offices.length === 0).length;

/** Where nobody works by name: whatever happens there reaches only those whose roles hold everywhere. */
export const isEmpty = ({ staff }: Pick<Place, 'staff'>): boolean => staff === 0;

export const weekdayWords = (day: Weekday, form: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(currentLocale(), { weekday: form, timeZone: 'UTC' }).format(
    // 2 March 2026 was a Monday.
    Date.UTC(2026, 2, 2 + weekdays.indexOf(day)),
  );
