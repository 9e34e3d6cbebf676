import { writeCase } from '@attend/contracts/case';
import type { enrolForm } from '@attend/contracts/enrol';
import { day, formatInstant } from '@attend/kernel';
import type { z } from 'zod';
import { courts, offices } from '../city/denver.ts';
import { distance } from '../city/streets.ts';
import { deviceKinds } from '../device/kinds.ts';
import { makePerson } from '../person/person.ts';
import { randomFrom } from '../random.ts';
import { type Supervised, superviseUnder, usualTerms } from '../wearer/case.ts';

export type EnrolInput = z.input<typeof enrolForm>;

/** Quicker than devices in the field, so that a newcomer sees things happen. Seconds. */
const demoRhythm = { worn: { fixEvery: 30, uploadEvery: 60 }, phone: { fixEvery: 60, uploadEvery: 60 } };

/** A simulated person under the usual terms. `quick`: with the demo's rhythm. `days`: how long their order stood when the first began. */
export function superviseUsually(
  seed: number,
  index: number,
  ordersFrom: number,
  quick: boolean,
  days: number = index % 45,
): Supervised {
  const person = makePerson(seed, index);
  const terms = usualTerms(person, ordersFrom - days * day);
  const rhythm = deviceKinds[terms.protocol].technology === 'phone' ? demoRhythm.phone : demoRhythm.worn;
  return superviseUnder(person, quick ? { ...terms, ...rhythm } : terms);
}

export const referenceOf = (index: number): string => `SIM-${`${index + 1}`.padStart(5, '0')}`;

/** The nearest. */
export const officeOf = ({ home }: Supervised['person']): string =>
  offices.toSorted((a, b) => distance(a.at, home) - distance(b.at, home))[0]?.name ?? '';

/** The line of `attend enrol` for a simulated person. */
export function enrolLineOf(
  supervised: Supervised,
  { officer, provider }: { readonly officer: string | null; readonly provider?: string },
): EnrolInput {
  const { person, protocol, case: subject } = supervised;
  const random = randomFrom('order', person.seed, person.index);
  const [authority] = subject.authority;
  const year = new Date(authority?.from ?? 0).getUTCFullYear();
  return {
    participant: {
      id: referenceOf(person.index),
      name: person.name,
      languages: person.language === 'en' ? ['en'] : [person.language, 'en'],
      office: officeOf(person),
      officer,
      ...(provider === undefined ? {} : { provider }),
    },
    device: { id: subject.device.id, protocol, model: deviceKinds[protocol].model },
    court: {
      name: random.pick(courts).name,
      caseNumber: `SIM-${year}-${`${person.index + 1}`.padStart(5, '0')}`,
    },
    order: {
      reference: `SIM-O-${`${person.index + 1}`.padStart(5, '0')}`,
      legalBasis: 'Simulated order: no court made it.',
      // After the reviews of their levels: what is due in the demo is those.
      reviewAt: formatInstant((authority?.from ?? 0) + 180 * day),
      necessity: 'Simulated: earlier hearing missed for want of transport.',
      lesserMeans: 'Simulated: reminders and check-ins by telephone were considered.',
      vulnerability: 'Simulated: none known; assessed in the person’s own language.',
      representations: 'Simulated: heard with counsel.',
      reasons: 'Simulated: the least restrictive conditions under which appearance is likely.',
    },
    names: { ...supervised.names },
    case: writeCase(subject),
  };
}
