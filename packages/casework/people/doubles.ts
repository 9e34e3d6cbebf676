import { isParticle, nameParts } from './names.ts';
import type { Findable } from './search.ts';

/** More parts than these make more pairs than are worth reading: six searches a name. */
const mostParts = 4;

/** Of a longer name the first two and the last two: what people are called by, and the name of their family. */
function telling(parts: readonly string[]): readonly string[] {
  const own = parts.filter((part) => !isParticle(part));
  const of = own.length < 2 ? parts : own;
  return of.length <= mostParts ? of : [...of.slice(0, mostParts / 2), ...of.slice(-mostParts / 2)];
}

function* pairs(parts: readonly string[]): Generator<string> {
  for (const [index, a] of parts.entries()) for (const b of parts.slice(index + 1)) yield `${a} ${b}`;
}

/**
 * PPL-12: what is searched for before somebody is registered: each identifier, each name, and of a long name each pair of its parts,
 * since a record often holds only some of them.
 */
export function doubleQueries({ names, identifiers }: Findable): string[] {
  const queries = new Set<string>(identifiers.filter((identifier) => identifier.trim() !== ''));
  for (const name of names) {
    const parts = nameParts(name);
    if (parts.length === 0) continue;
    queries.add(name);
    if (parts.length > 2) for (const pair of pairs(telling(parts))) queries.add(pair);
  }
  return [...queries];
}
