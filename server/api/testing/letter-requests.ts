import { aLetter } from '../access/matrix-letters.ts';
import { officeDay } from './day.ts';

/** How each route of letters is asked, one after another, so that it succeeds. Days are those of wherever it is latest. */
const yesterday = officeDay(-1);

export const letterRequests = {
  'GET /api/people/{id}/letters': { id: 'person' },
  'GET /api/people/{id}/letter-options': { id: 'person' },
  'POST /api/people/{id}/letters/preview': { id: 'person', body: aLetter },
  'POST /api/people/{id}/letters': { id: 'person', body: aLetter },
  'POST /api/letters/{id}/sendings': { id: 'letter', body: { way: 'handed-over', on: yesterday } },
  'POST /api/letter-sendings/{id}/return': { id: 'sending', body: { on: yesterday } },
  'GET /api/today/letters': {},
  'POST /api/letter-sendings/{id}/address-seen-to': { id: 'sending', body: { note: 'it is right' } },
  'POST /api/letter-sendings/{id}/entered-in-error': {
    id: 'sending',
    body: { reason: 'the sweep was wrong' },
  },
} as const;
