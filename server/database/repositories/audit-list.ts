import type { ChangeRow, LinkRow } from '../../audit/canonical.ts';
import type { Queryable } from './queryable.ts';

/** An entry as lists show it; the person's name is still sealed. */
export type EntryRow = {
  readonly id: string;
  readonly at: Date;
  readonly staffId: string | null;
  readonly staff: string | null;
  readonly operator: string | null;
  readonly action: string;
  readonly entity: string;
  readonly entityId: string;
  readonly participantId: string | null;
  readonly reference: string | null;
  readonly person: Buffer | null;
  readonly position: string | null;
  readonly rooted: boolean;
};

export type EntryFilter = {
  readonly programmeId: string;
  readonly person?: string | undefined;
  readonly staff?: string | undefined;
  readonly action?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
};

const summary = `
select e.id, e.at, e.staff_id as "staffId", s.name as staff, e.operator, e.action, e.entity, e.entity_id as "entityId",
  p.id as "participantId", p.reference, p.sealed as person, c.position,
  exists (select from audit_root_signature r where r.day = (c.at at time zone 'UTC')::date) as rooted
from audit_entry e
left join staff s on s.id = e.staff_id
left join participant p on p.id = e.participant_id
left join audit_chain c on c.kind = 'change' and c.entry_id = e.id`;

/** The latest first, before an entry's number. */
export async function listEntries(
  client: Queryable,
  filter: EntryFilter,
  before: string | null,
  limit: number,
): Promise<EntryRow[]> {
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const where = [`e.programme_id = ${given(filter.programmeId)}`];
  if (before !== null) where.push(`e.id < ${given(before)}`);
  if (filter.person) where.push(`p.reference = ${given(filter.person)}`);
  if (filter.staff) where.push(`e.staff_id = ${given(filter.staff)}`);
  if (filter.action) {
    const action = given(filter.action);
    where.push(`(e.action = ${action} or starts_with(e.action, ${action} || '.'))`);
  }
  if (filter.from) where.push(`e.at >= ${given(filter.from)}`);
  if (filter.to) where.push(`e.at < ${given(filter.to)}`);
  const { rows } = await client.query<EntryRow>(
    `${summary} where ${where.join(' and ')} order by e.id desc limit ${given(limit)}`,
    values,
  );
  return rows;
}

export type FoundEntry = EntryRow & {
  readonly row: ChangeRow;
  readonly link: (LinkRow & { readonly link: Buffer }) | null;
};

/** One entry whole, with its link in the chain; null: there is none in this programme. */
export async function findEntry(client: Queryable, id: string): Promise<FoundEntry | null> {
  const { rows } = await client.query<EntryRow>(`${summary} where e.id = $1`, [id]);
  const [entry] = rows;
  if (entry === undefined) return null;
  const { rows: whole } = await client.query<ChangeRow>(
    `select id, programme_id, audit_instant(at) as at, staff_id, operator, action, entity, entity_id, participant_id, request_id,
       before, after from audit_entry where id = $1`,
    [id],
  );
  const { rows: links } = await client.query<LinkRow & { link: Buffer }>(
    `select position, kind, entry_id, programme_id, audit_instant(at) as at, content, previous, link
     from audit_chain where kind = 'change' and entry_id = $1`,
    [id],
  );
  const [row] = whole;
  return row === undefined ? null : { ...entry, row, link: links[0] ?? null };
}
