import type { PersonSummary } from '@attend/contracts/people';
import { neighbour } from '../today/view.ts';

export { neighbour };

/** The only one found is the one that was looked for: Enter in the search box goes straight to it. */
export const onlyMatch = (
  people: readonly PersonSummary[],
  next: string | null,
  q: string,
): PersonSummary | null => (q !== '' && next === null && people.length === 1 ? (people[0] ?? null) : null);

/** What matched, where the row does not show it anyway. */
export const foundBy = ({ matched, name, reference, device }: PersonSummary): string | null =>
  matched === null || [name, reference, device].includes(matched) ? null : matched;
