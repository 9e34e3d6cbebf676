import type { KeyObject } from 'node:crypto';
import { matchOf, planSearch, type SearchStep } from '@attend/casework';
import { fail, type Result, succeed } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { badCursor, isId, readCursor, writeCursor } from '../../database/repositories/cursor.ts';
import { loadIdentifiers, loadNames, openPerson } from '../../database/repositories/people.ts';
import { findGroups } from '../../database/repositories/person-links.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import type { Reach } from '../../database/repositories/reach.ts';
import { findByStep } from '../../database/repositories/search.ts';
import { findableOf } from '../register/find-by.ts';

export type Found = {
  /** Best match first. */
  readonly ids: readonly string[];
  /** By id: the name or identifier that matched. */
  readonly matched: ReadonlyMap<string, string>;
  readonly next: string | null;
  /** Read and found to be somebody else, or shown in another step. */
  readonly passedOver: readonly string[];
};

export type SearchRequest = {
  readonly client: Queryable;
  readonly keyring: Keyring;
  readonly programmeId: string;
  /** Whom the search may find at all. */
  readonly reach: Reach;
  readonly typed: string;
  readonly cursor: string | undefined;
  readonly limit: number;
};

/** Where a search goes on: the step, and the last person in it. */
type Place = { readonly step: number; readonly after: string | null };

function readPlace(cursor: string | undefined, steps: number): Result<Place> {
  if (cursor === undefined) return succeed({ step: 0, after: null });
  const values = readCursor(cursor, 2);
  if (!values.ok) return values;
  const [step = '', after = ''] = values.value;
  if (!/^\d$/.test(step) || Number(step) >= steps || (after !== '' && !isId(after))) {
    return fail({ ...badCursor, message: 'the cursor is none of this search' });
  }
  return succeed({ step: Number(step), after: after === '' ? null : after });
}

/** What this search has read by now, so that nobody is opened twice: many who meet one step meet the next too. */
type Known = {
  /** Of each who was looked for: the records of the same person, the kept one first. */
  readonly groups: Map<string, readonly string[]>;
  readonly matches: Map<string, ReturnType<typeof matchOf>>;
};

async function readPeople(
  { client, keyring }: SearchRequest,
  steps: readonly SearchStep[],
  known: Known,
  ids: readonly string[],
): Promise<void> {
  const fresh = ids.filter((id) => !known.groups.has(id));
  if (fresh.length === 0) return;
  const groups = await findGroups(client, fresh);
  for (const id of fresh) known.groups.set(id, groups.get(id) ?? [id]);
  const read = [...new Set([...fresh, ...[...groups.values()].flat()])].filter(
    (id) => !known.matches.has(id),
  );
  for (const id of read) known.matches.set(id, null);
  const identifiers = await loadIdentifiers(client, keyring, read);
  for (const row of await loadNames(client, read)) {
    const details = openPerson(keyring, row.id, row.sealed);
    if (details !== null)
      known.matches.set(row.id, matchOf(steps, findableOf(row.reference, details, identifiers.get(row.id))));
  }
}

type Verified = { readonly candidate: string; readonly id: string; readonly matched: string };

/**
 * Whom these are found by, from the record itself: a key that only looks the same by chance is dropped, and each is shown in its best
 * step alone. Records of one person are found as the kept one (PPL-23), by whichever of them matches best: the first of those
 * that match in this step stands for all, so that no page shows the person again.
 */
function verify({ groups, matches }: Known, rank: number, ids: readonly string[]): Verified[] {
  return ids.flatMap((id) => {
    const match = matches.get(id);
    if (match?.rank !== rank) return [];
    const group = groups.get(id) ?? [id];
    const ranks = group.map((one) => ({ one, rank: matches.get(one)?.rank ?? Number.POSITIVE_INFINITY }));
    if (ranks.some((other) => other.rank < rank || (other.rank === rank && other.one < id))) return [];
    return [{ candidate: id, id: group[0] ?? id, matched: match.matched }];
  });
}

async function searchStep(
  request: SearchRequest,
  key: KeyObject,
  steps: readonly SearchStep[],
  place: Place,
  known: Known,
  wanted: number,
): Promise<{ readonly found: readonly Verified[]; readonly last: string | null }> {
  const step = steps[place.step];
  const ids =
    step === undefined ? [] : await findByStep(request.client, request.reach, key, step, place.after, wanted);
  await readPeople(request, steps, known, ids);
  return {
    found: verify(known, place.step, ids),
    last: ids.length === wanted ? (ids.at(-1) ?? null) : null,
  };
}

/** A page looks at this many times its size at most: what an earlier step has shown already is passed over. */
const rounds = 8;

/** PPL-5: people by any identifier or name, step by step from the surest match on. */
export async function searchPeople(request: SearchRequest): Promise<Result<Found>> {
  const { keyring, programmeId, typed, limit } = request;
  const steps = planSearch(typed);
  const start = readPlace(request.cursor, Math.max(steps.length, 1));
  if (!start.ok) return start;
  const key = keyring.derive('search', programmeId);
  const matched = new Map<string, string>();
  const known: Known = { groups: new Map(), matches: new Map() };
  let place = start.value;
  // Whoever met an earlier step meets the next too as a rule, and passes by: so many more are asked for than are missing.
  let before = 0;
  for (
    let round = 0;
    round < rounds + steps.length && place.step < steps.length && matched.size < limit;
    round += 1
  ) {
    const wanted = Math.min(limit - matched.size + before, limit);
    const { found, last } = await searchStep(request, key, steps, place, known, wanted);
    const shown = found.slice(0, limit - matched.size);
    for (const one of shown) matched.set(one.id, one.matched);
    // Whoever has no room on this page is the next one's.
    const after = shown.length < found.length ? (shown.at(-1)?.candidate ?? place.after) : last;
    if (after === null) before = matched.size;
    place = after === null ? { step: place.step + 1, after: null } : { step: place.step, after };
  }
  const next = place.step < steps.length ? writeCursor([String(place.step), place.after ?? '']) : null;
  return succeed({
    ids: [...matched.keys()],
    matched,
    next,
    passedOver: [...known.matches.keys()].filter((id) => !matched.has(id)),
  });
}
