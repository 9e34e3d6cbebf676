import type { Suspension, SuspensionKind } from '@attend/contracts/suspensions';
import { t } from '@lingui/core/macro';

export function kindWords(kind: SuspensionKind): string {
  const words: Record<SuspensionKind, string> = {
    custody: t`in custody elsewhere`,
    hospital: t`in hospital`,
    death: t`has died`,
    moved: t`moved to another programme`,
    other: t`for another reason`,
  };
  return words[kind];
}

/** How one stands at an instant. */
export function standingOf(
  { from, to, inError }: Pick<Suspension, 'from' | 'to' | 'inError'>,
  now: number,
): 'in-error' | 'to-come' | 'now' | 'over' {
  if (inError) return 'in-error';
  if (Date.parse(from) > now) return 'to-come';
  return to !== null && Date.parse(to) <= now ? 'over' : 'now';
}

export function standingWords(standing: ReturnType<typeof standingOf>): string {
  const words: Record<typeof standing, string> = {
    'in-error': t`Entered in error`,
    'to-come': t`To come`,
    now: t`Now`,
    over: t`Over`,
  };
  return words[standing];
}

/** Whether its end can be said: not of a death, and not of what is over. */
export const mayEnd = (suspension: Suspension, now: number): boolean =>
  suspension.kind !== 'death' && standingOf(suspension, now) === 'now';
