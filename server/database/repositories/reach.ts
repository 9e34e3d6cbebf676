import type { Queryable } from './queryable.ts';

/**
 * Whom somebody may see under one permission: keys of people. A person has four kinds (the programme, their office, their providers,
 * themselves); whoever holds one of them sees the person.
 */
export type Reach = {
  readonly programmeId: string;
  /** Everybody in the programme: nothing further is to be asked. */
  readonly whole: boolean;
  readonly keys: readonly string[];
};

/** Of the transaction's actor. `grants`: `role/relation`, as the policy table gives them for a permission. */
export async function loadReach(
  client: Queryable,
  programmeId: string,
  grants: readonly string[],
): Promise<Reach> {
  const { rows } = await client.query<{ keys: string[] }>({
    name: 'reach',
    text: 'select reach($1) as keys',
    values: [grants],
  });
  const keys = rows[0]?.keys ?? [];
  return { programmeId, whole: keys.includes(programmeId), keys };
}

/** SQL: whether the row `person` of participant is within reach; `keys` is the parameter that holds them. */
export const isReached = (person: string, keys: string): string =>
  `(${person}.office_id = any(${keys}::uuid[]) or ${person}.id = any(${keys}::uuid[]) or ${person}.provider_ids && ${keys}::uuid[])`;

/** SQL: ids of everybody within reach, found from the keys on; `programme` and `keys` are parameters. */
export const reachedPeople = (programme: string, keys: string): string =>
  `select p.id from participant p where p.programme_id = ${programme} and p.office_id = any(${keys}::uuid[])
   union all select p.id from participant p where p.id = any(${keys}::uuid[])
   union all select s.participant_id from provider_supervision s where s.provider_id = any(${keys}::uuid[]) and s.to_at is null`;

/** Of fewer rows than this the second wall asks for each person as it comes to them. */
const page = 4;

/**
 * SQL: the ids of parameter $1 as they are given, and, where they make a page, whose they are admitted at once: the second wall then
 * compares each of a page's rows instead of asking for its person. With a name for each of the two shapes that a statement has.
 */
export const idsOf = (
  what: 'people' | 'alerts',
  name: string,
  ids: readonly string[],
): { readonly name: string; readonly from: string } =>
  ids.length < page
    ? { name: `${name}-few`, from: 'unnest($1::uuid[])' }
    : { name, from: `admit_${what}($1::uuid[])` };

/** Those of the people who are not within reach. */
export async function findBeyond(
  client: Queryable,
  reach: Reach,
  participants: readonly string[],
): Promise<readonly string[]> {
  if (participants.length === 0 || reach.whole) return [];
  const { rows } = await client.query<{ id: string }>({
    name: 'reach-people',
    text: `select p.id from participant p where p.id = any($2::uuid[]) and ${isReached('p', '$1')}`,
    values: [reach.keys, participants],
  });
  const reached = new Set(rows.map(({ id }) => id));
  return participants.filter((id) => !reached.has(id));
}
