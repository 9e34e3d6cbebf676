import type { CaseloadOffice } from '@attend/casework/caseload/offices';
import { insertRows } from './insert-rows.ts';
import type { Queryable } from './queryable.ts';

/** Makes offices, or sets their zone and hours; answers their ids in order. */
export async function writeCaseloadOffices(
  client: Queryable,
  programmeId: string,
  offices: readonly (CaseloadOffice & { readonly id: string | null })[],
): Promise<string[]> {
  const ids: string[] = [];
  for (const { id, name, timezone, calendar } of offices) {
    const { rows } = await client.query<{ id: string }>(
      id === null
        ? 'insert into office (programme_id, name, timezone) values ($1, $2, $3) returning id'
        : 'update office set timezone = $3 where programme_id = $1 and name = $2 and id = $4 returning id',
      [programmeId, name, timezone, ...(id === null ? [] : [id])],
    );
    const written = rows[0]?.id ?? '';
    ids.push(written);
    if (calendar === null) continue;
    await client.query(
      `insert into office_calendar as c (office_id, programme_id, hours, slot_minutes, capacity) values ($1, $2, $3, $4, $5)
       on conflict (office_id) do update set hours = excluded.hours, slot_minutes = excluded.slot_minutes, capacity = excluded.capacity,
         version = c.version + 1
       where (c.hours, c.slot_minutes, c.capacity) is distinct from (excluded.hours, excluded.slot_minutes, excluded.capacity)`,
      [...[written, programmeId, JSON.stringify(calendar.hours), calendar.slotMinutes, calendar.capacity]],
    );
  }
  return ids;
}

/** The connection plans each statement anew: tables grow by a hundred thousand rows within one transaction, which nobody else sees. */
export async function forgetPlans(client: Queryable): Promise<void> {
  await client.query('discard plans');
}

export type WrittenPerson = {
  readonly id: string;
  readonly officeId: string | null;
  readonly timezone: string | null;
  readonly sealed: Buffer;
};

export async function insertCaseloadPeople(
  client: Queryable,
  programmeId: string,
  people: readonly (WrittenPerson & { readonly reference: string })[],
): Promise<void> {
  const columns = {
    ...{ id: 'uuid', programme_id: 'uuid', reference: 'text', office_id: 'uuid', timezone: 'text' },
    sealed: 'bytea',
  };
  const rows = people.map(({ id, reference, officeId, timezone, sealed }) => ({
    ...{ id, programme_id: programmeId, reference, office_id: officeId, timezone, sealed },
  }));
  await insertRows(client, 'participant', columns, rows);
}

/** `officeId` null: it stays. */
export async function updateCaseloadPeople(
  client: Queryable,
  people: readonly WrittenPerson[],
): Promise<void> {
  await client.query(
    `update participant p set sealed = w.sealed, office_id = coalesce(w.office, p.office_id), timezone = w.timezone, version = p.version + 1
     from unnest($1::uuid[], $2::bytea[], $3::uuid[], $4::text[]) as w (id, sealed, office, timezone) where p.id = w.id`,
    [
      people.map(({ id }) => id),
      people.map(({ sealed }) => sealed),
      people.map(({ officeId }) => officeId),
      people.map(({ timezone }) => timezone),
    ],
  );
}

/** Whose case officers are others from now on. */
export async function handOver(client: Queryable, participants: readonly string[]): Promise<void> {
  if (participants.length === 0) return;
  await client.query(
    `update supervision set to_at = now() where participant_id = any($1) and role = 'case-officer' and to_at is null`,
    [participants],
  );
}

export async function insertOfficers(
  client: Queryable,
  programmeId: string,
  people: readonly { readonly id: string; readonly officerId: string | null }[],
): Promise<void> {
  const columns = { programme_id: 'uuid', participant_id: 'uuid', staff_id: 'uuid', role: 'text' };
  const rows = people.flatMap(({ id, officerId }) =>
    officerId === null
      ? []
      : [{ programme_id: programmeId, participant_id: id, staff_id: officerId, role: 'case-officer' }],
  );
  await insertRows(client, 'supervision', columns, rows);
}

export type WrittenSchedule = {
  readonly id: string;
  readonly participantId: string;
  readonly clauseId: string;
  readonly officeId: string;
  readonly kind: string;
  readonly rhythm: string;
  readonly startsOn: string;
  readonly dates: readonly string[];
  readonly daysBefore: number;
  readonly daysAfter: number;
  readonly endsOn: string | null;
  readonly madeUntil: string;
  readonly due: readonly {
    readonly nominalOn: string;
    readonly dueOn: string;
    readonly windowFrom: string;
    readonly windowTo: string;
  }[];
};

/** Schedules with the check-ins that they make due. */
export async function insertCaseloadSchedules(
  client: Queryable,
  author: { readonly programmeId: string; readonly staffId: string | null },
  schedules: readonly WrittenSchedule[],
): Promise<void> {
  if (schedules.length === 0) return;
  const of = <T>(value: (one: WrittenSchedule) => T): T[] => schedules.map(value);
  // An array of arrays of different lengths is none to PostgreSQL: dates go as text.
  await client.query(
    `insert into check_in_schedule (id, programme_id, participant_id, clause_id, office_id, kind, rhythm, starts_on, dates, days_before,
       days_after, ends_on, made_until, created_by)
     select id, $1, person, clause, office, kind, rhythm, starts, dates::date[], before, after, ends, until, $2
     from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::date[], $10::text[], $11::smallint[], $12::smallint[],
       $13::date[], $14::date[]) as s (id, person, clause, office, kind, rhythm, starts, dates, before, after, ends, until)`,
    [
      ...[author.programmeId, author.staffId, of(({ id }) => id), of(({ participantId }) => participantId)],
      ...[of(({ clauseId }) => clauseId), of(({ officeId }) => officeId), of(({ kind }) => kind)],
      ...[of(({ rhythm }) => rhythm), of(({ startsOn }) => startsOn)],
      ...[of(({ dates }) => `{${dates.join(',')}}`), of(({ daysBefore }) => daysBefore)],
      ...[of(({ daysAfter }) => daysAfter), of(({ endsOn }) => endsOn), of(({ madeUntil }) => madeUntil)],
    ],
  );
  const columns = {
    ...{ programme_id: 'uuid', participant_id: 'uuid', schedule_id: 'uuid', office_id: 'uuid', kind: 'text' },
    ...{ nominal_on: 'date', due_on: 'date', window_from: 'date', window_to: 'date' },
  };
  const rows = schedules.flatMap(({ id, participantId, officeId, kind, due }) =>
    due.map(({ nominalOn, dueOn, windowFrom, windowTo }) => ({
      ...{ programme_id: author.programmeId, participant_id: participantId, schedule_id: id },
      ...{ office_id: officeId, kind, nominal_on: nominalOn, due_on: dueOn },
      ...{ window_from: windowFrom, window_to: windowTo },
    })),
  );
  await insertRows(client, 'check_in', columns, rows);
}
