import { deviceKinds } from '../device/kinds.ts';
import { makePerson } from '../person/person.ts';
import { usualTerms } from '../wearer/case.ts';

/** What a person of the demo shows on the page of reviews: nobody decided in time; less is proposed; somebody decided. */
export type Part = 'overdue' | 'proposed' | 'decided';
/** Of an ankle device a review is due after 90 days, of a wrist device after 120: so many days before the first start their order began. */
const parts = [
  ['overdue', 'ankle', 97],
  ['proposed', 'wrist', 112],
  ['decided', 'ankle', 94],
] as const satisfies readonly (readonly [Part, string, number])[];

export type Lasting = { readonly part: Part; readonly days: number };

/** Who has been under an order for long, by their number: the first of their level after those who are being fitted. */
export function lastingPeople(seed: number, people: number): ReadonlyMap<number, Lasting> {
  const chosen = new Map<number, Lasting>();
  for (const [part, technology, days] of parts)
    for (let index = fittedFirst; index < people; index += 1) {
      if (chosen.has(index)) continue;
      const { protocol } = usualTerms(makePerson(seed, index), 0);
      if (deviceKinds[protocol].technology !== technology) continue;
      chosen.set(index, { part, days });
      break;
    }
  return chosen;
}

/** How long the order of anybody else stood when the first began: spread, so that the months before have something to show. Days. */
export const usualDays = (index: number): number => (index * 7) % 78;

/** Of so many one is being fitted with another device, and the installer works with them. */
export const fittedFirst = 12;
