import { enrolAnswer } from '@attend/contracts/enrol';
import { providerList } from '@attend/contracts/supervision';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import type { Wearer } from '../wearer/device.ts';
import { type ApiClient, faultIn } from './api-client.ts';
import type { DemoMemory } from './memory.ts';
import { enrolLineOf } from './people.ts';
import { signIn } from './staff.ts';

/** The provider's monitoring centre works with the person too; else its worker would see nobody. Null: done. */
async function engage(client: ApiClient, participant: string, provider: string): Promise<string | null> {
  const answer = await client.post(`/api/people/${participant}/supervision`, { kind: 'provider', provider });
  return answer.status < 300 ? null : faultIn(answer);
}

/** So many people at once: the API's own pool of connections is larger. */
const atOnce = 4;

/** Enrols, as the officer (whose session is given where one stands), all who are not enrolled yet. Answers what to remember; phones' tokens come only this once. */
export async function enrolAll(
  url: string,
  memory: DemoMemory,
  officerClient: ApiClient | null,
  wearers: readonly Wearer[],
  tell: (line: string) => void,
): Promise<Result<DemoMemory, Fault>> {
  if (memory.enrolled >= wearers.length) return succeed(memory);
  const officer = memory.accounts.find(({ role }) => role === 'case-officer');
  if (officer === undefined) return fail({ code: 'no-officer', message: 'the demo remembers no officer' });
  const signedIn = officerClient === null ? await signIn(url, officer) : succeed({ client: officerClient });
  if (!signedIn.ok) return signedIn;
  const { client } = signedIn.value;
  const providers = providerList.safeParse((await client.get('/api/providers')).body);
  const provider = providers.success ? (providers.data.providers[0]?.id ?? null) : null;
  tell(`enrolling ${wearers.length - memory.enrolled} people through the API`);
  const tokens = { ...memory.tokens };
  for (let first = memory.enrolled; first < wearers.length; first += atOnce) {
    const answers = await Promise.all(
      wearers.slice(first, first + atOnce).map(async ({ supervised }) => {
        const answer = await client.post('/api/enrolments', enrolLineOf(supervised, officer.email));
        const read = enrolAnswer.safeParse(answer.body);
        if (answer.status >= 300 || !read.success) return faultIn(answer);
        if (read.data.token !== null) tokens[supervised.case.device.id] = read.data.token;
        return provider === null ? null : engage(client, read.data.participant.id, provider);
      }),
    );
    const fault = answers.find((answer) => answer !== null);
    if (fault) return fail({ code: 'refused', message: `enrolling failed: the API answered ${fault}` });
  }
  return succeed({ ...memory, tokens, enrolled: wearers.length });
}
