import type { Measure } from './measure.ts';

/** Of check-ins whose window ended: those that took place. */
export const checkInsCompleted: Measure = {
  kind: 'check-ins-completed',
  target: 'share',
  limit: null,
  states: {
    kept: 'kept',
    missed: 'not-kept',
    // Its window is over, and nobody has said what came of it.
    'left-open': 'not-kept',
    // The person's good reason, and nobody's fault.
    excused: 'not-known',
    'not-known': 'not-known',
  },
};
