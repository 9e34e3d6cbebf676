import type { Measure } from './measure.ts';

/** From an alert until a person first took it up. As it stood when its time was up: what is done later changes no figure. */
export const alertLook: Measure = {
  kind: 'alert-look',
  target: 'share',
  limit: { unit: 'minutes', least: 1, most: 1_440 },
  states: {
    looked: 'kept',
    late: 'not-kept',
    // Somebody else came first, in time: that says nothing of the provider.
    'looked-by-others': 'not-known',
    // Late readings or policy took it away before its time was up.
    'taken-back': 'not-known',
    waiting: 'not-known',
  },
};
