import type pg from 'pg';

/** A month that is over by any clock, `back` months ago, and an instant within it. */
export function monthBack(back = 1): { readonly month: string; readonly at: (day: number) => string } {
  const month = Temporal.Now.plainDateISO('America/New_York').toPlainYearMonth().subtract({ months: back });
  return {
    month: month.toString(),
    // Noon, by a clock for which it is the same day everywhere in the country.
    at: (day) => `${month.toPlainDate({ day }).toString()}T17:00:00Z`,
  };
}

/** With a provider from an instant on. */
export async function withProvider(
  owner: pg.Pool,
  person: string,
  provider: string,
  from = '2026-01-01T00:00:00Z',
  to: string | null = null,
): Promise<void> {
  await owner.query(
    `insert into provider_supervision (programme_id, participant_id, provider_id, from_at, to_at)
     select programme_id, id, $2, $3, $4 from participant where id = $1`,
    [person, provider, from, to],
  );
}

/** An alert of the person's, raised at an instant, with what somebody did about it. */
export async function insertAlertAt(
  owner: pg.Pool,
  person: string,
  raisedAt: string,
  looked: { readonly by: string | null; readonly at: string; readonly kind?: string } | null,
): Promise<string> {
  const { rows } = await owner.query(
    `insert into alert (programme_id, participant_id, assignment_id, kind, severity, from_at, to_at, raised_at, condition)
     select a.programme_id, a.participant_id, a.id, 'silent', 'low', $2, $2, $2, gen_random_uuid()::text
     from assignment a where a.participant_id = $1 limit 1 returning id`,
    [person, raisedAt],
  );
  const id: string = rows[0].id;
  if (looked !== null)
    await owner.query(
      `insert into alert_transition (programme_id, participant_id, alert_id, at, kind, staff_id)
       select programme_id, participant_id, id, $2, $3, $4 from alert where id = $1`,
      [id, looked.at, looked.kind ?? 'acknowledged', looked.by],
    );
  return id;
}

/** A check-in whose window ended on a day. */
export async function insertCheckInOn(
  owner: pg.Pool,
  person: string,
  office: string,
  on: string,
  status: string,
  by: string,
): Promise<string> {
  const { rows } = await owner.query(
    `insert into check_in (programme_id, participant_id, office_id, kind, nominal_on, due_on, window_from, window_to, status, reason, decided_at, decided_by)
     select programme_id, id, $2, 'office', $3, $3, $3, $3, $4::text, case when $4::text = 'excused' then 'illness' end,
       case when $4::text in ('due', 'booked') then null else now() end, case when $4::text in ('due', 'booked') then null else $5::uuid end
     from participant where id = $1 returning id`,
    [person, office, on, status, by],
  );
  return rows[0].id;
}
