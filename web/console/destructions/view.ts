import type { Destruction } from '@attend/contracts/destructions';
import { t } from '@lingui/core/macro';

export type Standing = 'waits' | 'refused' | 'approved' | 'destroyed';

/** `approved`: decided, and not yet on record that the keyring has forgotten the key; a moment, unless something fails. */
export function standingOf({ decision, destroyedAt }: Destruction): Standing {
  if (decision === null) return 'waits';
  if (decision === 'refused') return 'refused';
  return destroyedAt === null ? 'approved' : 'destroyed';
}

export function standingWords(standing: Standing): string {
  const words: Record<Standing, string> = {
    waits: t`Waits for a second person`,
    refused: t`Refused`,
    approved: t`Approved, being carried out`,
    destroyed: t`Key destroyed`,
  };
  return words[standing];
}

/** Who asked may take it back by refusing it, but not approve it. */
export const mayApprove = (one: Destruction, me: string): boolean =>
  standingOf(one) === 'waits' && one.askedBy.id !== me;

/** What waits first; then the newest. */
export const inOrder = (all: readonly Destruction[]): readonly Destruction[] =>
  [...all].sort(
    (a, b) =>
      Number(standingOf(a) !== 'waits') - Number(standingOf(b) !== 'waits') ||
      b.askedAt.localeCompare(a.askedAt),
  );

/** The one that counts for a person: what waits or was done, else the last refusal. */
export function latestOf(all: readonly Destruction[], participant: string): Destruction | null {
  const own = inOrder(all.filter((one) => one.participant.id === participant));
  return own.find((one) => standingOf(one) !== 'refused') ?? own[0] ?? null;
}
