import type { CheckInKind, CheckInRhythm } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';

export type ScheduleRow = {
  readonly id: string;
  readonly participantId: string;
  readonly officeId: string;
  readonly office: string;
  readonly kind: CheckInKind;
  readonly rhythm: CheckInRhythm;
  readonly startsOn: string;
  readonly dates: readonly string[];
  readonly daysBefore: number;
  readonly daysAfter: number;
  readonly endsOn: string | null;
  readonly madeUntil: string;
  readonly endedAt: number | null;
  readonly clauseNumber: string;
  readonly order: string;
  readonly version: number;
};

const scheduleText = `select h.id, h.participant_id as "participantId", h.office_id as "officeId", o.name as office, h.kind, h.rhythm,
  h.starts_on::text as "startsOn", h.dates::text[] as dates, h.days_before as "daysBefore", h.days_after as "daysAfter",
  h.ends_on::text as "endsOn", h.made_until::text as "madeUntil", ${millis('h.ended_at')} as "endedAt", l.number as "clauseNumber", r.reference as order, h.version
from check_in_schedule h join office o on o.id = h.office_id join order_clause l on l.id = h.clause_id
  join order_version v on v.id = l.order_version_id join supervision_order r on r.id = v.order_id`;

export async function listSchedules(client: Queryable, participantId: string): Promise<ScheduleRow[]> {
  const { rows } = await client.query<ScheduleRow>(
    `${scheduleText} where h.participant_id = $1 order by h.ended_at is not null, h.created_at desc limit 100`,
    [participantId],
  );
  return rows;
}

export async function lockSchedule(client: Queryable, id: string): Promise<ScheduleRow | null> {
  const { rows } = await client.query<ScheduleRow>(`${scheduleText} where h.id = $1 for update of h`, [id]);
  return rows[0] ?? null;
}

export type NewSchedule = Pick<
  ScheduleRow,
  'officeId' | 'kind' | 'rhythm' | 'startsOn' | 'dates' | 'daysBefore' | 'daysAfter' | 'endsOn' | 'madeUntil'
> & {
  readonly programmeId: string;
  readonly participantId: string;
  readonly clauseId: string;
  readonly by: string;
};

export async function insertSchedule(client: Queryable, made: NewSchedule): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select uuidv7()::text as id');
  const id = rows[0]?.id ?? '';
  await client.query(
    `insert into check_in_schedule (id, programme_id, participant_id, clause_id, office_id, kind, rhythm, starts_on, dates, days_before,
       days_after, ends_on, made_until, created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      ...[
        id,
        made.programmeId,
        made.participantId,
        made.clauseId,
        made.officeId,
        made.kind,
        made.rhythm,
        made.startsOn,
      ],
      ...[made.dates, made.daysBefore, made.daysAfter, made.endsOn, made.madeUntil, made.by],
    ],
  );
  return id;
}

export type ScheduleToMake = {
  readonly id: string;
  readonly programmeId: string;
  readonly officeId: string;
  readonly madeUntil: string;
};

/** Those that have not been made up to a day, after one in the order of that and id. As the owner's role: of all programmes. */
export async function listSchedulesToMake(
  client: Queryable,
  until: string,
  after: { readonly madeUntil: string; readonly id: string } | null,
  limit: number,
): Promise<ScheduleToMake[]> {
  const { rows } = await client.query<ScheduleToMake>(
    `select id, programme_id as "programmeId", office_id as "officeId", made_until::text as "madeUntil" from check_in_schedule
     where ended_at is null and made_until < $1 and (ends_on is null or made_until < ends_on) and (made_until, id) > ($2::date, $3::uuid)
     order by made_until, id limit $4`,
    [until, after?.madeUntil ?? '0001-01-01', after?.id ?? '00000000-0000-0000-0000-000000000000', limit],
  );
  return rows;
}

export async function writeMadeUntil(client: Queryable, id: string, until: string): Promise<void> {
  await client.query('update check_in_schedule set made_until = $2 where id = $1', [id, until]);
}

/** What was due of it and not decided is asked for no more. Their ids. */
export async function endSchedule(client: Queryable, id: string): Promise<readonly string[]> {
  await client.query('update check_in_schedule set ended_at = now(), version = version + 1 where id = $1', [
    id,
  ]);
  const { rows } = await client.query<{ id: string }>(
    `update check_in set status = 'ended', version = version + 1 where schedule_id = $1 and status in ('due', 'booked')
     returning id, participant_id`,
    [id],
  );
  return rows.map((row) => row.id);
}
