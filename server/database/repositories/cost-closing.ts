import type { CostLine, Fault, RateCard } from '@attend/casework/costs/accrue';
import type { Booked } from '@attend/casework/costs/adjust';
import type { AssignmentTime, ProviderTime } from '@attend/casework/costs/provider-spans';
import type { CostOutcome } from '@attend/casework/costs/words';
import { instantOf, millis, type Queryable } from './queryable.ts';

/** What the closing of months reads and writes, as the owner's role. Days are numbers since 1970 (casework/costs/day-table.ts). */
export const dayFrom = (column: string): string => `(${column} - date '1970-01-01')`;
export const dayInto = (value: string): string => `(date '1970-01-01' + ${value})`;

export type CostProgramme = {
  readonly id: string;
  readonly timezone: string;
  /** The month of the first published rate card: before it nothing has a price. */
  readonly firstMonth: string;
  readonly lastClosed: string | null;
};
export async function listCostProgrammes(client: Queryable): Promise<CostProgramme[]> {
  const { rows } = await client.query<CostProgramme>({
    name: 'cost-programmes',
    text: `select p.id, p.timezone, to_char(min(r.from_on), 'YYYY-MM') as "firstMonth",
        (select to_char(max(m.month), 'YYYY-MM') from cost_month m where m.programme_id = p.id) as "lastClosed"
      from programme p join rate_card r on r.programme_id = p.id and r.status = 'published' group by p.id`,
  });
  return rows;
}

export async function listPublishedCards(client: Queryable, programme: string): Promise<RateCard[]> {
  const { rows } = await client.query<RateCard>({
    name: 'cost-cards',
    text: `select id, provider_id as provider, technology, ${dayFrom('from_on')} as "from", minor, currency, part_day as "partDay",
        fault_credit as "faultCredit" from rate_card where programme_id = $1 and status = 'published'`,
    values: [programme],
  });
  return rows;
}

export type CostPerson = {
  readonly id: string;
  readonly office: string | null;
  readonly timezone: string;
  readonly outcome: CostOutcome;
  readonly inError: boolean;
};
/** The next of the programme's people, in order of id, with how their orders stand. */
export async function listCostPeople(
  client: Queryable,
  programme: string,
  after: string,
  limit: number,
): Promise<CostPerson[]> {
  const { rows } = await client.query<CostPerson>({
    name: 'cost-people',
    text: `select p.id, p.office_id as office, coalesce(f.timezone, g.timezone) as timezone, p.entered_in_error_at is not null as "inError",
        coalesce((select case o.status when 'active' then 'in-force' else o.ended_as end from supervision_order o
          where o.participant_id = p.id and o.entered_in_error_at is null and (o.status = 'active' or o.ended_as is not null)
          order by o.status = 'active' desc, o.ended_at desc nulls last, o.id desc limit 1), 'no-order') as outcome
      from participant p join programme g on g.id = p.programme_id left join office f on f.id = p.office_id
      where p.programme_id = $1 and p.id > $2 order by p.id limit $3`,
    values: [programme, after, limit],
  });
  return rows;
}

type OfPerson<T> = T & { readonly person: string };
export type CostRecords = {
  readonly assignments: readonly OfPerson<AssignmentTime>[];
  readonly providers: readonly OfPerson<ProviderTime>[];
  readonly faults: readonly OfPerson<Fault>[];
};

/** What these people had in a span, from whom, and when it was at fault or may have been. */
export async function loadCostRecords(
  client: Queryable,
  people: readonly string[],
  from: number,
  to: number,
): Promise<CostRecords> {
  const values = [people, instantOf(from), instantOf(to)];
  const assignments = await client.query<OfPerson<AssignmentTime>>({
    name: 'cost-assignments',
    text: `select a.participant_id as person, a.id::text as assignment, d.technology, ${millis('a.from_at')} as "from", ${millis('a.to_at')} as "to"
      from assignment a join device d on d.id = a.device_id
      where a.participant_id = any($1::uuid[]) and a.from_at < $3 and (a.to_at is null or a.to_at > $2)`,
    values,
  });
  const providers = await client.query<OfPerson<ProviderTime>>({
    name: 'cost-providers',
    text: `select participant_id as person, provider_id as provider, ${millis('from_at')} as "from", ${millis('to_at')} as "to"
      from provider_supervision where participant_id = any($1::uuid[]) and from_at < $3 and (to_at is null or to_at > $2)`,
    values,
  });
  const faults = await client.query<OfPerson<Fault>>({ name: 'cost-faults', text: faultsText, values });
  return { assignments: assignments.rows, providers: providers.rows, faults: faults.rows };
}

