import type { Queryable } from './queryable.ts';

export type ScopeLine = {
  readonly participantId: string;
  readonly who: string;
  readonly first: Date;
  readonly last: Date;
  readonly looks: number;
  readonly what: readonly string[];
};

export type Scope = { readonly from: Date; readonly to: Date; readonly staffId: string | null };

const within = `r.programme_id = $1 and r.at >= $2 and r.at < $3 and ($4::uuid is null or r.staff_id = $4)`;

/** Whose data, when and by whom: one line a person and viewer, after one. Lists count as often as they were shown. */
export async function loadScope(
  client: Queryable,
  programmeId: string,
  { from, to, staffId }: Scope,
  after: readonly [participant: string, who: string] | null,
  limit: number,
): Promise<ScopeLine[]> {
  const { rows } = await client.query<ScopeLine>(
    `select r.participant_id as "participantId", coalesce(s.name, r.operator) as who, min(r.at) as first, max(r.at) as last,
       sum(r.count)::int as looks, array_agg(distinct r.what order by r.what) as what
     from access_record r left join staff s on s.id = r.staff_id
     where ${within} and ($5::uuid is null or (r.participant_id, coalesce(s.name, r.operator)) > ($5, $6))
     group by r.participant_id, coalesce(s.name, r.operator) order by 1, 2 limit $7`,
    [programmeId, from, to, staffId, after?.[0] ?? null, after?.[1] ?? '', limit],
  );
  return rows;
}

export async function countScope(
  client: Queryable,
  programmeId: string,
  { from, to, staffId }: Scope,
): Promise<{ people: number; looks: number }> {
  const { rows } = await client.query<{ people: number; looks: number }>(
    `select count(distinct r.participant_id)::int as people, coalesce(sum(r.count), 0)::int as looks from access_record r where ${within}`,
    [programmeId, from, to, staffId],
  );
  return rows[0] ?? { people: 0, looks: 0 };
}
