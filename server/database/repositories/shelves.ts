import type { Queryable } from './queryable.ts';
import type { NamedOffice } from './stock.ts';

/** STK-14: whether the transaction's actor runs one of these shelves; null stands for where no office is: the supplier's, a workshop. */
export async function runsShelf(client: Queryable, offices: readonly (string | null)[]): Promise<boolean> {
  const { rows } = await client.query<{ runs: boolean | null }>({
    name: 'runs-shelf',
    text: 'select bool_or(runs_shelf(o)) as runs from unnest($1::uuid[]) o',
    values: [offices],
  });
  return rows[0]?.runs === true;
}

/** The same of offices that somebody named: one of them stands, and is the actor's. What stands not is told from what is another's by nobody. */
export async function runsNamedShelf(
  client: Queryable,
  offices: readonly (string | null)[],
): Promise<boolean> {
  const { rows } = await client.query<{ runs: boolean | null }>({
    name: 'runs-named-shelf',
    text: `select bool_or(runs_shelf(o) and (o is null or exists (select from office w where w.id = o and w.ended_at is null))) as runs
      from unnest($1::uuid[]) o`,
    values: [offices],
  });
  return rows[0]?.runs === true;
}

/** Offices whose shelves the actor runs, by name. */
export async function listOwnShelves(client: Queryable): Promise<NamedOffice[]> {
  const { rows } = await client.query<NamedOffice>({
    name: 'own-shelves',
    text: `select id, name from office
      where ended_at is null and array[programme_id, id] && (select own_shelves()) order by name`,
  });
  return rows;
}

/** And those whose numbers the actor sees: all of them, but for a provider's staff. */
export async function listSeenShelves(client: Queryable): Promise<NamedOffice[]> {
  const { rows } = await client.query<NamedOffice>({
    name: 'seen-shelves',
    text: `select id, name from office where ended_at is null
      and ((select acting_provider()) is null or id = any ((select own_shelves())::uuid[])) order by name`,
  });
  return rows;
}
