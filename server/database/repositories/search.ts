import { createHmac, type KeyObject } from 'node:crypto';
import { type Findable, type SearchStep, searchKeysOf } from '@attend/casework';
import type { Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

/** What the database keeps of a search key: the first 64 bits of its HMAC-SHA-256, as a signed number. */
const numberOf = (key: KeyObject, searchKey: string): bigint =>
  createHmac('sha256', key).update(searchKey).digest().readBigInt64BE(0);
export const tokenOf = (key: KeyObject, searchKey: string): string => numberOf(key, searchKey).toString();

const tokensOf = (key: KeyObject, searchKeys: Iterable<string>): string[] => [
  ...new Set(Array.from(searchKeys, (searchKey) => tokenOf(key, searchKey))),
];

export type Indexed = { readonly participantId: string; readonly findable: Findable };

/** Tokens in the index's order, so that a bulk load touches each page of it once; `at`: whose, by their place in the list. */
function sortedTokens(
  key: KeyObject,
  people: readonly Indexed[],
): { readonly tokens: string[]; readonly at: number[] } {
  const all = people.flatMap(({ findable }, index) =>
    Array.from(searchKeysOf(findable).keys(), (searchKey) => ({ token: numberOf(key, searchKey), index })),
  );
  all.sort((a, b) => (a.token < b.token ? -1 : a.token > b.token ? 1 : a.index - b.index));
  // The first place of an array is 1.
  return { tokens: all.map(({ token }) => token.toString()), at: all.map(({ index }) => index + 1) };
}

/** Adds what people can be found by. `key`: the keyring's, derived for «search» and the programme. */
export async function addSearchTokens(
  client: Queryable,
  programmeId: string,
  key: KeyObject,
  people: readonly Indexed[],
): Promise<void> {
  if (people.length === 0) return;
  const { tokens, at } = sortedTokens(key, people);
  await client.query({
    name: 'search-add',
    text: `insert into participant_search (programme_id, token, participant_id)
      select $1, t.token, ($2::uuid[])[t.at] from unnest($3::bigint[], $4::int[]) as t (token, at) on conflict do nothing`,
    values: [programmeId, people.map(({ participantId }) => participantId), tokens, at],
  });
}

/** What people are found by no more, before what they are found by now is added. */
export async function dropSearchTokens(
  client: Queryable,
  programmeId: string,
  key: KeyObject,
  people: readonly Indexed[],
): Promise<void> {
  if (people.length === 0) return;
  const { tokens, at } = sortedTokens(key, people);
  await client.query(
    `delete from participant_search s using unnest($3::bigint[], $4::int[]) as t (token, at)
     where s.programme_id = $1 and s.token = t.token and s.participant_id = ($2::uuid[])[t.at]`,
    [programmeId, people.map(({ participantId }) => participantId), tokens, at],
  );
}

/** Those of some people who have the part in their name. Only whole parts count: no sound, no slip. */
export async function findNamesakes(
  client: Queryable,
  programmeId: string,
  key: KeyObject,
  part: string,
  among: readonly string[],
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select participant_id as id from participant_search where programme_id = $1 and token = $2 and participant_id = any($3::uuid[])',
    [programmeId, tokenOf(key, `n:${part}`), among],
  );
  return rows.map(({ id }) => id);
}

/** After a name or an identifier changed, and before a person's key is destroyed. */
export async function removeSearchTokens(client: Queryable, participantId: string): Promise<void> {
  await client.query('delete from participant_search where participant_id = $1', [participantId]);
}

/** $5: whom the search may find at all. Within the lateral, so that whoever it may not find takes nobody's place on a page. */
const reached = `and (select ${isReached('p', '$5')} from participant p where p.id = s.participant_id)`;

/** One group: every token is read in the index's own order, no further than needed. */
const single = (whole: boolean): string => `
select distinct f.participant_id as id
from unnest($2::bigint[]) as t (token)
cross join lateral (
  select s.participant_id from participant_search s
  where s.programme_id = $1 and s.token = t.token and s.participant_id > $3 ${whole ? '' : reached}
  order by s.participant_id limit $4
) f
order by id limit $4`;

/** Several: whoever is in each group. Sets are hashed together: looking each person up would read a page of the table for every one. */
const several = (groups: number, whole: boolean): string =>
  `${Array.from(
    { length: groups },
    (_, index) => `select s.participant_id as id from participant_search s
where s.programme_id = $1 and s.token = any($${index === 0 ? 2 : index + (whole ? 4 : 5)}::bigint[]) and s.participant_id > $3 ${whole || index > 0 ? '' : reached}`,
  ).join('\nintersect\n')}
order by id limit $4`;

const before = '00000000-0000-0000-0000-000000000000';

/** People who meet one step of a search, in order of id, after `after`. */
export async function findByStep(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  key: KeyObject,
  step: SearchStep,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const [first = [], ...others] = step.groups.map((group) => tokensOf(key, group));
  const { rows } = await client.query<{ id: string }>({
    name: `search-${step.groups.length}${whole ? '' : '-reached'}`,
    text: others.length === 0 ? single(whole) : several(step.groups.length, whole),
    values: [programmeId, first, after ?? before, limit, ...(whole ? [] : [keys]), ...others],
  });
  return rows.map((row) => row.id);
}
