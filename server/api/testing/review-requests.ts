import type pg from 'pg';
import { insertReviewOf } from '../../database/testing-reviews.ts';
import type { Keyring } from '../../keys/keyring.ts';

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
const said = { reason: 'the sweep decides', told: 'the sweep decides' };

/** How each route of reviews is asked, so that it succeeds: each of records of its own (`makeReview`). */
export const reviewRequests = {
  'GET /api/reviews': {},
  'GET /api/people/{id}/review': { id: 'person' },
  'GET /api/today/reviews': {},
  'POST /api/people/{id}/review/decision': {
    id: 'person',
    body: { review: null, version: null, tier: 'phone', decision: 'stay', ...said },
  },
  'POST /api/people/{id}/step-ups': {
    id: 'person',
    body: { tier: 'phone', to: 'ankle', lesserMeans: 'the sweep tried', ...said },
  },
  'POST /api/step-ups/{id}/decision': {
    id: 'stepUp',
    body: { version: 1, decision: 'refused', note: 'the sweep refuses' },
  },
  'POST /api/step-ups/{id}/withdrawal': {
    id: 'stepUp',
    body: { version: 1, note: 'the sweep takes it back' },
  },
  'POST /api/reviews/{id}/swap-window': {
    id: 'swap',
    body: { version: 1, from: inDays(1), to: inDays(1.1) },
  },
  'POST /api/reviews/{id}/swapped': { id: 'swap', body: { version: 1, note: 'the sweep did it' } },
} as const;

type Of = {
  readonly owner: pg.Pool;
  readonly keyring: Keyring;
  readonly programme: string;
  readonly person: string;
};

/** Records of its own; whoever asked for the step up is somebody else than whoever asks the route. */
export async function makeReview(name: string, of: Of, colleague: string) {
  const { owner, person } = of;
  await owner.query('delete from review where participant_id = $1', [person]);
  await owner.query('delete from step_up where participant_id = $1', [person]);
  const made = await insertReviewOf({ ...of, staff: colleague });
  if (name === 'POST /api/people/{id}/step-ups')
    await owner.query('delete from step_up where participant_id = $1', [person]);
  if (name === 'GET /api/reviews')
    await owner.query(
      `insert into review (programme_id, participant_id, due_on, cause, tier, tier_since, looked_at)
       values ($1, $2, current_date, 'interval', 'ankle', '2020-01-01', now())`,
      [of.programme, person],
    );
  return made;
}
