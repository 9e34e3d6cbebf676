import type { DisclosureDelay } from '@attend/contracts/disclosure';
import { plural, t } from '@lingui/core/macro';

export type Standing = DisclosureDelay['standing'];

export function standingWords(standing: Standing): string {
  const words: Record<Standing, string> = {
    waiting: t`Waits for a second person; keeps nothing back yet`,
    'to-come': t`Confirmed, not begun`,
    'in-force': t`In force`,
    refused: t`Refused`,
    'not-confirmed': t`Never confirmed`,
    ended: t`Ended early`,
    lapsed: t`Lapsed: nobody reviewed it in time`,
    over: t`Over`,
  };
  return words[standing];
}

export const isStanding = ({ standing }: Pick<DisclosureDelay, 'standing'>): boolean =>
  standing === 'waiting' || standing === 'to-come' || standing === 'in-force';

/** The card on the page of oversight: how many, in one sentence. */
export function countWords({
  inForce,
  people,
}: {
  readonly inForce: number;
  readonly people: number;
}): string {
  if (inForce === 0) return t`No order keeps anything from anybody now.`;
  const orders = plural(inForce, { one: '# order is in force', other: '# orders are in force' });
  const whom = plural(people, { one: 'about # person', other: 'about # people' });
  return t`${orders}, ${whom}.`;
}
