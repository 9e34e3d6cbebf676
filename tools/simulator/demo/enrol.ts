import { enrolAnswer } from '@attend/contracts/enrol';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import type { Wearer } from '../wearer/device.ts';
import { type ApiClient, faultIn } from './api-client.ts';
import type { DemoMemory } from './memory.ts';
import { enrolLineOf } from './people.ts';
import { signIn } from './staff.ts';

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
  tell(`enrolling ${wearers.length - memory.enrolled} people through the API`);
  const tokens = { ...memory.tokens };
  for (let first = memory.enrolled; first < wearers.length; first += atOnce) {
    const answers = await Promise.all(
      wearers.slice(first, first + atOnce).map(async ({ supervised }) => {
        const answer = await client.post('/api/enrolments', enrolLineOf(supervised, officer.email));
        const read = enrolAnswer.safeParse(answer.body);
        if (answer.status >= 300 || !read.success) return faultIn(answer);
        if (read.data.token !== null) tokens[supervised.case.device.id] = read.data.token;
        return null;
      }),
    );
    const fault = answers.find((answer) => answer !== null);
    if (fault) return fail({ code: 'refused', message: `enrolling failed: the API answered ${fault}` });
  }
  return succeed({ ...memory, tokens, enrolled: wearers.length });
}
