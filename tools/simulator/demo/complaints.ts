import { complaintChanged, complaintTaken } from '@attend/contracts/complaints';
import { peopleList } from '@attend/contracts/people';
import { staffList } from '@attend/contracts/staff';
import { timezone } from '../city/denver.ts';
import { referenceOf } from './people.ts';
import { anything, get, post } from './sessions.ts';
import { emailOf, providerOf } from './staff.ts';
import type { Workplace } from './workplace.ts';

/** One about the provider, which the second supervisor has in hand, and one that was answered. */
export async function bringComplaints({ sessions }: Workplace): Promise<void> {
  const officer = await sessions.as('officer');
  const client = await sessions.as('supervisor');
  const provider = await providerOf(client);
  const personOf = async (index: number): Promise<string | null> =>
    (await get(client, `/api/people?q=${referenceOf(index)}`, peopleList)).people[0]?.id ?? null;
  const day = (ago: number): string => Temporal.Now.plainDateISO(timezone).subtract({ days: ago }).toString();
  const take = async (index: number, ago: number, more: object): Promise<string> => {
    const participant = await personOf(index);
    const complaint = { complainant: 'participant', way: 'telephone', receivedOn: day(ago), participant };
    return (await post(officer, '/api/complaints', { ...complaint, ...more }, complaintTaken)).id;
  };
  const about = await take(0, 4, {
    ...{ topic: 'provider', concernedProvider: provider },
    words: 'Simulated: nobody at the monitoring centre spoke Spanish when they called at night.',
  });
  const path = `/api/complaints/${about}`;
  const { version } = await post(
    client,
    `${path}/acknowledge`,
    { version: 1, told: 'telephone' },
    complaintChanged,
  );
  const { staff } = await get(client, '/api/staff', staffList);
  const handler = staff.find(({ email }) => email === emailOf('second'))?.id ?? null;
  await post(client, `${path}/handler`, { version, handler }, anything);
  const device = await take(1, 9, {
    topic: 'device',
    words: 'Simulated: the charger gets so hot that it cannot stay on at night.',
  });
  const answer = {
    ...{ version: 1, outcome: 'upheld', told: 'letter' },
    text: 'Simulated: the charger was of a faulty lot and was changed the same day.',
  };
  await post(client, `/api/complaints/${device}/answer`, answer, anything);
}
