import { createHash } from 'node:crypto';
import { caseloadHead, caseloadLine } from '@attend/casework/caseload/csv';
import type { CaseloadKind } from '@attend/casework/caseload/forms';
import { caseloadImport, caseloadPlan } from '@attend/contracts/caseload';
import { day, type Fault, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import { courts, offices, timezone } from '../city/denver.ts';
import { randomFrom } from '../random.ts';
import type { Wearer } from '../wearer/device.ts';
import { type ApiClient, faultIn } from './api-client.ts';
import type { DemoMemory } from './memory.ts';
import { officeOf, referenceOf } from './people.ts';
import type { Sessions } from './sessions.ts';

export type Line = Readonly<Record<string, string | number | null>>;
type Subject = { readonly index: number; readonly language: string; readonly office: string };

/** What they hold goes in by the files of a caseload, as an agency that begins with Attend would bring it. */
const kinds = ['orders', 'court-cases', 'check-ins', 'hearings', 'contacts'] as const;

const dateIn = (from: number, days: number): string => formatInstant(from + days * day).slice(0, 10);
/** Courts sit from Monday to Friday: what falls on a weekend is heard on the Monday after it. */
function courtDayIn(from: number, days: number): string {
  const date = Temporal.PlainDate.from(dateIn(from, days));
  return date.add({ days: date.dayOfWeek > 5 ? 8 - date.dayOfWeek : 0 }).toString();
}

const directions: Readonly<Record<string, string>> = {
  en: 'Bus 15 or 16 to Colfax and Delaware. The entrance with the security check is on the south side; come 20 minutes early.',
  es: 'Autobús 15 o 16 hasta Colfax y Delaware. La entrada con el control está al sur; llegue 20 minutos antes.',
};

/** The lines of a file, about the simulated people, as of the day on which the demo first starts. */
function linesOf(kind: (typeof kinds)[number], from: number, { index, language, office }: Subject): Line[] {
  const random = randomFrom('casework', kind, index);
  const participant = referenceOf(index);
  const number = `${index + 1}`.padStart(5, '0');
  const atCourt = (days: number): Line => ({
    ...{ participant, date: courtDayIn(from, days), timezone, court: random.pick(courts).name },
    time: `${String(random.whole(8, 15)).padStart(2, '0')}:${random.pick(['00', '30'])}`,
    ...{ case_number: `SIM-${number}`, room: `${random.whole(1, 5)}${random.pick(['A', 'B', 'C'])}` },
    directions: directions[language] ?? directions.en ?? '',
  });
  switch (kind) {
    case 'orders':
      return [
        {
          ...{ participant, order: `SIM-C-${number}`, version: 1, clause: 1, kind: 'check-ins' },
          ...{ from: dateIn(from, -40), to: dateIn(from, 690), review: dateIn(from, 140) },
          legal_basis: 'Simulated order: no court made it.',
          reasons: 'Simulated: check-ins at the office, as agreed in court.',
        },
      ];
    case 'court-cases':
      // An agreement names the court of its order.
      return [
        {
          ...{ participant, number: `SIM-${number}`, court: random.pick(courts).name },
          orders: `SIM-C-${number}`,
        },
      ];
    case 'check-ins':
      return [
        {
          ...{ participant, office, kind: index % 5 === 4 ? 'phone' : 'office' },
          rhythm: (['weeks-4', 'weeks-8', 'weeks-12'] as const)[index % 3] ?? 'weeks-4',
          // Many within the coming days, so that lists show something.
          starts_on: dateIn(from, index % 2 === 0 ? (index / 2) % 6 : index % 28),
          ...{ days_before: 3, days_after: 3 },
        },
      ];
    case 'hearings': {
      const toCome = {
        ...atCourt(index % 5 === 0 ? 1 + (index % 2) : random.whole(3, 60)),
        status: 'scheduled',
      };
      if (index % 3 !== 0) return [toCome];
      const appeared = index % 12 !== 0;
      return [
        toCome,
        {
          ...{ ...atCourt(-random.whole(5, 38)), status: 'held' },
          ...{ appearance: appeared ? 'appeared' : 'did-not-appear', excuse: appeared ? null : 'transport' },
        },
      ];
    }
    case 'contacts':
      // Of one in fifteen no number is known, and of one in twelve it is not theirs any more: what Today tells of.
      return index % 15 === 7
        ? []
        : [
            {
              ...{ participant, kind: 'phone', address: `+130355501${String(index % 100).padStart(2, '0')}` },
              ...{ language: language === 'es' ? 'es' : 'en', preference: 1, consent: dateIn(from, -30) },
              bounced: index % 12 === 3 ? dateIn(from, -1) : null,
            },
          ];
  }
}

const hoursOfOffices = (): Line[] =>
  offices.map(({ name }) => ({
    ...{ name, timezone, hours: 'mon tue wed thu fri 08:00-17:00', slot_minutes: 30, capacity: 3 },
  }));

export const fileOf = (kind: CaseloadKind, lines: readonly Line[]): string =>
  caseloadHead(kind) + lines.map((line) => caseloadLine(kind, line)).join('');

/** One file: begun, staged in one part, checked, committed. Null: it is in. */
export async function bringFile(client: ApiClient, kind: CaseloadKind, text: string): Promise<string | null> {
  const fingerprint = createHash('sha256').update(text).digest('base64url');
  const begun = await client.post('/api/caseload-imports', { kind, name: `${kind}.csv`, fingerprint });
  const read = caseloadImport.safeParse(begun.body);
  if (!read.success) return faultIn(begun);
  const { id, state, characters } = read.data;
  if (state === 'committed') return null;
  const at = `/api/caseload-imports/${id}`;
  if (state === 'staging') {
    const part = { from: characters, text: text.slice(characters), last: true };
    const staged = await client.post(`${at}/parts`, part);
    if (staged.status >= 300) return faultIn(staged);
  }
  const checked = await client.post(`${at}/check`, {});
  const plan = caseloadPlan.safeParse(checked.body);
  if (!plan.success) return faultIn(checked);
  const [fault] = plan.data.faults;
  if (fault !== undefined) return `line ${fault.line}, ${fault.column ?? 'the whole line'}: ${fault.message}`;
  const committed = await client.post(`${at}/commit`, { plan: plan.data.plan });
  return committed.status < 300 ? null : faultIn(committed);
}

/** Office hours, check-ins, hearings and numbers of all, as the supervisor. */
export async function bringCasework(
  memory: DemoMemory,
  sessions: Sessions,
  wearers: readonly Wearer[],
  from: number,
  tell: (line: string) => void,
): Promise<Result<DemoMemory, Fault>> {
  if (memory.casework) return succeed(memory);
  const client = await sessions.as('supervisor');
  tell('bringing in their check-ins, hearings and telephone numbers as files of a caseload');
  const subjects = wearers.map(({ supervised: { person } }) => ({
    ...{ index: person.index, language: person.language, office: officeOf(person) },
  }));
  const files: readonly (readonly [CaseloadKind, readonly Line[]])[] = [
    ['offices', hoursOfOffices()],
    ...kinds.map((kind) => [kind, subjects.flatMap((one) => linesOf(kind, from, one))] as const),
  ];
  for (const [kind, lines] of files) {
    const fault = await bringFile(client, kind, fileOf(kind, lines));
    if (fault !== null)
      return fail({
        code: 'refused',
        message: `the file ${kind}.csv of the demo: the API answered ${fault}`,
      });
  }
  return succeed({ ...memory, casework: true });
}
