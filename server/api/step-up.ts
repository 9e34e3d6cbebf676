import { fail } from '@attend/kernel';
import type { Actor } from '../access/actor.ts';

/**
 * How long a proven second factor or passkey counts as fresh. Long enough for several decisions in a row, short enough that a
 * screen left open over a break signs nothing.
 */
export const stepUpSeconds = 5 * 60;

export const needsStepUp = ({ provenSecondsAgo }: Actor): boolean =>
  provenSecondsAgo === null || provenSecondsAgo > stepUpSeconds;

export const stepUpNeeded = () =>
  fail({
    code: 'step-up-needed',
    message: 'This needs a fresh proof that it is you: your passkey, or a code from your authenticator.',
  });
