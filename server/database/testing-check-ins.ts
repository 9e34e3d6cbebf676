import type pg from 'pg';

/** Open on every day, two at once. */
export const usualHours = {
  hours: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], start: '09:00', end: '17:00' }],
  slotMinutes: 30,
  capacity: 2,
};

/** An order of the person's own with a clause that permits check-ins, until the midnight in New York that a day begins with. */
export async function permitCheckIns(owner: pg.Pool, person: string, endsOn: string): Promise<void> {
  await owner.query(
    `with o as (
       insert into supervision_order (programme_id, participant_id, reference, status)
         select programme_id, id, reference || '-check-ins', 'active' from participant where id = $1 returning id, programme_id
     ), v as (
       insert into order_version (programme_id, order_id, version, from_at, to_at, legal_basis, effective_at, effective_by)
         select programme_id, id, 1, now() - interval '400 days', ($2 || 'T00:00')::timestamp at time zone 'America/New_York', 'test',
           now() - interval '400 days', 'service' from o returning id, programme_id, from_at, to_at
     )
     insert into order_clause (programme_id, order_version_id, number, kind, from_at, to_at)
       select programme_id, id, '90', 'check-ins', from_at, to_at from v`,
    [person, endsOn],
  );
}

/** A check-in of the person's that is due today, and its schedule, at the first of the programme's offices. */
export async function insertDueCheckIn(
  owner: pg.Pool,
  person: string,
  staff: string,
): Promise<{ readonly checkIn: string; readonly schedule: string }> {
  const { rows } = await owner.query<{ checkIn: string; schedule: string }>(
    `with h as (
       insert into check_in_schedule (programme_id, participant_id, clause_id, office_id, kind, rhythm, starts_on, days_before, days_after,
         made_until, created_by)
       select p.programme_id, p.id, l.id, f.id, 'office', 'weeks-4', current_date, 3, 3, current_date, $2
       from participant p, supervision_order o, order_version v, order_clause l, office f
       where p.id = $1 and o.participant_id = p.id and v.order_id = o.id and l.order_version_id = v.id and f.programme_id = p.programme_id
       order by f.name, l.id limit 1 returning *
     )
     insert into check_in (programme_id, participant_id, schedule_id, office_id, kind, nominal_on, due_on, window_from, window_to)
       select programme_id, participant_id, id, office_id, kind, starts_on, starts_on, starts_on - 3, starts_on + 3 from h
       returning id as "checkIn", schedule_id as schedule`,
    [person, staff],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the person has no order, or the programme no office');
  return row;
}

/** A check-in of the same person and day that was kept. */
export async function insertKeptLike(owner: pg.Pool, checkIn: string, staff: string): Promise<string> {
  const { rows } = await owner.query(
    `insert into check_in (programme_id, participant_id, office_id, kind, nominal_on, due_on, window_from, window_to, status, decided_at, decided_by)
     select programme_id, participant_id, office_id, kind, due_on, due_on, due_on, due_on, 'kept', now(), $2 from check_in where id = $1 returning id`,
    [checkIn, staff],
  );
  return rows[0].id;
}
