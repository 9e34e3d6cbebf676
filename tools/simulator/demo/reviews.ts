import { peopleList } from '@attend/contracts/people';
import { personReview } from '@attend/contracts/reviews';
import { lastingPeople } from './lasting.ts';
import type { DemoMemory } from './memory.ts';
import { referenceOf } from './people.ts';
import { anything, get, post } from './sessions.ts';
import type { Workplace } from './workplace.ts';

/** Levels are looked at: one is overdue, for one less is proposed, and one is decided, whose device is to be changed now. */
export async function bringReviews({ sessions, runJob }: Workplace, memory: DemoMemory): Promise<void> {
  await runJob('reviews');
  const client = await sessions.as('supervisor');
  for (const [index, { part }] of lastingPeople(memory.seed, memory.people)) {
    if (part !== 'decided') continue;
    const { people } = await get(client, `/api/people?q=${referenceOf(index)}`, peopleList);
    const [person] = people;
    if (person === undefined) continue;
    const path = `/api/people/${person.id}/review`;
    const { standing } = await get(client, path, personReview);
    if (standing === null) continue;
    await post(
      client,
      `${path}/decision`,
      {
        ...{ review: standing.review?.id ?? null, version: standing.review?.version ?? null },
        ...{ tier: standing.tier, decision: 'step-down', to: 'wrist' },
        reason: 'Simulated: everything was kept for three months.',
        told: 'You kept everything for three months. A wrist device takes the place of your ankle device.',
      },
      anything,
    );
  }
}