/**
 * CST-4: at fault is what a person closed so: an alert, or a flag of the device. Not known yet: an alert of the kinds that a broken device
 * raises and that nobody has closed, a flag that nobody has looked at, a device of which nothing was taken.
 */
const faultsText = `
select l.participant_id as person, l.assignment_id::text as assignment, l.outcome is not distinct from 'device-fault' as known,
  ${millis('l.from_at')} as "from", ${millis('coalesce(l.to_at, l.closed_at)')} as "to"
from alert l where l.participant_id = any($1::uuid[]) and l.withdrawn_at is null and l.from_at < $3
  and coalesce(l.to_at, l.closed_at, 'infinity') > $2 and (l.outcome = 'device-fault' or l.status <> 'closed'
    and l.kind = any ('{battery-low,battery-critical,powered-off,silent,no-position,tamper,case-opened}'))
union all
select a.participant_id, a.id::text, g.outcome is not distinct from 'device-fault', ${millis('g.first_at')}, ${millis('g.last_at')}
from device_flag g join assignment a on a.device_id = g.device_id and a.from_at <= g.last_at and (a.to_at is null or a.to_at > g.first_at)
where a.participant_id = any($1::uuid[]) and (g.outcome is null or g.outcome = 'device-fault') and g.first_at < $3 and g.last_at > $2
union all
select a.participant_id, a.id::text, false, ${millis('q.from_at')}, ${millis('q.to_at')}
from device_quarantine q join assignment a on a.device_id = q.device_id and (q.to_at is null or a.from_at < q.to_at)
  and (a.to_at is null or a.to_at > q.from_at)
where a.participant_id = any($1::uuid[]) and q.from_at < $3 and (q.to_at is null or q.to_at > $2)`;

export type BookedRow = Booked<string> & {
  readonly person: string;
  readonly month: string;
  readonly office: string | null;
  readonly outcome: CostOutcome;
};
/** Lines that stand: neither taken back nor taking back. */
export async function listBooked(
  client: Queryable,
  people: readonly string[],
  from: string,
  to: string,
): Promise<BookedRow[]> {
  const { rows } = await client.query<BookedRow>({
    name: 'cost-booked',
    text: `select c.id::text, c.participant_id as person, to_char(c.of_month, 'YYYY-MM') as month, c.office_id as office, c.outcome,
        c.assignment_id::text as assignment, c.provider_id as provider, c.technology, c.tier, c.card_id as card, c.currency,
        ${dayFrom('c.from_on')} as "from", ${dayFrom('c.to_on')} as "to", c.parts, c.state, c.counts_person as "countsPerson", c.rate, c.minor
      from cost_line c where c.participant_id = any($1::uuid[]) and c.of_month between ($2 || '-01')::date and ($3 || '-01')::date
        and c.takes_back is null and not exists (select from cost_line r where r.takes_back = c.id)`,
    values: [people, from, to],
  });
  return rows;
}

