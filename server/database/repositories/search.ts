import { createHmac, type KeyObject } from 'node:crypto';
import { type Findable, type SearchStep, searchKeysOf } from '@attend/casework';
import type { Queryable } from './queryable.ts';
import { isReached, type Reach, reachedPeople } from './reach.ts';

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

/** Each token in the index's own order, no further than needed; `most` is the parameter that says how far. */
const inOrder = (most: string): string => `
select distinct f.participant_id as id
from unnest($2::bigint[]) as t (token)
cross join lateral (
  select s.participant_id from participant_search s
  where s.programme_id = $1 and s.token = t.token and s.participant_id > $3
  order by s.participant_id limit ${most}
) f
order by id limit ${most}`;

/**
 * Of those in the list `among` whoever has a token of the group: its part of the index alone is read, which «offset 0» keeps to: put into
 * the join, each of them was read with all tokens they have.
 */
const havingOf = (tokens: string, among: string): string => `
select array(select distinct f.participant_id from unnest(${tokens}::bigint[]) as t (token) cross join lateral (
  select s.participant_id from participant_search s
  where s.programme_id = $1 and s.token = t.token and s.participant_id = any ((select ${among}.ids from ${among})::uuid[]) offset 0
) f) as ids`;

/** List after list, each of whoever of the one before has a token of the next group, named `met1` and on. */
const narrowing = (
  tokens: readonly string[],
  among: string,
): { readonly lists: string; readonly last: string } => ({
  lists: tokens
    .map(
      (one, index) =>
        `met${index + 1} as materialized (${havingOf(one, index === 0 ? among : `met${index}`)})`,
    )
    .join(', '),
  last: `met${tokens.length}`,
});

const groupsFrom = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `$${first + index}`);

/**
 * Several groups, of everybody: the next so many who meet the first group ($5), and of these whoever meets the others. `last`: where the
 * next stretch begins; null: the first group has nobody beyond.
 */
const stretch = (groups: number): string => {
  const { lists, last } = narrowing(groupsFrom(6, groups - 1), 'next');
  return `with next as materialized (select array(${inOrder('$5')}) as ids), ${lists}
select array(select m.id from unnest((select ${last}.ids from ${last})) as m (id) order by m.id limit $4) as ids,
  (select next.ids[$5] from next) as last`;
};

const others = (groups: number, person: string): string =>
  Array.from(
    { length: groups - 1 },
    (
      _,
      index,
    ) => `and exists (select from participant_search o where o.programme_id = $1 and o.token = any($${index + 6}::bigint[])
  and o.participant_id = ${person})`,
  ).join(' ');

/**
 * Where few share what is looked for: each of these few is asked for, and of whoever sees some people alone whether they see them. One by
 * one, which «offset 0» keeps to: a plan that does not know how few they are read everybody of the programme to find one.
 */
const ofFew = (groups: number): string => `
with ${fewOf}
select p.id from few cross join lateral (
  select p.id from participant p where p.id = few.id and $5::uuid[] is not null ${others(groups, 'few.id')} offset 0
) p
order by p.id limit $4`;
const fewOf = `few as materialized (
  select distinct s.participant_id as id from participant_search s where s.programme_id = $1 and s.token = any($2::bigint[]) and s.participant_id > $3
)`;

/**
 * The same for whoever sees some people. PPL-36: where nobody has it somebody else is asked for in their place, and left out afterwards:
 * what the walls cost with the first person that is asked for would tell that there is one.
 */
const ofFewReached = (groups: number): string => `
with ${fewOf}, tried as materialized (
  select id, true as met from few
  union all select (select s.participant_id from participant_search s where s.programme_id = $1 limit 1), false where not exists (select from few)
)
select p.id from tried cross join lateral (
  select p.id from participant p where p.id = tried.id and ${isReached('p', '$5')} ${others(groups, 'tried.id')} offset 0
) p
where case when p.id is not null then tried.met end
order by p.id limit $4`;

/** And where many share it, those whom they see: so that it costs what these people are, and not what the programme is. */
const ofReached = (groups: number): string => {
  const { lists, last } = narrowing(['$2', ...groupsFrom(6, groups - 1)], 'mine');
  return `with mine as materialized (select array(select distinct q.id from (${reachedPeople('$1', '$5')}) q where q.id > $3) as ids), ${lists}
select m.id from unnest((select ${last}.ids from ${last})) as m (id) order by m.id limit $4`;
};

