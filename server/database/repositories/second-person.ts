import type { StaffRole } from '@attend/contracts/session';
import type { Queryable } from './queryable.ts';

/**
 * Who of these counts as one person with `one`: themselves, and every account for which nobody else has vouched (migration 0030).
 * Where it is not known, they do.
 */
export async function findSame(
  client: Queryable,
  one: string,
  others: readonly string[],
): Promise<ReadonlySet<string>> {
  if (others.length === 0) return new Set();
  const { rows } = await client.query<{ id: string }>(
    'select id from unnest($2::uuid[]) as id where same_person($1, id)',
    [one, others],
  );
  return new Set(rows.map(({ id }) => id));
}

export async function isSamePerson(client: Queryable, one: string, other: string): Promise<boolean> {
  return (await findSame(client, one, [other])).has(other);
}

/** Whether the first's account rests on the second's word, through whatever stands between. */
export async function restsOn(client: Queryable, one: string, other: string): Promise<boolean> {
  const { rows } = await client.query<{ rests: boolean }>('select rests_on($1, $2) as rests', [one, other]);
  return rows[0]?.rests === true;
}

/** Null for `staffId`: the machine's operator. */
export async function needTwoPeople(
  client: Queryable,
  staffId: string | null,
  confirming: readonly StaffRole[],
): Promise<boolean> {
  const { rows } = await client.query<{ needed: boolean }>('select two_people_needed($1, $2) as needed', [
    staffId,
    confirming,
  ]);
  return rows[0]?.needed === true;
}

/** Whether it was so by what stands noted: for showing it. */
export async function areTwoPeopleNeeded(client: Queryable): Promise<boolean> {
  const { rows } = await client.query<{ needed: boolean }>(
    'select two_people_from is not null as needed from programme where id = acting_programme()',
  );
  return rows[0]?.needed === true;
}
