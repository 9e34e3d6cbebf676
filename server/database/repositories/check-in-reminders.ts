import {
  type CheckInKind,
  checkInRemindersDue,
  furthestCheckInReminder,
  type RemindedCheckIn,
} from '@attend/casework';
import { isSuspended } from './let-go.ts';
import { instantOf, millis, type Queryable } from './queryable.ts';

export type DueCheckIn = RemindedCheckIn & {
  readonly id: string;
  readonly version: number;
  readonly programmeId: string;
  /** Its place in the list. */
  readonly key: string;
};

const nobody = '00000000-0000-0000-0000-000000000000';
const who = `join participant p on p.id = c.participant_id join programme g on g.id = c.programme_id left join office o on o.id = p.office_id`;
const remindable = `p.entered_in_error_at is null and not ${isSuspended('p.id', 'now()')}`;
const columns = `c.id, c.version, c.programme_id as "programmeId", c.status, ${millis('c.slot_at')} as "slotAt", c.due_on::text as "dueOn",
  coalesce(p.timezone, o.timezone, g.timezone) as "participantTimezone"`;

/** Each along an index of its own (migration 0036), after a key and an id; `$3` is where the span ends. */
const lists = {
  booked: `select ${columns}, c.slot_at::text as key from check_in c ${who}
    where c.status = 'booked' and (c.slot_at, c.id) > ($1::timestamptz, $2::uuid) and c.slot_at <= $3::timestamptz and ${remindable}
    order by c.slot_at, c.id limit $4`,
  due: `select ${columns}, c.due_on::text as key from check_in c ${who}
    where c.status = 'due' and (c.due_on, c.id) > ($1::date, $2::uuid) and c.due_on <= $3::date and ${remindable}
    order by c.due_on, c.id limit $4`,
} as const;

const page = 5_000;

/** Open check-ins with a reminder that falls due in (after, until], as they stand now. Pages by key, so that memory stays bounded. */
export async function* listDueCheckIns(
  client: Queryable,
  after: number,
  until: number,
): AsyncGenerator<DueCheckIn> {
  // A day of an office begins up to a day before or after that of the machine.
  const from = { booked: instantOf(after).toISOString(), due: dayText(after - 86_400_000) };
  const to = until + furthestCheckInReminder;
  for (const list of ['booked', 'due'] as const) {
    let last: readonly [string, string] = [from[list], nobody];
    for (;;) {
      const { rows } = await client.query<DueCheckIn>({
        name: `check-ins-to-remind-of-${list}`,
        text: lists[list],
        values: [...last, list === 'due' ? dayText(to) : instantOf(to), page],
      });
      for (const row of rows) if (checkInRemindersDue(row, after, until).length > 0) yield row;
      const end = rows.at(-1);
      if (end === undefined || rows.length < page) break;
      last = [end.key, end.id];
    }
  }
}

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** A check-in that is open, with what a reminder says of it. */
export type OpenCheckIn = RemindedCheckIn & {
  readonly id: string;
  readonly version: number;
  readonly programmeId: string;
  readonly participantId: string;
  readonly kind: CheckInKind;
  readonly office: string;
  readonly officeTimezone: string;
  readonly windowFrom: string;
  readonly windowTo: string;
  readonly windowEnds: number;
};

/** As they stand, and until the transaction ends: what is not open any more is left out. */
export async function lockOpenCheckIns(
  client: Queryable,
  ids: readonly string[],
): Promise<Map<string, OpenCheckIn>> {
  const { rows } = await client.query<OpenCheckIn>({
    name: 'check-ins-open',
    text: `select ${columns}, c.participant_id as "participantId", c.kind, f.name as office,
        f.timezone as "officeTimezone", c.window_from::text as "windowFrom", c.window_to::text as "windowTo",
        ${millis(`((c.window_to + 1)::timestamp at time zone f.timezone)`)} as "windowEnds"
      from check_in c ${who} join office f on f.id = c.office_id
      where c.id = any($1) and c.status in ('due', 'booked') order by c.id for share of c`,
    values: [ids],
  });
  return new Map(rows.map((row) => [row.id, row]));
}
