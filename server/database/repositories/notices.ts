import type { NoticeAudience } from '@attend/contracts/notices';
import { isReachable } from './contact-points.ts';
import { isSuspended } from './let-go.ts';
import { instantOf, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

export type Addressee = {
  readonly id: string;
  readonly reference: string;
  readonly sealed: Buffer;
  /** A message can go to them some way. */
  readonly reachable: boolean;
};
export type AudienceAsked = {
  readonly officeId: string;
  readonly to: NoticeAudience;
  /** A day of the office's, and its instants in [from, to); null for everybody. */
  readonly day: { readonly on: string; readonly from: number; readonly until: number } | null;
  readonly limit: number;
};

/** `$4` to `$7` are office, day and its instants. */
const asked: Readonly<Record<NoticeAudience, string>> = {
  everybody: `p.office_id = $4 and $5::date is null and $6::timestamptz is null and $7::timestamptz is null`,
  'check-ins': `p.id in (
    select participant_id from check_in where office_id = $4 and slot_at >= $6 and slot_at < $7 and status = 'booked'
    union select participant_id from check_in where office_id = $4 and slot_at is null and due_on = $5 and status = 'due')`,
  hearings: `p.office_id = $4 and $5::date is not null
    and exists (select from hearing h where h.participant_id = p.id and h.at >= $6 and h.at < $7 and h.status = 'scheduled' and h.entered_in_error_at is null)`,
};

/** Within reach, by reference. Not who is suspended: a notice to many is written without a thought of them. */
export async function listAddressees(
  client: Queryable,
  reach: Reach,
  { officeId, to, day, limit }: AudienceAsked,
): Promise<Addressee[]> {
  const { rows } = await client.query<Addressee>({
    name: `addressees-${to}`,
    text: `select p.id, p.reference, p.sealed, ${isReachable('p.id')} as reachable from participant p
      where p.programme_id = $1 and p.entered_in_error_at is null and not ${isSuspended('p.id', 'now()')} and ($2::boolean or ${isReached('p', '$3')}) and ${asked[to]}
      order by p.reference, p.id limit $8`,
    values: [
      ...[reach.programmeId, reach.whole, reach.keys, officeId, day?.on ?? null],
      ...[day === null ? null : instantOf(day.from), day === null ? null : instantOf(day.until), limit],
    ],
  });
  return rows;
}
