import { caseloadHead, caseloadLine } from '@attend/casework/caseload/csv';
import type { CaseloadKind } from '@attend/casework/caseload/forms';
import { day, formatInstant, hour } from '@attend/kernel';
import {
  type CaseloadOrder,
  caseloadReference,
  dateOf,
  type Line,
  type Lines,
  simulatedOrder,
} from './caseload-order.ts';
import { simulatedRecord } from './caseload-record.ts';
import { familyNames, givenNames } from './person/names.ts';
import { randomFrom } from './random.ts';

export type { CaseloadOrder };

const peopleAnOffice = 2_000;
const courts: readonly [string, ...string[]] = [
  'Denver County Court',
  'Arapahoe County Court',
  'Jefferson County Court',
  'Adams County Court',
];
const rhythms = ['weeks-4', 'weeks-8', 'weeks-12'] as const;
const timezone = 'America/Denver';

const officeOf = (index: number, people: number): string =>
  `Simulated office ${1 + (index % Math.max(1, Math.ceil(people / peopleAnOffice)))}`;
const people: Lines = ({ seed, people: all }, index) => {
  const random = randomFrom(seed, 'name', index);
  // Two family names for one in three, as in Spanish.
  const second = random.chance(1 / 3) ? ` ${random.pick(familyNames)}` : '';
  const name = `${random.pick(givenNames)} ${random.pick(familyNames)}${second}`;
  return [
    {
      ...{ reference: caseloadReference(index), name, office: officeOf(index, all) },
      languages: random.pick(['en', 'es', 'es en', 'ht', 'ar']),
    },
  ];
};

/** Check-ins for all; for some the clauses of zones, a curfew and a device beside it. */
const orders: Lines = (order, index) => {
  const { began, isLocated } = simulatedOrder(order, index);
  const head = {
    ...{ participant: caseloadReference(index), order: `26-SIM-${index}`, version: 1 },
    ...{ from: dateOf(began), to: dateOf(began + 730 * day), review: dateOf(began + 365 * day) },
    legal_basis: 'Simulated order of a simulated court',
  };
  const agreed = isLocated ? { agreed_location: 'zones', agreed_language: 'en' } : {};
  const located = ['location-zones', 'technology-phone', 'exclusion-zone', 'curfew'];
  const kinds = isLocated ? ['check-ins', ...located] : ['check-ins'];
  return kinds.map((kind, at) => ({ ...head, ...agreed, clause: at + 1, kind }));
};

const schedules: Lines = ({ seed, from, people: all }, index) => {
  const random = randomFrom(seed, 'schedule', index);
  return [
    {
      ...{ participant: caseloadReference(index), office: officeOf(index, all), kind: 'office' },
      ...{ rhythm: random.pick(rhythms), starts_on: dateOf(from - random.whole(0, 83) * day) },
      ...{ days_before: 3, days_after: 3 },
    },
  ];
};

/** One that is to come; for one in three besides one that was held. */
const hearings: Lines = ({ seed, from }, index) => {
  const random = randomFrom(seed, 'hearing', index);
  const at = (days: number): Line => ({
    ...{ participant: caseloadReference(index), date: dateOf(from + days * day) },
    ...{ time: `${String(random.whole(8, 15)).padStart(2, '0')}:${random.pick(['00', '30'])}`, timezone },
    ...{ court: random.pick(courts), case_number: `26-SIM-${index}`, room: `${random.whole(1, 40)}` },
  });
  const toCome = { ...at(random.whole(5, 180)), status: 'scheduled' };
  if (!random.chance(1 / 3)) return [toCome];
  const appeared = random.chance(0.9);
  const held = { ...at(-random.whole(5, 180)), status: 'held' };
  return [
    toCome,
    { ...held, appearance: appeared ? 'appeared' : 'did-not-appear', excuse: appeared ? null : 'illness' },
  ];
};

/** Numbers of the block that belongs to nobody (555-0100 to 0199), with every area code. */
const contacts: Lines = ({ seed, from }, index) => {
  const random = randomFrom(seed, 'contact', index);
  const number = `+1${random.whole(200, 989)}55501${String(random.whole(0, 99)).padStart(2, '0')}`;
  const participant = caseloadReference(index);
  const consent = random.chance(0.9) ? dateOf(from - random.whole(1, 300) * day) : null;
  return [{ participant, kind: 'phone', address: number, preference: 1, consent }];
};

const courtCases: Lines = ({ seed }, index) => [
  {
    ...{ participant: caseloadReference(index), number: `26-SIM-${index}`, orders: `26-SIM-${index}` },
    court: randomFrom(seed, 'court', index).pick(courts),
  },
];

/** Some four, eight and twelve weeks ago. */
const pastCheckIns: Lines = ({ seed, from, people: all }, index) => {
  const random = randomFrom(seed, 'past', index);
  return [28, 56, 84].slice(random.whole(0, 3)).map((ago) => {
    const outcome = random.pick(['kept', 'kept', 'kept', 'kept', 'excused', 'missed', 'not-known'] as const);
    return {
      ...{ participant: caseloadReference(index), office: officeOf(index, all), kind: 'office', outcome },
      ...{ due_on: dateOf(from - ago * day), decided: formatInstant(from - ago * day + 15 * hour) },
      reason: outcome === 'excused' ? random.pick(['illness', 'work', 'transport']) : null,
    };
  });
};

function* officeLines({ people: all }: CaseloadOrder): Generator<Line> {
  for (let index = 0; index < Math.max(1, Math.ceil(all / peopleAnOffice)); index += 1)
    yield {
      ...{ name: officeOf(index, all), timezone, hours: 'mon tue wed thu fri 08:00-17:00' },
      ...{ slot_minutes: 30, capacity: 20 },
    };
}

const ofPeople: Readonly<Record<Exclude<CaseloadKind, 'offices'>, Lines>> = {
  ...{ people, orders, 'court-cases': courtCases, 'check-ins': schedules, 'past-check-ins': pastCheckIns },
  ...{ hearings, contacts },
  ...simulatedRecord,
};

/** The text of a file, a line at a time: the same for the same order. Nobody in it exists. */
export function* simulateCaseload(kind: CaseloadKind, order: CaseloadOrder): Generator<string> {
  yield caseloadHead(kind);
  if (kind === 'offices') {
    for (const line of officeLines(order)) yield caseloadLine(kind, line);
    return;
  }
  for (let index = 0; index < order.people; index += 1)
    for (const line of ofPeople[kind](order, index)) yield caseloadLine(kind, line);
}
