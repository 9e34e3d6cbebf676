import type { Measure } from './measure.ts';

/**
 * Complaints about the provider that were answered and found right, for each hundred people who were with it. One that is not answered
 * yet, or whose answer is appealed, is in no figure: whom it concerns must not learn of it by a number (CPL-5).
 */
export const complaintsUpheld: Measure = {
  kind: 'complaints',
  target: 'per-hundred',
  limit: null,
  states: {
    'not-upheld': 'kept',
    upheld: 'not-kept',
    'partly-upheld': 'not-kept',
    withdrawn: 'not-known',
  },
};