export type NewLine = CostLine & {
  readonly person: string;
  readonly month: string;
  readonly office: string | null;
  readonly outcome: CostOutcome;
  /** The line that is taken back; its amount then stands here with the other sign. */
  readonly takesBack: string | null;
};
export async function insertCostLines(
  client: Queryable,
  programme: string,
  bookedIn: string,
  lines: readonly NewLine[],
): Promise<void> {
  const column = <T>(of: (line: NewLine) => T): T[] => lines.map(of);
  await client.query({
    name: 'cost-lines-insert',
    text: `insert into cost_line (programme_id, booked_in, of_month, participant_id, assignment_id, provider_id, technology, tier, office_id,
        outcome, card_id, currency, from_on, to_on, parts, state, counts_person, rate, minor, takes_back)
      select $1, ($2 || '-01')::date, (month || '-01')::date, person, assignment, provider, technology, tier, office, outcome, card, currency,
        ${dayInto('from_day')}, ${dayInto('to_day')}, parts, state, counts, rate, minor, taken
      from unnest($3::text[], $4::uuid[], $5::bigint[], $6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::text[], $11::uuid[], $12::text[],
        $13::int[], $14::int[], $15::smallint[], $16::text[], $17::boolean[], $18::int[], $19::int[], $20::bigint[])
        as l (month, person, assignment, provider, technology, tier, office, outcome, card, currency, from_day, to_day, parts, state, counts, rate, minor, taken)`,
    values: [
      ...[programme, bookedIn, column((l) => l.month), column((l) => l.person), column((l) => l.assignment)],
      ...[column((l) => l.provider), column((l) => l.technology), column((l) => l.tier)],
      ...[
        column((l) => l.office),
        column((l) => l.outcome),
        column((l) => l.card),
        column((l) => l.currency),
      ],
      ...[column((l) => l.from), column((l) => l.to), column((l) => l.parts), column((l) => l.state)],
      ...[column((l) => l.countsPerson), column((l) => l.rate), column((l) => l.minor)],
      column((l) => l.takesBack),
    ],
  });
}

/** CST-6: the month, and its totals as the sums of its lines: what is taken back counts with the other sign. */
export async function writeClosedMonth(client: Queryable, programme: string, month: string): Promise<void> {
  const days = `(case when takes_back is null then 1 else -1 end) * (to_on - from_on + 1)`;
  await client.query({
    name: 'cost-totals-write',
    text: `insert into cost_total (programme_id, booked_in, of_month, provider_id, technology, tier, office_id, outcome, currency, lines, device_days,
        person_days, charged_parts, credited_days, question_days, unpriced_days, minor)
      select programme_id, booked_in, of_month, provider_id, technology, tier, office_id, outcome, currency, count(*), sum(${days}),
        coalesce(sum(${days}) filter (where counts_person), 0),
        coalesce(sum(${days} * parts) filter (where state in ('charged', 'in-question')), 0),
        coalesce(sum(${days}) filter (where state = 'credited'), 0), coalesce(sum(${days}) filter (where state = 'in-question'), 0),
        coalesce(sum(${days}) filter (where state = 'no-rate'), 0), sum(minor)
      from cost_line where programme_id = $1 and booked_in = ($2 || '-01')::date
      group by programme_id, booked_in, of_month, provider_id, technology, tier, office_id, outcome, currency`,
    values: [programme, month],
  });
  await client.query({
    name: 'cost-month-write',
    text: `insert into cost_month (programme_id, month, lines, corrections)
      select $1, ($2 || '-01')::date, count(*), count(*) filter (where of_month < booked_in)
      from cost_line where programme_id = $1 and booked_in = ($2 || '-01')::date`,
    values: [programme, month],
  });
  // A month writes as many rows as there are wearers: what is planned by the table as it was before would read all of it for each page.
  await client.query('analyze cost_line');
}

export type AskedCheck = { readonly programmeId: string; readonly month: string };
export async function listAskedChecks(client: Queryable): Promise<AskedCheck[]> {
  const { rows } = await client.query<AskedCheck>({
    name: 'cost-checks',
    text: `select programme_id as "programmeId", to_char(month, 'YYYY-MM') as month from cost_month
      where check_asked_at is not null and (checked_at is null or checked_at < check_asked_at) order by month`,
  });
  return rows;
}
export async function writeCheck(client: Queryable, { programmeId, month }: AskedCheck, differences: number) {
  await client.query({
    name: 'cost-check-write',
    text: `update cost_month set checked_at = now(), check_differences = $3 where programme_id = $1 and month = ($2 || '-01')::date`,
    values: [programmeId, month, differences],
  });
}
