import { type Case, type CaseCondition, day, type LocationLevel, type ProtocolName } from '@attend/kernel';
import { timezone } from '../city/denver.ts';
import { deviceKinds, identifierOf } from '../device/kinds.ts';
import type { Person } from '../person/person.ts';
import { curfews } from '../person/schedule.ts';
import { randomFrom } from '../random.ts';
import { circleAround, exclusionFor, inclusionFor, type SimulatedZone } from './zones.ts';

/** A person under an order: the case, and the zones as the simulator knows them, by the condition's id. */
export type Supervised = {
  readonly person: Person;
  readonly protocol: ProtocolName;
  readonly case: Case;
  readonly zones: ReadonlyMap<string, SimulatedZone>;
  /** What screens call a condition. */
  readonly names: Readonly<Record<string, string>>;
};

export type Terms = {
  readonly protocol: ProtocolName;
  readonly location: LocationLevel;
  readonly exclusions: number;
  readonly inclusion: boolean;
  readonly curfew: boolean;
  /** The order's span. Milliseconds. */
  readonly from: number;
  readonly to: number;
  readonly fixEvery?: number;
  readonly uploadEvery?: number;
};

/** Wide enough for a house, its yard and the errors of an ordinary receiver indoors. */
const homeRadius = 100;

/** Makes the case of a person under given terms; fewer exclusion zones where the city leaves no room for them. */
export function superviseUnder(person: Person, terms: Terms): Supervised {
  const random = randomFrom('zones', person.seed, person.index);
  const { from, to, protocol } = terms;
  const kind = deviceKinds[protocol];
  const conditions: CaseCondition[] = [];
  const zones = new Map<string, SimulatedZone>();
  const names: Record<string, string> = {};
  const add = (
    id: string,
    condition: Pick<CaseCondition, 'kind' | 'timetable'>,
    zone: SimulatedZone,
    name: string,
  ) => {
    conditions.push({ id, area: zone.area, from, to, exceptions: [], ...condition });
    zones.set(id, zone);
    names[id] = name;
  };
  for (let number = 1; number <= terms.exclusions; number += 1) {
    const zone = exclusionFor(random, person);
    if (zone !== null)
      add(`exclusion-${number}`, { kind: 'exclusion-zone', timetable: [] }, zone, `Stay away ${number}`);
  }
  if (terms.inclusion)
    add('inclusion-1', { kind: 'inclusion-zone', timetable: [] }, inclusionFor(person), 'Stay within');
  if (terms.curfew) {
    const timetable = curfews[person.shift];
    add('curfew-1', { kind: 'curfew', timetable }, circleAround(person.home, homeRadius), 'At home');
  }
  return {
    person,
    protocol,
    zones,
    names,
    case: {
      timezone,
      device: {
        id: identifierOf(protocol, person.seed, person.index),
        technology: kind.technology,
        fixEvery: terms.fixEvery ?? kind.fixEvery,
        uploadEvery: terms.uploadEvery ?? kind.uploadEvery,
      },
      authority: [{ location: terms.location, from, to, withdrawnAt: null }],
      conditions,
    },
  };
}

const protocolParts: readonly [readonly [ProtocolName, number], ...(readonly [ProtocolName, number])[]] = [
  ['laipac', 0.24],
  ['megastek', 0.2],
  ['r16h', 0.2],
  ['watch', 0.16],
  ['osmand', 0.12],
  ['owntracks', 0.08],
];

/** The mixture of a real programme: most with a trail, some with zones alone, a few with no location; phones least restricted. */
export function usualTerms(person: Person, orderFrom: number): Terms {
  const random = randomFrom('terms', person.seed, person.index);
  const protocol = random.pickByPart(protocolParts);
  const level = random.next();
  return {
    protocol,
    location: level < 0.72 ? 'trail' : level < 0.94 ? 'zones' : 'status',
    exclusions: random.chance(0.55) ? random.whole(1, 2) : 0,
    inclusion: random.chance(0.15),
    curfew: random.chance(0.62),
    from: orderFrom,
    to: orderFrom + 240 * day,
  };
}
