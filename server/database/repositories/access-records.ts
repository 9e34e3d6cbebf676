import type { lookList } from '@attend/contracts/people';
import type { z } from 'zod';
import type { Queryable } from './queryable.ts';

/** Who looks at whom, and why. */
export type Looks = {
  readonly programmeId: string;
  readonly staffId: string;
  readonly what: string;
  readonly purpose: string;
  readonly participants: readonly string[];
};

/** One row a viewer, person, day and `what`, with a count. `participants` sorted, so that two lists never wait crosswise. */
export async function recordList(client: Queryable, looks: Looks): Promise<void> {
  await client.query({
    name: 'record-list',
    text: `insert into access_record (programme_id, participant_id, staff_id, action, what, purpose)
     select $1, id, $2, 'list', $3, $4 from unnest($5::uuid[]) as seen (id)
     on conflict (programme_id, participant_id, staff_id, day, what) where action = 'list'
     do update set count = access_record.count + 1, at = now(), purpose = excluded.purpose`,
    values: [looks.programmeId, looks.staffId, looks.what, looks.purpose, looks.participants],
  });
}

/** One row each. */
export async function recordEach(client: Queryable, action: 'open' | 'export', looks: Looks): Promise<void> {
  await client.query({
    name: 'record-each',
    text: `insert into access_record (programme_id, participant_id, staff_id, action, what, purpose)
     select $1, id, $2, $3, $4, $5 from unnest($6::uuid[]) as seen (id)`,
    values: [looks.programmeId, looks.staffId, action, looks.what, looks.purpose, looks.participants],
  });
}

/** What the live feed told whom, of whom: as a list, one row a viewer, person and day. */
export async function recordHeard(
  client: Queryable,
  programmeId: string,
  heard: readonly { readonly staffId: string; readonly participantId: string }[],
): Promise<void> {
  if (heard.length === 0) return;
  await client.query(
    `insert into access_record (programme_id, participant_id, staff_id, action, what, purpose, count)
     select $1, participant, staff, 'list', 'live alerts', 'duty', count(*)
     from unnest($2::uuid[], $3::uuid[]) as h (participant, staff) group by participant, staff order by participant, staff
     on conflict (programme_id, participant_id, staff_id, day, what) where action = 'list'
     do update set count = access_record.count + excluded.count, at = now()`,
    [programmeId, heard.map(({ participantId }) => participantId), heard.map(({ staffId }) => staffId)],
  );
}

export async function hasParticipant(client: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await client.query({
    name: 'has-person',
    text: 'select from participant where id = $1',
    values: [id],
  });
  return rowCount === 1;
}

type Look = z.output<typeof lookList>['looks'][number];
type Row = Omit<Look, 'at'> & { readonly id: string; readonly at: Date; readonly exactly: string };
/** The last look of a page: its instant to the microsecond, and its number. */
export type LookCursor = readonly [exactly: string, id: string];

/** A page of looks at one person, latest first. Throws where the cursor's values are no instant and number. */
export async function findLooks(
  client: Queryable,
  participant: string,
  after: LookCursor | null,
  limit: number,
): Promise<{ readonly looks: Look[]; readonly next: LookCursor | null }> {
  const { rows } = await client.query<Row>({
    name: 'looks',
    text: `select r.id, r.at, r.at::text as exactly, coalesce(s.name, r.operator) as who, r.action, r.what, r.purpose, r.count
     from access_record r left join staff s on s.id = r.staff_id
     where r.participant_id = $1 and ($2::timestamptz is null or (r.at, r.id) < ($2, $3::bigint))
     order by r.at desc, r.id desc limit $4`,
    values: [participant, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    looks: page.map(({ id: _id, exactly: _exactly, at, ...look }) => ({ ...look, at: at.toISOString() })),
    next: rows.length > limit && last !== undefined ? [last.exactly, last.id] : null,
  };
}
