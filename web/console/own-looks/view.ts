import type { OwnLook } from '@attend/contracts/disclosure';
import type { SignedInStaff } from '@attend/contracts/session';
import { t } from '@lingui/core/macro';
import { thingWords } from '../../ui/words/looks.ts';
import { may } from '../signed-in.tsx';
import { roleWords } from '../staff/view.ts';

/** Somebody who is supervised and works here in no other role: this page is where they land. */
export const isSupervised = (staff: SignedInStaff): boolean => staff.roles.includes('participant');
export const landsOnOwnLooks = (staff: SignedInStaff): boolean =>
  isSupervised(staff) && !may(staff, 'alerts.read');

/** Who it was: a name, in what role, for whom. */
export function whoWords({ who, roles, provider, self }: OwnLook): string {
  if (self) return t`You`;
  const roleList = roles.map(roleWords).join(', ');
  if (roles.length === 0) return t`${who} (runs this system)`;
  return provider === null ? t`${who} (${roleList})` : t`${who} (${roleList}, ${provider})`;
}

/** What they did, as half a sentence. */
export function didWords({ action, what, count, self }: OwnLook): string {
  const thing = thingWords(what);
  const times = count;
  if (self) return times > 1 ? t`looked at this, ${times} times: ${thing}` : t`looked at this: ${thing}`;
  if (action === 'export') return t`took out of the system: ${thing}`;
  if (action === 'open') return t`opened: ${thing}`;
  return times > 1 ? t`saw you in this, ${times} times: ${thing}` : t`saw you in this: ${thing}`;
}

export type DayOfLooks = { readonly day: string; readonly first: string; readonly looks: readonly OwnLook[] };

/** Under each other by day of the programme's own zone, in the order in which they come. */
export function byDay(looks: readonly OwnLook[], timezone: string): readonly DayOfLooks[] {
  const dayOf = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' });
  const days: { day: string; first: string; looks: OwnLook[] }[] = [];
  for (const look of looks) {
    const day = dayOf.format(Date.parse(look.at));
    const last = days.at(-1);
    if (last?.day === day) last.looks.push(look);
    else days.push({ day, first: look.at, looks: [look] });
  }
  return days;
}
