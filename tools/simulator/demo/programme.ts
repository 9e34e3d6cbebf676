import { peopleList } from '@attend/contracts/people';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import { timezone } from '../city/denver.ts';
import type { Wearer } from '../wearer/device.ts';
import type { ApiClient } from './api-client.ts';
import { getAs, Refused } from './asked.ts';
import { bringDecisions } from './decisions.ts';
import type { DemoMemory } from './memory.ts';
import { referenceOf } from './people.ts';
import { bringProvider } from './provider.ts';
import { signIn } from './staff.ts';

/** How many of the demo's people are looked for by name: for its installer, a review, a complaint. */
const named = 6;

async function idsOf(client: ApiClient, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const { people } = await getAs(client, `/api/people?q=${referenceOf(index)}`, peopleList);
    const [person] = people;
    if (person !== undefined) ids.push(person.id);
  }
  return ids;
}

/** What a programme of some months has besides its people: a contract with prices and a bill, reviews, harm, a complaint. As the supervisor. */
export async function bringProgramme(
  url: string,
  memory: DemoMemory,
  supervisorClient: ApiClient | null,
  wearers: readonly Wearer[],
  tell: (line: string) => void,
): Promise<Result<DemoMemory, Fault>> {
  if (memory.programme) return succeed(memory);
  const supervisor = memory.accounts.find(({ role }) => role === 'supervisor');
  if (supervisor === undefined)
    return fail({ code: 'no-supervisor', message: 'the demo remembers no supervisor' });
  const signedIn =
    supervisorClient === null ? await signIn(url, supervisor) : succeed({ client: supervisorClient });
  if (!signedIn.ok) return signedIn;
  tell('bringing in a contract, prices and a bill, reviews and a complaint');
  const { client } = signedIn.value;
  const at = Date.now();
  try {
    const people = await idsOf(client, Math.min(named, wearers.length));
    await bringProvider(client, { wearers, people, at, timezone });
    const today = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate();
    await bringDecisions(client, people, at, today.toString());
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return fail({ code: 'refused', message: thrown.message });
  }
  return succeed({ ...memory, programme: true });
}
