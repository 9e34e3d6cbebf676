import type { CaseloadAgreement, CaseloadClause } from '@attend/casework/caseload/orders';
import type { OrderEnding } from '@attend/casework/orders/words';
import type { TimetableEntry } from '@attend/kernel';
import { millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

/** A person as a caseload's files name and change them. */
export type CaseloadPersonRow = {
  readonly id: string;
  readonly reference: string;
  readonly sealed: Buffer;
  readonly version: number;
  readonly office: string | null;
  readonly officer: string | null;
  readonly timezone: string | null;
  readonly inError: boolean;
  /** May be written by the sender of the file. */
  readonly reached: boolean;
};

const person = (
  reached: string,
): string => `select p.id, p.reference, p.sealed, p.version, o.name as office, lower(s.email) as officer, p.timezone,
  p.entered_in_error_at is not null as "inError", ${reached} as reached
from participant p left join office o on o.id = p.office_id
left join supervision v on v.participant_id = p.id and v.role = 'case-officer' and v.to_at is null left join staff s on s.id = v.staff_id`;

/** Of these numbers, whoever is on record where the sender sees them; with those entered in error. */
export async function loadCaseloadPeople(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  references: readonly string[],
): Promise<Map<string, CaseloadPersonRow>> {
  const { rows } = await client.query<CaseloadPersonRow>(
    `${person(`($3::boolean or ${isReached('p', '$4')})`)} where p.programme_id = $1 and p.reference = any($2)`,
    [programmeId, references, whole, keys],
  );
  return new Map(rows.map((row) => [row.reference, row]));
}

export type CaseloadOfficeRow = {
  readonly id: string;
  readonly name: string;
  readonly timezone: string;
  readonly hours: readonly TimetableEntry[] | null;
  readonly slotMinutes: number | null;
  readonly capacity: number | null;
};
const office = `select o.id, o.name, o.timezone, c.hours, c.slot_minutes as "slotMinutes", c.capacity
  from office o left join office_calendar c on c.office_id = o.id where o.programme_id = $1 and o.ended_at is null`;

export async function loadCaseloadOffices(
  client: Queryable,
  programmeId: string,
): Promise<Map<string, CaseloadOfficeRow>> {
  const { rows } = await client.query<CaseloadOfficeRow>(`${office} order by o.name, o.id`, [programmeId]);
  return new Map(rows.map((row) => [row.name, row]));
}

/** Ids of staff by address in lower case. */
export async function loadCaseloadOfficers(
  client: Queryable,
  programmeId: string,
  addresses: readonly string[],
): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; email: string }>(
    'select id, lower(email) as email from staff where programme_id = $1 and lower(email) = any($2) and ended_at is null',
    [programmeId, addresses],
  );
  return new Map(rows.map(({ id, email }) => [email, id]));
}

export type CaseloadOrderRow = {
  readonly participantId: string;
  readonly orderId: string;
  readonly versionId: string;
  readonly order: string;
  readonly version: number;
  readonly from: number;
  readonly to: number | null;
  readonly review: number | null;
  readonly ended: number | null;
  readonly endedAs: OrderEnding | null;
  readonly legalBasis: string;
  readonly sealed: Buffer | null;
  readonly clauses: readonly CaseloadClause[];
  readonly agreement: CaseloadAgreement | null;
};

/** Every version that took effect, of these people. */
export async function loadCaseloadOrders(
  client: Queryable,
  participants: readonly string[],
): Promise<CaseloadOrderRow[]> {
  const { rows } = await client.query<CaseloadOrderRow>(
    `select o.participant_id as "participantId", o.id as "orderId", v.id as "versionId", o.reference as "order", v.version,
       ${millis('v.from_at')} as "from", ${millis('v.to_at')} as "to", ${millis('v.review_at')} as review, ${millis('o.ended_at')} as ended,
       o.ended_as as "endedAs", v.legal_basis as "legalBasis", v.sealed,
       (select coalesce(json_agg(json_build_object('number', c.number, 'kind', c.kind, 'from', ${millis('c.from_at')}, 'to', ${millis('c.to_at')})
         order by c.number), '[]') from order_clause c where c.order_version_id = v.id) as clauses,
       (select json_build_object('location', a.location, 'language', nullif(a.language, 'und'), 'signedAt', ${millis('a.signed_at')},
         'withdrawnAt', ${millis('a.withdrawn_at')}) from agreement a where a.order_version_id = v.id order by a.signed_at desc limit 1) as agreement
     from supervision_order o join order_version v on v.order_id = o.id
     where o.participant_id = any($1) and o.status <> 'draft' and o.entered_in_error_at is null and v.effective_at is not null
     order by o.participant_id, o.reference, v.version`,
    [participants],
  );
  return rows;
}

export type CaseloadScheduleRow = {
  readonly participantId: string;
  readonly scheduleId: string;
  readonly office: string;
  readonly kind: 'office' | 'home' | 'virtual' | 'phone';
  readonly rhythm: 'weeks-4' | 'weeks-8' | 'weeks-12' | 'yearly' | 'ordered';
  readonly startsOn: string;
  readonly dates: readonly string[];
  readonly daysBefore: number;
  readonly daysAfter: number;
  readonly endsOn: string | null;
};

/** Those that have not ended. */
export async function loadCaseloadSchedules(
  client: Queryable,
  participants: readonly string[],
): Promise<CaseloadScheduleRow[]> {
  const { rows } = await client.query<CaseloadScheduleRow>(
    `select h.participant_id as "participantId", h.id as "scheduleId", o.name as office, h.kind, h.rhythm, h.starts_on::text as "startsOn",
       h.dates::text[] as dates, h.days_before as "daysBefore", h.days_after as "daysAfter", h.ends_on::text as "endsOn"
     from check_in_schedule h join office o on o.id = h.office_id
     where h.participant_id = any($1) and h.ended_at is null order by h.participant_id, h.starts_on, h.id`,
    [participants],
  );
  return rows;
}
