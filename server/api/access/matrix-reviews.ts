import { inDays, nobody, onPerson, type Row, reads } from './matrix-target.ts';

const said = { reason: 'the matrix asks', told: 'the matrix asks' };
const about = (place: string, body: object): Row => ({
  about: ({ person }) => ({ path: `/api/people/${person}/${place}`, body }),
});
const onSwap = (command: string, body: object): Row => ({
  about: ({ swap }) => ({ path: `/api/reviews/${swap}/${command}`, body: { version: 9, ...body } }),
});

/** The access matrix's rows of reviews. */
export const reviewRows: Readonly<Record<string, Row>> = {
  'GET /api/reviews': reads(
    '/api/reviews',
    '/api/reviews?show=overdue',
    '/api/reviews?show=proposed&limit=2',
  ),
  'GET /api/people/{id}/review': onPerson('/review'),
  'POST /api/people/{id}/review/decision': about('review/decision', {
    ...{ review: null, version: null, tier: 'none', decision: 'stay', ...said },
  }),
  'POST /api/people/{id}/step-ups': about('step-ups', {
    ...{ tier: 'none', to: 'phone', lesserMeans: 'the matrix asks', ...said },
  }),
  'POST /api/step-ups/{id}/decision': {
    about: ({ stepUp }) => ({
      path: `/api/step-ups/${stepUp}/decision`,
      body: { version: 9, decision: 'refused', note: 'the matrix asks' },
    }),
  },
  'POST /api/step-ups/{id}/withdrawal': {
    about: ({ stepUp }) => ({
      path: `/api/step-ups/${stepUp}/withdrawal`,
      body: { version: 9, note: 'the matrix asks' },
    }),
  },
  'POST /api/reviews/{id}/swap-window': onSwap('swap-window', { from: inDays(1), to: inDays(1.1) }),
  'POST /api/reviews/{id}/swapped': onSwap('swapped', { note: 'the matrix asks' }),
  'GET /api/review-policy': reads('/api/review-policy'),
  'PUT /api/review-policy': nobody,
  'GET /api/review-policy/revisions': nobody,
  'POST /api/review-policy/asked/{id}/decision': nobody,
  'GET /api/tier-times': nobody,
  'GET /api/provider-counts': nobody,
  'POST /api/provider-counts': nobody,
  'POST /api/provider-counts/{id}/explain': nobody,
  'POST /api/provider-counts/{id}/publish': nobody,
  'GET /api/statistics': nobody,
  'GET /api/statistics/editions/{id}': nobody,
  'POST /api/statistics/compute': nobody,
  'POST /api/statistics/editions': nobody,
  'POST /api/statistics/editions/{id}/decision': nobody,
  'GET /api/today/reviews': reads('/api/today/reviews'),
};
