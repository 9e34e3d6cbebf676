import { type Failure, fail, type Result, succeed } from '@attend/kernel';

/** What the register holds of a person with dates of its own. */
export const registerEntryKinds = ['address', 'emergency-contact', 'attorney'] as const;
export type RegisterEntryKind = (typeof registerEntryKinds)[number];

export const addressUses = ['home', 'work', 'mail', 'family', 'shelter', 'other'] as const;
export type AddressUse = (typeof addressUses)[number];

/** Days of the person's own calendar, both inclusive; null: not known since when, or without an end. */
export type EntryDates = { readonly from: string | null; readonly to: string | null };

export function checkDates({ from, to }: EntryDates): Result<null, Failure> {
  if (from === null || to === null || from <= to) return succeed(null);
  return fail({ code: 'bad-span', message: 'It ends before it begins.', path: ['to'] });
}

/** Whether it holds on a day. */
export const holdsOn = ({ from, to }: EntryDates, day: string): boolean =>
  (from === null || from <= day) && (to === null || to >= day);
