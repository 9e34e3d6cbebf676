import type { Millis } from '@attend/kernel';

/**
 * What needs somebody besides alerts, in order of need. Who asks for help comes first; then whoever asked for an
 * exception that nobody answered before its time began, and help that is not arranged or stands in doubt; then what a day decides (a
 * hearing of today or tomorrow that nobody has confirmed; one that no reminder reaches); then whoever may be without the device that they
 * are to have; then what waits for a person's word; then what is read, and what goes its way and is only to be known.
 */
export const needKinds = [
  'help-asked',
  'exception-late',
  'help-to-arrange',
  'help-in-doubt',
  'hearing-unconfirmed',
  'no-number',
  'message-unknown',
  'slot-short',
  'fitting-left',
  'removal-over',
  'step-up-asked',
  'device-swap',
  'collection-due',
  'review-late',
  'check-in-missed',
  'exception-asked',
  'collection-to-arrange',
  'merge-waiting',
  'reply-to-read',
  'removal-running',
  'fitting-under-way',
  'bounced',
  'letter-returned',
] as const;
export type NeedKind = (typeof needKinds)[number];

/** TDY-1: by kind, and within one by instant: who asked first, whose hearing comes first. Ids part what is equal. */
export function compareNeeds(
  a: { readonly kind: NeedKind; readonly at: Millis; readonly id: string },
  b: { readonly kind: NeedKind; readonly at: Millis; readonly id: string },
): number {
  const byKind = needKinds.indexOf(a.kind) - needKinds.indexOf(b.kind);
  return byKind || a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** TDY-3: hearings of today and tomorrow by the programme's own days are asked about: from now to the end of tomorrow. */
export function confirmationSpan(
  now: Millis,
  timezone: string,
): { readonly from: Millis; readonly to: Millis } {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timezone).toPlainDate();
  return { from: now, to: today.add({ days: 2 }).toZonedDateTime(timezone).epochMilliseconds };
}
