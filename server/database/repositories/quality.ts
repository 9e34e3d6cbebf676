import type { qualityKinds } from '@attend/contracts/oversight';
import type { Queryable } from './queryable.ts';

export type QualityKind = (typeof qualityKinds)[number];

const inForce = `exists (select from supervision_order o join order_version v on v.order_id = o.id
  where o.participant_id = p.id and o.status = 'active' and o.entered_in_error_at is null and v.effective_at is not null
    and v.from_at <= now() and (v.to_at is null or v.to_at > now()))`;
const wearing = `exists (select from assignment a where a.participant_id = p.id and a.from_at <= now() and (a.to_at is null or a.to_at > now()))`;
const heard = (
  when: string,
): string => `exists (select from assignment a left join assignment_health h on h.assignment_id = a.id
  where a.participant_id = p.id and a.from_at <= now() and (a.to_at is null or a.to_at > now()) and ${when})`;

/** What is missing or does not fit together, each as a condition on `participant p`. Constants only: no input stands in them. */
const gaps: Readonly<Record<QualityKind, string>> = {
  'no-officer': `not exists (select from supervision v where v.participant_id = p.id and v.role = 'case-officer' and v.to_at is null)`,
  'no-order-in-force': `not ${inForce}`,
  'no-agreement': `${inForce} and not exists (select from agreement g join order_version v on v.id = g.order_version_id
    join supervision_order o on o.id = v.order_id where o.participant_id = p.id and g.withdrawn_at is null)`,
  'order-ended-device-worn': `${wearing} and not ${inForce}`,
  'device-never-heard': heard(`h.last_contact_at is null and a.from_at < now() - interval '1 day'`),
  'device-long-silent': heard(`h.last_contact_at < now() - interval '2 days'`),
  'suspended-long': `exists (select from suspension s where s.participant_id = p.id and s.entered_in_error_at is null and s.kind <> 'death'
    and s.from_at < now() - interval '90 days' and (s.to_at is null or s.to_at > now()))`,
};

export const askedKinds = Object.keys(gaps) as readonly QualityKind[];

const people = 'from participant p where p.programme_id = $1 and p.entered_in_error_at is null';

/** How many people each gap concerns. No row of anybody is read out. */
export async function countGaps(
  client: Queryable,
  programmeId: string,
): Promise<{ people: number; counts: ReadonlyMap<QualityKind, number> }> {
  const columns = askedKinds.map((kind, index) => `count(*) filter (where ${gaps[kind]})::int as g${index}`);
  const { rows } = await client.query<Record<string, number>>(
    `select count(*)::int as people, ${columns.join(', ')} ${people}`,
    [programmeId],
  );
  const row = rows[0] ?? {};
  return {
    people: row['people'] ?? 0,
    counts: new Map(askedKinds.map((kind, index) => [kind, row[`g${index}`] ?? 0])),
  };
}

export async function listGap(
  client: Queryable,
  programmeId: string,
  kind: QualityKind,
  after: string,
  limit: number,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select p.id ${people} and ${gaps[kind]} and p.reference > $2 order by p.reference limit $3`,
    [programmeId, after, limit],
  );
  return rows.map(({ id }) => id);
}
