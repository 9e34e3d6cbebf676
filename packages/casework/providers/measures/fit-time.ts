import type { Measure } from './measure.ts';

/**
 * From the decision that somebody has a device (an order's clause in effect, a review) until it is assigned; not before the person is
 * with the provider. A case belongs to the month in which its time is up.
 */
export const fitTime: Measure = {
  kind: 'fit-time',
  target: 'share',
  // A fortnight: beyond it nobody speaks of a time to fit.
  limit: { unit: 'hours', least: 1, most: 336 },
  states: {
    fitted: 'kept',
    'not-fitted': 'not-kept',
    // Its history came with an import: when it was decided is not on record.
    imported: 'not-known',
    // Clocks stood still, the order ended, or the person was with another provider by then: nobody could.
    suspended: 'not-known',
    ended: 'not-known',
  },
};
