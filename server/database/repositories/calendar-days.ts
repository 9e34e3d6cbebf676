import { instantOf, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

export type DaysAsked = {
  readonly officeId: string;
  /** The office's own clock and days: `from` and `to` are the instants, `fromDay` and `toDay` the days, in [from, to). */
  readonly timezone: string;
  readonly from: number;
  readonly to: number;
  readonly fromDay: string;
  readonly toDay: string;
};

export type HearingsOfDay = { readonly on: string; readonly hearings: number; readonly recorded: number };

/** How many of an office's people within reach are heard on each day. Counts alone: nobody's row leaves the database. */
export async function countHearingDays(
  client: Queryable,
  reach: Reach,
  asked: DaysAsked,
): Promise<HearingsOfDay[]> {
  const { rows } = await client.query<HearingsOfDay>({
    name: 'calendar-days-hearings',
    text: `select (h.at at time zone $4)::date::text as on, count(*)::int as hearings,
        count(*) filter (where h.appearance is not null)::int as recorded
      from participant p join hearing h on h.participant_id = p.id
      where p.programme_id = $1 and p.office_id = $5 and p.entered_in_error_at is null and ($2::boolean or ${isReached('p', '$3')})
        and h.at >= $6 and h.at < $7 and h.status not in ('moved', 'cancelled', 'not-followed') and h.entered_in_error_at is null
      group by 1 order by 1`,
    values: [
      ...[reach.programmeId, reach.whole, reach.keys, asked.timezone, asked.officeId],
      ...[instantOf(asked.from), instantOf(asked.to)],
    ],
  });
  return rows;
}

export type CheckInsOfDay = {
  readonly on: string;
  readonly booked: number;
  readonly due: number;
  readonly decided: number;
};

/** How many check-ins of people within reach stand on each day of an office, as its day list shows them. */
export async function countCheckInDays(
  client: Queryable,
  reach: Reach,
  asked: DaysAsked,
): Promise<CheckInsOfDay[]> {
  const { rows } = await client.query<CheckInsOfDay>({
    name: 'calendar-days-check-ins',
    text: `select d.on_day::text as on, count(*) filter (where d.status = 'booked')::int as booked,
        count(*) filter (where d.status = 'due')::int as due,
        count(*) filter (where d.status not in ('booked', 'due'))::int as decided
      from (
        select (c.slot_at at time zone $4)::date as on_day, c.status, c.participant_id from check_in c
          where c.office_id = $5 and c.slot_at >= $6 and c.slot_at < $7 and c.status <> 'ended' and c.entered_in_error_at is null
        union all select c.due_on, c.status, c.participant_id from check_in c
          where c.office_id = $5 and c.slot_at is null and c.due_on >= $8 and c.due_on < $9 and c.status <> 'ended' and c.entered_in_error_at is null
      ) d join participant p on p.id = d.participant_id
      where p.programme_id = $1 and p.entered_in_error_at is null and ($2::boolean or ${isReached('p', '$3')})
      group by 1 order by 1`,
    values: [
      ...[reach.programmeId, reach.whole, reach.keys, asked.timezone, asked.officeId],
      ...[instantOf(asked.from), instantOf(asked.to), asked.fromDay, asked.toDay],
    ],
  });
  return rows;
}

/** Places taken on each day, whoever took them: the office's own number, which names nobody. */
export async function countTakenPlaces(
  client: Queryable,
  asked: DaysAsked,
): Promise<{ readonly on: string; readonly taken: number }[]> {
  const { rows } = await client.query<{ on: string; taken: number }>({
    name: 'calendar-days-places',
    text: `select (at at time zone $2)::date::text as on, sum(taken)::int as taken from office_slot
      where office_id = $1 and at >= $3 and at < $4 and taken > 0 group by 1`,
    values: [asked.officeId, asked.timezone, instantOf(asked.from), instantOf(asked.to)],
  });
  return rows;
}
