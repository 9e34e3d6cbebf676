import type { LookOnRecord } from '@attend/casework';
import type { OwnLook } from '@attend/contracts/disclosure';
import type { LookCursor } from './access-records.ts';
import { millis, type Queryable } from './queryable.ts';

/** Whose own account the actor's is; null: it is nobody's. */
export async function findOwnParticipant(client: Queryable, staffId: string): Promise<string | null> {
  const { rows } = await client.query<{ participant_id: string }>(
    'select participant_id from participant_account where staff_id = $1',
    [staffId],
  );
  return rows[0]?.participant_id ?? null;
}

/** The account by which a person signs in; null: they have none, and no app. */
export async function findOwnAccount(client: Queryable, participant: string): Promise<string | null> {
  const { rows } = await client.query<{ viewer: string }>(
    'select staff_id as viewer, participant_id from participant_account where participant_id = $1',
    [participant],
  );
  return rows[0]?.viewer ?? null;
}

export type OwnLookRow = Omit<OwnLook, 'at' | 'self' | 'delayed'> &
  Omit<LookOnRecord, 'day'> & { readonly day: number };
type Row = OwnLookRow & { readonly id: string; readonly exactly: string };

/**
 * A page of looks at oneself, latest first. What an order keeps back is not among them, whoever reads it for
 * them: of their own account the table's wall leaves it out (migration 0022), so that pages, cursors and counts are as if it were not there;
 * of a copy on paper the same function does (REQ-9).
 */
export async function findOwnLooks(
  client: Queryable,
  participant: string,
  after: LookCursor | null,
  limit: number,
): Promise<{ readonly looks: OwnLookRow[]; readonly next: LookCursor | null }> {
  const { rows } = await client.query<Row>(
    `select r.id, ${millis('r.at')} as at, r.at::text as exactly, ${millis(`r.day::timestamp at time zone 'UTC'`)} as day,
       r.staff_id as viewer, coalesce(s.name, r.operator) as who, p.name as provider, r.action, r.what, r.purpose, r.count,
       array(select distinct o.role from staff_role o where o.staff_id = r.staff_id and o.from_at <= r.at
         and (o.to_at is null or o.to_at > r.at) order by 1) as roles
     from access_record r left join staff s on s.id = r.staff_id left join provider p on p.id = s.provider_id
     where r.participant_id = $1 and not is_kept_back(r) and ($2::timestamptz is null or (r.at, r.id) < ($2, $3::bigint))
     order by r.at desc, r.id desc limit $4`,
    [participant, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    looks: page.map(({ id: _id, exactly: _exactly, ...look }) => look),
    next: rows.length > limit && last !== undefined ? [last.exactly, last.id] : null,
  };
}
