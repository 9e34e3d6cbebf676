import { fixSources } from '@attend/kernel';
import { clockTrusts, type Observation, type Place } from './observation.ts';

/** What of an observation is known at all, and what has few values, in four bytes: in a packed list only where it changes. */
export type Shape = readonly number[];
export const shapeLength = 4;

const levels = ['none', 'status', 'zones', 'trail'] as const;

/** The level that the first byte names. Undefined: none that this program knows. */
export const levelOf = (kinds: number): Observation['level'] | undefined => levels[(kinds >> 3) & 3];

const codeOf = (value: boolean | null): number => (value === null ? 0 : value ? 2 : 1);
const closureCode = (value: 'closed' | 'open' | null): number =>
  value === null ? 0 : value === 'closed' ? 1 : 2;
const flag = (known: boolean, at: number): number => (known ? 1 << at : 0);

/**
 * First byte: clock 0-2, level 3-4, place 5-6 (none, position, sides). Second: strap 0-1, case 2-3, worn 4-5, live 6-7. Third:
 * mock 0-1, charging 2-3, whether percent (4), sequence (5) and altitude (6) are known. Fourth, of a position: source 0-1, its
 * time 2-3 (not known, the reading's, another), whether accuracy (4), satellites (5), speed (6) and course (7) are known.
 */
export function shapeOf(one: Observation): Shape {
  const { place } = one;
  const position = place?.kind === 'position' ? place : null;
  return [
    clockTrusts.indexOf(one.clock) |
      (levels.indexOf(one.level) << 3) |
      ((place === null ? 0 : position === null ? 2 : 1) << 5),
    closureCode(one.strap) | (closureCode(one.case) << 2) | (codeOf(one.worn) << 4) | (codeOf(one.live) << 6),
    codeOf(one.mock) |
      (codeOf(one.charging) << 2) |
      flag(one.percent !== null, 4) |
      flag(one.sequence !== null, 5) |
      flag(position !== null && position.altitude !== null, 6),
    position === null ? 0 : placeShape(position, one.at),
  ];
}

const placeShape = ({ source, time, accuracy, satellites, speed, course }: Place, at: number): number =>
  fixSources.indexOf(source) |
  ((time === null ? 0 : time === at ? 1 : 2) << 2) |
  flag(accuracy !== null, 4) |
  flag(satellites !== null, 5) |
  flag(speed !== null, 6) |
  flag(course !== null, 7);
