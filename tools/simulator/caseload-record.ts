import type { CaseloadKind } from '@attend/casework/caseload/forms';
import { day, formatInstant, hour } from '@attend/kernel';
import { caseloadReference, dateOf, type Lines, simulatedOrder } from './caseload-order.ts';
import { familyNames, givenNames } from './person/names.ts';
import { randomFrom } from './random.ts';

/** Within the city of the simulated courts. */
const placeOf = (seed: number, what: string, index: number) => {
  const random = randomFrom(seed, what, index);
  return {
    latitude: 39.65 + random.whole(0, 15_000) / 100_000,
    longitude: -105.05 + random.whole(0, 15_000) / 100_000,
  };
};

const conditions: Lines = (order, index) => {
  const { began, isLocated } = simulatedOrder(order, index);
  if (!isLocated) return [];
  const { latitude, longitude } = placeOf(order.seed, 'home', index);
  const [west, south, east, north] = [
    ...[longitude, latitude, longitude + 0.001, latitude + 0.001].map((one) => Number(one.toFixed(5))),
  ];
  const ring = [
    ...[west, east, east, west, west].map((one, at) => [one, at === 2 || at === 3 ? north : south]),
  ];
  const of = {
    ...{ participant: caseloadReference(index), order: `26-SIM-${index}`, from: dateOf(began) },
  };
  return [
    {
      ...{ ...of, condition: 'z1', kind: 'exclusion-zone', name: 'Simulated zone' },
      ...{ ...placeOf(order.seed, 'zone', index), radius: 250 },
    },
    {
      ...{
        ...of,
        condition: 'c1',
        kind: 'curfew',
        area: JSON.stringify({ type: 'Polygon', coordinates: [ring] }),
      },
      timetable: 'mon tue wed thu fri 21:00-06:00; sat sun 22:00-07:00',
    },
  ];
};

const exceptions: Lines = (order, index) => {
  if (!simulatedOrder(order, index).isLocated || index % 3 > 0) return [];
  const from = order.from + 2 * day + 3 * hour;
  return [
    {
      ...{ participant: caseloadReference(index), condition: 'c1', reason: 'A simulated night shift' },
      ...{ from: formatInstant(from), to: formatInstant(from + 8 * hour) },
    },
  ];
};

const nameFrom = (seed: number, what: string, index: number): string => {
  const random = randomFrom(seed, what, index);
  return `${random.pick(givenNames)} ${random.pick(familyNames)}`;
};

const addresses: Lines = ({ seed, from }, index) => {
  const random = randomFrom(seed, 'address', index);
  const isProtected = random.chance(0.02);
  return [
    {
      ...{ participant: caseloadReference(index), use: 'home', from: dateOf(from - 400 * day) },
      address: `${random.whole(1, 9_999)} Simulated Street, Denver, CO`,
      ...(isProtected ? { protected: 'yes', protected_because: 'simulated' } : {}),
    },
  ];
};

const emergencyContacts: Lines = ({ seed }, index) =>
  index % 2 > 0
    ? []
    : [
        {
          ...{ participant: caseloadReference(index), name: nameFrom(seed, 'contact-name', index) },
          ...{ relationship: 'sister', phone: '+13035550123' },
        },
      ];

const attorneys: Lines = ({ seed }, index) =>
  index % 4 > 0
    ? []
    : [
        {
          ...{ participant: caseloadReference(index), name: nameFrom(seed, 'attorney-name', index) },
          ...{ firm: 'Simulated Defenders', authority: 'participant', email: 'attorney@example.org' },
        },
      ];

const deviceOf = (index: number) => ({
  protocol: 'osmand',
  identifier: `simulated-${String(index).padStart(7, '0')}`,
});
const devices: Lines = (order, index) =>
  simulatedOrder(order, index).isLocated ? [{ ...deviceOf(index), technology: 'phone' }] : [];

const assignments: Lines = (order, index) => {
  const { began, isLocated } = simulatedOrder(order, index);
  if (!isLocated) return [];
  const from = formatInstant(Math.max(began + day, order.from - 30 * day));
  const every = { fix_every: 300, upload_every: 600 };
  return [{ participant: caseloadReference(index), ...deviceOf(index), from, ...every, primary: 'yes' }];
};

const log: Lines = ({ seed, from }, index) => {
  const random = randomFrom(seed, 'log', index);
  const at = formatInstant(from - random.whole(1, 90) * day - random.whole(0, 8) * hour);
  const result = random.pick(['reached', 'no-answer'] as const);
  const said = { participant: caseloadReference(index), at, by: 'A clerk of before' };
  return [{ ...said, kind: 'call', result, text: 'Asked about the next check-in.' }];
};

/** None: a provider is entered first, and a simulated caseload goes in anywhere. */
const providers: Lines = () => [];

/** What is on the records of people who do not exist, besides their orders, check-ins and hearings. */
export const simulatedRecord = {
  ...{ conditions, exceptions, addresses, 'emergency-contacts': emergencyContacts, attorneys },
  ...{ providers, devices, assignments, log },
} satisfies Partial<Record<CaseloadKind, Lines>>;