const before = '00000000-0000-0000-0000-000000000000';

/**
 * People who meet one step of a search, in order of id, after `after`. PPL-36: for whoever does not see everybody the same statements go,
 * with all keys, whether or not somebody beyond their walls has one: a search that ended early where nobody in the programme is so named
 * would tell by its time that somebody is.
 */
export async function findByStep(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  key: KeyObject,
  step: SearchStep,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const groups = step.groups.map((group) => tokensOf(key, group));
  const from = after ?? before;
  const form = `search-${groups.length}`;
  const ask = async (name: string, text: string, values: readonly unknown[]): Promise<string[]> =>
    (await client.query<{ id: string }>({ name, text, values: [...values] })).rows.map(({ id }) => id);
  if (whole && groups.length === 1)
    return ask(form, inOrder('$4'), [programmeId, groups[0] ?? [], from, limit]);
  const weighed = await weigh(client, groups, whole);
  const [first = [], ...rest] = weighed.map(({ tokens }) => tokens);
  const least = weighed[0]?.weight ?? 0;
  if (least === 0 && whole) return [];
  const isRare = least <= few;
  if (whole && !isRare) return findInStretches(client, { programmeId, first, rest, from, limit });
  const values = [programmeId, first, from, limit, keys, ...rest];
  return isRare
    ? ask(
        `${form}-few${whole ? '-of-all' : ''}`,
        whole ? ofFew(groups.length) : ofFewReached(groups.length),
        values,
      )
    : ask(`${form}-reached`, ofReached(groups.length), values);
}

type Stretch = { readonly ids: readonly string[]; readonly last: string | null };
/** So many of the first group at once, as far as an array of ids is small. */
const firstStretch = 2_000;
const shortest = 250;
const longest = 32_000;
/** Where a stretch had nobody: the next is so many times as long. */
const stride = 4;
/** So much more than what was found promises: the page should be full with the next. */
const margin = 1.5;

function nextLength(length: number, found: number, missing: number): number {
  const next = found === 0 ? length * stride : Math.ceil((length / found) * missing * margin);
  return Math.min(Math.max(next, shortest), length * stride, longest);
}

/** Who meets several groups, until the page is full: where many do, a short way along the index is enough, however many share each. */
async function findInStretches(
  client: Queryable,
  of: {
    readonly programmeId: string;
    readonly first: readonly string[];
    readonly rest: readonly (readonly string[])[];
    readonly from: string;
    readonly limit: number;
  },
): Promise<string[]> {
  const found: string[] = [];
  let from: string | null = of.from;
  for (let length = firstStretch; from !== null && found.length < of.limit; ) {
    const { rows }: { rows: readonly Stretch[] } = await client.query<Stretch>({
      name: `search-stretch-${of.rest.length + 1}`,
      text: stretch(of.rest.length + 1),
      values: [of.programmeId, of.first, from, of.limit - found.length, length, ...of.rest],
    });
    const ids = rows[0]?.ids ?? [];
    found.push(...ids);
    from = rows[0]?.last ?? null;
    length = nextLength(length, ids.length, of.limit - found.length);
  }
  return found;
}

/** Nobody or so few have what is looked for that each of them is asked for. */
const few = 50;

type Weighed = { readonly tokens: readonly string[]; readonly weight: number };

/**
 * The group with least behind it first: of each key fifty-one people are counted at most. For whoever sees everybody without the keys that
 * nobody has.
 */
async function weigh(
  client: Queryable,
  groups: readonly string[][],
  whole: boolean,
): Promise<readonly Weighed[]> {
  const tokens = groups.flat();
  const { rows } = await client.query<{ weights: number[] }>({
    name: 'search-weights',
    text: 'select search_weights($1::bigint[]) as weights',
    values: [tokens],
  });
  const weights = new Map(tokens.map((token, index) => [token, rows[0]?.weights[index] ?? 0]));
  const weightOf = (token: string): number => weights.get(token) ?? 0;
  return groups
    .map((group) => ({
      tokens: whole ? group.filter((token) => weightOf(token) > 0) : group,
      weight: group.reduce((sum, token) => sum + weightOf(token), 0),
    }))
    .sort((a, b) => a.weight - b.weight);
}
