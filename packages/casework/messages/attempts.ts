import type { Millis } from '@attend/kernel';

/** What the provider said. `unknown`: it may have it, or not; nobody can tell from here. */
export type Sent =
  | { readonly kind: 'accepted'; readonly reference: string | null }
  /** It never got it, or said that it will not now: trying again sends it once. */
  | { readonly kind: 'not-taken' }
  /** For good. `bounced`: the address is none. */
  | { readonly kind: 'refused'; readonly bounced: boolean }
  | { readonly kind: 'unknown' };

/** Minutes until the next attempt, by how many there were; after the last one it has failed. */
const pauses = [1, 5, 15, 60, 180] as const;

/** When the next attempt is due; null: there is none. */
export function nextAttempt(attempts: number, now: Millis): Millis | null {
  const pause = pauses[attempts - 1];
  return pause === undefined ? null : now + pause * 60_000;
}

export type ContactState = {
  readonly consent: boolean;
  readonly withdrawn: boolean;
  readonly stopped: boolean;
  readonly bounced: boolean;
  readonly ended: boolean;
};

/** Whether anything may be sent there: consent stands, nobody said stop, and it is not known to be wrong (MSG-5). */
export const isReachable = ({ consent, withdrawn, stopped, bounced, ended }: ContactState): boolean =>
  consent && !withdrawn && !stopped && !bounced && !ended;
