import { type Failure, fail, type Millis, type Result, say, succeed, wordList } from '@attend/kernel';
import type { CadenceWeeks } from '../stock/words.ts';
import {
  type FittingStatus,
  type FittingStep,
  fittingSteps,
  type IdentityMeans,
  type TeachingPoint,
  teachingPoints,
} from './words.ts';

/** A fitting as it stands: what was done of it, by whoever began it. */
export type Fitting = {
  readonly status: FittingStatus;
  readonly begunAt: Millis;
  readonly expiresAt: Millis;
  readonly identity: IdentityMeans | null;
  readonly testedAt: Millis | null;
  readonly taught: readonly TeachingPoint[];
  readonly language: string | null;
  /** Every how many weeks they are seen, as a person confirmed it; 0: as the order says, and nothing by the device. */
  readonly checkInWeeks: CadenceWeeks | 0 | null;
};

/** A fitting takes an hour. Twelve let one that was done in a cellar be sent from home; then it is another day's. */
export const fittingLasts: Millis = 12 * 3_600_000;

const over: Failure = { code: 'already-decided', message: 'This fitting is over.' };

/** FIT-6: nothing is written in one that is over, or was left too long. */
export function permitWriting(fitting: Pick<Fitting, 'status' | 'expiresAt'>, now: Millis): Result<null> {
  if (fitting.status !== 'under-way') return fail(over);
  return fitting.expiresAt <= now
    ? fail({ code: 'fitting-expired', message: 'This fitting was left too long: begin it anew.' })
    : succeed(null);
}

/** FIT-1: what has not been done yet, in order. `agreed`: a signed agreement to a version in force permits the device's technology. */
export function missingSteps(fitting: Fitting, agreed: boolean): FittingStep[] {
  const done: Readonly<Record<FittingStep, boolean>> = {
    identity: fitting.identity !== null,
    'self-test': fitting.testedAt !== null,
    teaching: fitting.language !== null && teachingPoints.every((point) => fitting.taught.includes(point)),
    agreement: agreed,
    'check-ins': fitting.checkInWeeks !== null,
  };
  return fittingSteps.filter((step) => !done[step]);
}

/** FIT-1: monitoring starts when everything is done, and not before. The refusal names what is not. */
export function permitFinish(fitting: Fitting, agreed: boolean, now: Millis): Result<null> {
  const writing = permitWriting(fitting, now);
  if (!writing.ok) return writing;
  const missing = missingSteps(fitting, agreed);
  return missing.length === 0
    ? succeed(null)
    : fail({ code: 'steps-missing', ...say('Not done yet: {steps}.', { steps: wordList(missing) }) });
}
