import { day, formatInstant, type Millis } from '@attend/kernel';
import { randomFrom } from './random.ts';

export type CaseloadOrder = {
  readonly people: number;
  readonly seed: number;
  /** The day of the caseload: orders began before it, hearings and schedules go on after it. */
  readonly from: Millis;
};
export type Line = Readonly<Record<string, string | number | null>>;
/** What a file says of one person. */
export type Lines = (order: CaseloadOrder, index: number) => readonly Line[];

export const caseloadReference = (index: number): string => `S-${String(index).padStart(7, '0')}`;
export const dateOf = (at: Millis): string => formatInstant(at).slice(0, 10);

/** When a person's order began, and whether it permits zones, a curfew and a device: every tenth does. */
export function simulatedOrder({ seed, from }: CaseloadOrder, index: number) {
  const random = randomFrom(seed, 'order', index);
  return { began: from - random.whole(10, 300) * day, isLocated: random.chance(0.1) };
}
