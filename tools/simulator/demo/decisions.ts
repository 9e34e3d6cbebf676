import { randomUUID } from 'node:crypto';
import { reviewPolicy } from '@attend/contracts/review-policy';
import { personReview } from '@attend/contracts/reviews';
import { formatInstant, hour, type Millis } from '@attend/kernel';
import type { ApiClient } from './api-client.ts';
import { anything, getAs, postAs, putAs } from './asked.ts';

const reason = 'Simulated, so that a newcomer sees what a programme of some months has.';
/** Shorter than any agency's: the demo's people have had their devices for some weeks at most. */
const soon = { intervalDays: { ankle: 21, wrist: 28, phone: 35, none: 180 } } as const;
const kept = { ankle: 14, wrist: 14, phone: 14, none: 60 } as const;

/** Reviews that are due, one that was decided, harm that asks for one at once, and a complaint. */
export async function bringDecisions(
  client: ApiClient,
  people: readonly string[],
  at: Millis,
  today: string,
): Promise<void> {
  const { revision, parameters } = await getAs(client, '/api/review-policy', reviewPolicy);
  const quick = { ...parameters, ...soon, keptDays: kept, tierDays: kept };
  await putAs(client, '/api/review-policy', { revision, parameters: quick, reason }, reviewPolicy);
  const [looked, hurt] = people;
  if (looked !== undefined) {
    const path = `/api/people/${looked}/review`;
    const { standing } = await getAs(client, path, personReview);
    if (standing === null) return;
    const { tier, review } = standing;
    const words = {
      reason: 'Simulated: every hearing and check-in was kept so far.',
      told: 'Simulated: nothing changes for now.',
    };
    const seen = { review: review?.id ?? null, version: review?.version ?? null, tier };
    await postAs(client, `${path}/decision`, { ...seen, decision: 'stay', ...words }, anything);
  }
  if (hurt !== undefined)
    await postAs(
      client,
      `/api/people/${hurt}/injuries`,
      {
        ...{
          id: randomUUID(),
          at: formatInstant(at - 5 * hour),
          what: 'Simulated: the skin under the strap is red.',
        },
        care: 'Simulated: it was washed, and the strap is a hole wider.',
      },
      anything,
    );
  await postAs(
    client,
    '/api/complaints',
    {
      ...{ complainant: 'participant', way: 'telephone', receivedOn: today, topic: 'device' },
      ...{
        words: 'Simulated: the charger gets hot at night, and nobody called back.',
        participant: people[2] ?? null,
      },
    },
    anything,
  );
}
