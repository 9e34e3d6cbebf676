import { enrolAnswer } from '@attend/contracts/enrol';
import { type Fault, fail, type Result, succeed } from '@attend/kernel';
import type { Wearer } from '../wearer/device.ts';
import { faultIn } from './api-client.ts';
import type { DemoMemory } from './memory.ts';
import { enrolLineOf } from './people.ts';
import type { Sessions } from './sessions.ts';
import { emailOf, monitoringCentre } from './staff.ts';

/** So many people at once: the API's own pool of connections is larger. */
const atOnce = 4;

/** Enrols, as the officer, all who are not enrolled yet. Answers what to remember; phones' tokens come only this once. */
export async function enrolAll(
  memory: DemoMemory,
  sessions: Sessions,
  wearers: readonly Wearer[],
  tell: (line: string) => void,
): Promise<Result<DemoMemory, Fault>> {
  if (memory.enrolled >= wearers.length) return succeed(memory);
  const client = await sessions.as('officer');
  tell(`enrolling ${wearers.length - memory.enrolled} people through the API`);
  const tokens = { ...memory.tokens };
  for (let first = memory.enrolled; first < wearers.length; first += atOnce) {
    const answers = await Promise.all(
      wearers.slice(first, first + atOnce).map(async ({ supervised }) => {
        const line = enrolLineOf(supervised, { officer: emailOf('officer'), provider: monitoringCentre });
        const answer = await client.post('/api/enrolments', line);
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
