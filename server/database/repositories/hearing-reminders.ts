import type { HearingKind } from '@attend/casework/hearings/hearing';
import { furthestReminder, type Reminder, remindersDue } from '@attend/casework/hearings/reminders';
import { isSuspended } from './let-go.ts';
import { instantOf, millis, type Queryable } from './queryable.ts';

export type DueReminders = {
  readonly hearingId: string;
  readonly version: number;
  readonly participantId: string;
  readonly programmeId: string;
  readonly at: number;
  /** The participant's own zone. */
  readonly timezone: string;
  readonly reminders: readonly Reminder[];
};
type Row = Omit<DueReminders, 'reminders'>;

const toCome = `
select h.id as "hearingId", h.version, h.participant_id as "participantId", h.programme_id as "programmeId", ${millis('h.at')} as at,
  coalesce(p.timezone, o.timezone, g.timezone) as timezone
from hearing h join participant p on p.id = h.participant_id join programme g on g.id = h.programme_id left join office o on o.id = p.office_id
where h.status = 'scheduled' and h.entered_in_error_at is null and (h.at, h.id) > ($1::timestamptz, $2::uuid) and h.at <= $3
  and p.entered_in_error_at is null and not ${isSuspended('p.id', 'now()')}
order by h.at, h.id limit $4`;

const page = 5_000;

/** Courts hear many at the same time, and what is due rests on the instant and the zone alone: it is worked out once for them all. */
function rememberDue(after: number, until: number): (at: number, timezone: string) => readonly Reminder[] {
  const known = new Map<string, readonly Reminder[]>();
  return (at, participantTimezone) => {
    const name = `${at} ${participantTimezone}`;
    const due =
      known.get(name) ?? remindersDue({ at, status: 'scheduled', participantTimezone }, after, until);
    known.set(name, due);
    return due;
  };
}

/**
 * Hearings with a reminder that falls due in (after, until], by instant; each as it stands now, so that none is told of what was moved,
 * cancelled or held. Whoever is suspended is told nothing: they may not be able to come. Pages by key, so that memory stays bounded.
 */
export async function* listDueReminders(
  client: Queryable,
  after: number,
  until: number,
): AsyncGenerator<DueReminders> {
  let from = { at: after, id: '00000000-0000-0000-0000-000000000000' };
  const dueOf = rememberDue(after, until);
  for (;;) {
    const { rows } = await client.query<Row>({
      name: 'hearings-to-come',
      text: toCome,
      values: [instantOf(from.at), from.id, instantOf(until + furthestReminder), page],
    });
    for (const row of rows) {
      const reminders = dueOf(row.at, row.timezone);
      if (reminders.length > 0) yield { ...row, reminders };
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < page) return;
    from = { at: last.at, id: last.hearingId };
  }
}

/** A hearing that is still to come, with what a reminder says of it. */
export type ToCome = {
  readonly id: string;
  readonly version: number;
  readonly participantId: string;
  readonly programmeId: string;
  readonly at: number;
  readonly kind: HearingKind;
  readonly court: string;
  readonly sealed: Buffer;
};

/** As they stand, and until the transaction ends: what is not scheduled any more is left out. */
export async function lockToCome(client: Queryable, ids: readonly string[]): Promise<Map<string, ToCome>> {
  const { rows } = await client.query<ToCome>({
    name: 'hearings-to-remind-of',
    text: `select h.id, h.version, h.participant_id as "participantId", h.programme_id as "programmeId", ${millis('h.at')} as at, h.kind, h.court, h.sealed
      from hearing h where h.id = any($1) and h.status = 'scheduled' and h.entered_in_error_at is null order by h.id for share of h`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row]));
}
