import type { Measure } from './measure.ts';

/** Of calls that the provider's staff put on record: those that were answered. Calls that nobody put on record are not in it. */
export const callsAnswered: Measure = {
  kind: 'calls-answered',
  target: 'share',
  limit: null,
  states: {
    reached: 'kept',
    'no-answer': 'not-kept',
    // A wrong number says nothing of whether a call would have been answered.
    'contact-wrong': 'not-known',
  },
};
