import type { Pool } from '@attend/server/database/connect';

export type CostsPlaces = { readonly programme: string; readonly provider: string; readonly staff: string };
export const costYear = 2025;

/**
 * A programme of so many people with a device each through a year: a tenth has ankle devices, a third wrist, the rest phones, as DESIGN.md's
 * largest case has. A tenth began within the year, a twentieth ended, a tenth was swapped; one device in fifty was at fault for some days.
 * Nobody's record is opened by any of what is measured: what is sealed is one byte.
 */
export async function loadWearers(owner: Pool, people: number): Promise<CostsPlaces> {
  const one = async (text: string, values: readonly unknown[] = []): Promise<string> =>
    (await owner.query<{ id: string }>(text, [...values])).rows[0]?.id ?? '';
  const programme = await one(
    `insert into programme (name, timezone, simulated) values ('bench', 'America/Denver', true) returning id`,
  );
  const provider = await one(
    `insert into provider (programme_id, name) values ($1, 'Contractor') returning id`,
    [programme],
  );
  const staff = await one(
    `insert into staff (programme_id, name, email) values ($1, 'Bench', 'bench@example.org') returning id`,
    [programme],
  );
  await owner.query(
    `insert into office (programme_id, name, timezone) select $1, 'Office ' || n,
       (array['America/Denver', 'America/New_York', 'America/Los_Angeles'])[1 + n % 3] from generate_series(1, 90) n`,
    [programme],
  );
  const client = await owner.connect();
  try {
    // Triggers that tell gateways and lists of each row are no part of what is measured; constraints stand.
    for (const table of ['participant', 'device', 'assignment', 'provider_supervision'])
      await client.query(`alter table ${table} disable trigger user`);
    await client.query(
      `insert into participant (programme_id, reference, office_id, sealed)
       select $1, 'B-' || n, (select o.id from office o where o.name = 'Office ' || (1 + n % 90)), '\\x00' from generate_series(1, $2::int) n`,
      [programme, people],
    );
    await client.query(
      `insert into device (programme_id, protocol, identifier, technology)
       select $1, 'laipac', 'S' || lpad(n::text, 9, '0'), case when n % 10 = 0 then 'ankle' when n % 3 = 0 then 'wrist' else 'phone' end
       from generate_series(1, $2::int + $2::int / 10) n`,
      [programme, people],
    );
    await client.query('analyze participant, device, office');
    await client.query(assignments, [programme, people, `${costYear}-01-01`]);
    await client.query(
      `insert into provider_supervision (programme_id, participant_id, provider_id, from_at)
       select programme_id, id, $2, '2020-01-01' from participant where programme_id = $1`,
      [programme, provider],
    );
    await client.query(
      `insert into device_flag (programme_id, device_id, kind, first_at, last_at, count, outcome, looked_at, looked_by)
       select d.programme_id, d.id, 'impossible-travel', $2::date + 100, $2::date + 103, 1, 'device-fault', now(), $3
       from device d where d.programme_id = $1 and right(d.identifier, 2) in ('07', '57')`,
      [programme, `${costYear}-01-01`, staff],
    );
    for (const table of ['participant', 'device', 'assignment', 'provider_supervision'])
      await client.query(`alter table ${table} enable trigger user`);
  } finally {
    client.release();
  }
  await owner.query(
    `insert into rate_card (programme_id, provider_id, technology, from_on, minor, currency, part_day, fault_credit, source, made_by, status, published_at, published_by)
     select $1, $2, t, f::date, r, 'USD', 'any-part', 'half-day', 'bench', $3, 'published', now(), $3
     from (values ('ankle', $4, 275), ('wrist', $4, 190), ('phone', $4, 60), ('ankle', $5, 265)) c (t, f, r)`,
    [programme, provider, staff, `${costYear}-01-01`, `${costYear}-07-01`],
  );
  await owner.query('vacuum analyze participant, device, assignment, provider_supervision, device_flag');
  return { programme, provider, staff };
}

const assignments = `
with worn as (
  select p.id as participant, d.id as device, n,
    case when n % 10 = 3 then $3::timestamptz + (n % 300) * interval '1 day 37 minutes' else $3::timestamptz - interval '40 days' end as begins,
    case when n % 20 = 7 then $3::timestamptz + (30 + n % 300) * interval '1 day 13 minutes' end as ends
  from generate_series(1, $2::int) n join participant p on p.programme_id = $1 and p.reference = 'B-' || n
    join device d on d.programme_id = $1 and d.identifier = 'S' || lpad(n::text, 9, '0')
), swapped as (
  select w.*, w.n % 10 = 1 as is_swapped, $3::timestamptz + (20 + w.n % 320) * interval '1 day 5 minutes' as at from worn w
)
insert into assignment (programme_id, participant_id, device_id, from_at, to_at, fix_every, upload_every)
select $1, participant, device, begins, case when is_swapped then at else ends end, 60, 600 from swapped
union all
select $1, s.participant, d.id, s.at + interval '10 minutes', null, 60, 600
from swapped s join device d on d.programme_id = $1 and d.identifier = 'S' || lpad(($2::int + s.n / 10 + 1)::text, 9, '0')
where s.is_swapped`;

/**
 * The year's invoice as the provider would write it, a line a device and month, as CSV a part at a time: one line in a hundred bills a day
 * too many, one in two hundred another rate, one in a thousand a number that nobody knows, one in five hundred is billed twice.
 */
export async function* writeInvoice(owner: Pool, of: CostsPlaces): AsyncGenerator<string> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    await client.query(
      `declare bills no scroll cursor for select d.identifier || ',' || c.f || ',' || c.t || ',' || c.days || '.00,'
         || ((c.rate + 10 * (n % 200 = 1)::int) / 100.0)::numeric(9, 2) || ','
         || ((c.days + (n % 100 = 0)::int) * (c.rate + 10 * (n % 200 = 1)::int) / 100.0)::numeric(12, 2) as line, n
       from (select assignment_id, min(from_on) as f, max(to_on) as t,
           sum((to_on - from_on + 1) * parts / 24) filter (where state = 'charged')::int as days, max(rate) as rate, row_number() over () as n
         from cost_line where programme_id = '${of.programme}' group by assignment_id, of_month having sum(minor) > 0) c
       join assignment a on a.id = c.assignment_id join device d on d.id = a.device_id`,
    );
    yield 'serial,from,to,days,rate,amount\n';
    for (;;) {
      const { rows } = await client.query<{ line: string; n: string }>('fetch 18000 from bills');
      if (rows.length === 0) return;
      yield rows
        .map(({ line, n }) => {
          const number = Number(n);
          const written = number % 1000 === 5 ? `X${line}` : line;
          return number % 500 === 9 ? `${written}\n${written}\n` : `${written}\n`;
        })
        .join('');
    }
  } finally {
    await client.query('rollback');
    client.release();
  }
}
