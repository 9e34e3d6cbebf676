import { type KeyObject, randomUUID } from 'node:crypto';
import type { AccountRequest } from '@attend/contracts/account-requests';
import type { StaffRole } from '@attend/contracts/session';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';
import { millis, type Queryable } from './queryable.ts';

const noteForm = z.object({ note: z.string() });
const identityOf = (id: string): string => `account_request/${id}`;

type Kind = AccountRequest['kind'];
export type Decision = Exclude<AccountRequest['standing'], 'waits'>;

type Row = {
  readonly id: string;
  readonly kind: Kind;
  readonly staffId: string;
  readonly staff: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
  readonly officeIds: readonly string[];
  readonly offices: readonly string[];
  readonly provider: string | null;
  readonly askedById: string | null;
  readonly askedBy: string | null;
  readonly askedAt: number;
  readonly lapsesAt: number;
  readonly version: number;
  readonly decision: Decision | null;
  readonly decidedById: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  /** The account as it stands. */
  readonly standingVersion: number;
  readonly hasLeft: boolean;
  readonly hasFactor: boolean;
  /** The transaction's actor may still decide: read under the lock, not at the request's beginning. */
  readonly actorStands: boolean;
  /** Who asked works here and may still change accounts; true where it was the operator. */
  readonly askerStands: boolean;
  /** The transaction's actor counts as who asked, or as whom it is about. */
  readonly samePerson: boolean;
  readonly isOver: boolean;
  readonly sealed: Buffer | null;
};
export type AccountRequestRow = Omit<Row, 'sealed'> & { readonly note: string | null };

/** $1: the roles that may ask; $2: those that may decide. By the clock, and not by when the transaction began: it has waited for locks. */
const holds = (
  staff: string,
  roles: string,
): string => `(${staff}.ended_at is null and exists (select from staff_role r where r.staff_id = ${staff}.id
  and r.role = any (${roles}) and r.from_at <= clock_timestamp() and (r.to_at is null or r.to_at > clock_timestamp())))`;
const select = `
select q.id, q.kind, s.id as "staffId", s.name as staff, s.email, q.roles, q.offices as "officeIds",
  array(select o.name from office o where o.id = any (q.offices) order by o.name) as offices, v.name as provider,
  a.id as "askedById", a.name as "askedBy", ${millis('q.asked_at')} as "askedAt", ${millis('q.lapses_at')} as "lapsesAt",
  q.account_version as version, q.decision, d.id as "decidedById", d.name as "decidedBy", ${millis('q.decided_at')} as "decidedAt",
  s.account_version as "standingVersion", s.ended_at is not null as "hasLeft", has_own_factor(s.id) as "hasFactor",
  (a.id is null or ${holds('a', '$1')}) as "askerStands",
  exists (select from staff m where m.id = acting_staff() and ${holds('m', '$2')}) as "actorStands",
  (same_person(acting_staff(), s.id) or (a.id is not null and same_person(acting_staff(), a.id))) as "samePerson",
  q.lapses_at <= now() as "isOver", q.sealed
from account_request q join staff s on s.id = q.staff_id
left join staff a on a.id = q.asked_by left join staff d on d.id = q.decided_by left join provider v on v.id = s.provider_id`;

const open = (key: KeyObject, { sealed, ...row }: Row): AccountRequestRow => ({
  ...row,
  note: sealed === null ? null : noteForm.parse(unsealJson(key, identityOf(row.id), sealed)).note,
});

/** Whose word counts, by role: as the first, and as the second. */
export type Deciding = { readonly asking: readonly StaffRole[]; readonly confirming: readonly StaffRole[] };

/** `key`: the programme's. */
export async function listAccountRequests(
  client: Queryable,
  key: KeyObject,
  { asking, confirming }: Deciding,
): Promise<AccountRequestRow[]> {
  const { rows } = await client.query<Row>(
    `${select} order by q.decision is not null, q.asked_at desc, q.id desc limit 200`,
    [asking, confirming],
  );
  return rows.map((row) => open(key, row));
}

/**
 * One request, with everybody's row whom it concerns locked until the transaction ends, in one order: two who decide at once, and
 * whoever ends the asker or changes the account meanwhile, follow one another.
 */
export async function lockAccountRequest(
  client: Queryable,
  key: KeyObject,
  { asking, confirming }: Deciding,
  id: string,
): Promise<AccountRequestRow | null> {
  await client.query(
    `select from staff where id in (select unnest(array[q.staff_id, q.asked_by, acting_staff()]) from account_request q where q.id = $1)
     order by id for update`,
    [id],
  );
  await client.query('select from account_request where id = $1 for update', [id]);
  const { rows } = await client.query<Row>(`${select} where q.id = $3`, [asking, confirming, id]);
  return rows[0] === undefined ? null : open(key, rows[0]);
}

export type NewAccountRequest = {
  readonly programmeId: string;
  readonly staffId: string;
  readonly kind: Kind;
  readonly roles: readonly StaffRole[];
  readonly officeIds: readonly string[];
  readonly by: { readonly staffId: string } | { readonly operator: string };
  readonly days: number;
  /** Null: it waits. `alone`: it takes effect at once. */
  readonly decision: 'alone' | null;
};

/** Of the account as it stands now. Answers the request's id. */
export async function insertAccountRequest(client: Queryable, made: NewAccountRequest): Promise<string> {
  const id = randomUUID();
  await client.query(
    `insert into account_request (id, programme_id, staff_id, kind, roles, offices, asked_by, operator, lapses_at, account_version, decision, decided_at)
     select $1, $2, s.id, $4, $5, $6, $7, $8, now() + make_interval(days => $9), s.account_version, $10, case when $10::text is null then null else now() end
     from staff s where s.id = $3`,
    [
      ...[id, made.programmeId, made.staffId, made.kind, made.roles, made.officeIds],
      'staffId' in made.by ? made.by.staffId : null,
      'operator' in made.by ? made.by.operator : null,
      ...[made.days, made.decision],
    ],
  );
  return id;
}

/** That an account is who it says: approved in the moment it is said, after the one on whose word it rests until now. */
export async function insertConfirmation(
  client: Queryable,
  key: KeyObject,
  made: {
    readonly programmeId: string;
    readonly staffId: string;
    readonly vouchedBy: string;
    readonly by: { readonly staffId: string } | { readonly operator: string };
    readonly note: string | null;
  },
): Promise<string> {
  const id = randomUUID();
  await client.query(
    `insert into account_request (id, programme_id, staff_id, kind, roles, offices, asked_by, lapses_at, account_version, decision,
       decided_by, decided_operator, decided_at, sealed)
     select $1, $2, s.id, 'confirmation', '{}', '{}', $4, now(), s.account_version, 'approved', $5, $6, now(), $7 from staff s where s.id = $3`,
    [
      ...[id, made.programmeId, made.staffId, made.vouchedBy],
      'staffId' in made.by ? made.by.staffId : null,
      'operator' in made.by ? made.by.operator : null,
      made.note === null ? null : sealJson(key, identityOf(id), { note: made.note }),
    ],
  );
  return id;
}

export async function decideAccountRequest(
  client: Queryable,
  key: KeyObject,
  id: string,
  decided: {
    readonly decision: 'approved' | 'refused';
    readonly by: { readonly staffId: string } | { readonly operator: string };
    readonly note: string | null;
  },
): Promise<void> {
  await client.query(
    `update account_request set decision = $2, decided_by = $3, decided_operator = $4, decided_at = now(), sealed = $5
     where id = $1 and decision is null`,
    [
      ...[id, decided.decision],
      'staffId' in decided.by ? decided.by.staffId : null,
      'operator' in decided.by ? decided.by.operator : null,
      decided.note === null ? null : sealJson(key, identityOf(id), { note: decided.note }),
    ],
  );
}

export type Voided = { readonly id: string; readonly staffId: string; readonly askedById: string | null };

/** What waits about this account, or was asked by this one, waits no more. Answers what it was. */
export async function voidAccountRequests(
  client: Queryable,
  which: { readonly about: string } | { readonly askedBy: string },
): Promise<readonly Voided[]> {
  const [column, value] = 'about' in which ? ['staff_id', which.about] : ['asked_by', which.askedBy];
  const { rows } = await client.query<Voided>(
    `update account_request set decision = 'void', decided_at = now() where decision is null and ${column} = $1
     returning id, staff_id as "staffId", asked_by as "askedById"`,
    [value],
  );
  return rows;
}

/** What waits about this account, of any kind. */
export async function findWaiting(
  client: Queryable,
  staffId: string,
): Promise<{ readonly id: string; readonly kind: Kind } | null> {
  const { rows } = await client.query<{ id: string; kind: Kind }>(
    'select id, kind from account_request where staff_id = $1 and decision is null and lapses_at > now()',
    [staffId],
  );
  return rows[0] ?? null;
}

/** The same with what it would give: for the operator, whose word is the second. Locked. */
export async function findWaitingRequest(
  client: Queryable,
  staffId: string,
): Promise<Pick<AccountRequestRow, 'id' | 'kind' | 'staffId' | 'roles' | 'officeIds' | 'version'> | null> {
  const { rows } = await client.query<
    Pick<AccountRequestRow, 'id' | 'kind' | 'staffId' | 'roles' | 'officeIds' | 'version'>
  >(
    `select id, kind, staff_id as "staffId", roles, offices as "officeIds", account_version as version from account_request
     where staff_id = $1 and decision is null and lapses_at > now() for update`,
    [staffId],
  );
  return rows[0] ?? null;
}

/** What somebody was last to have who came or was reset, and has not got yet. */
export async function findOutstanding(
  client: Queryable,
  staffId: string,
): Promise<{ readonly roles: readonly StaffRole[]; readonly officeIds: readonly string[] } | null> {
  const { rows } = await client.query<{ roles: StaffRole[]; officeIds: string[] }>(
    `select roles, offices as "officeIds" from account_request
     where staff_id = $1 and kind in ('invitation', 'reset') order by asked_at desc, id desc limit 1`,
    [staffId],
  );
  return rows[0] ?? null;
}

export type OwnReset = {
  readonly at: number;
  readonly by: string | null;
  readonly standing: Decision | null;
  readonly isOver: boolean;
  readonly confirmedBy: string | null;
  readonly confirmedAt: number | null;
};
/** When one's own ways in were taken away and given anew, and by whom; newest first. */
export async function listResetsOf(client: Queryable, staffId: string): Promise<readonly OwnReset[]> {
  const { rows } = await client.query<OwnReset>(
    `select ${millis('q.asked_at')} as at, a.name as by, q.decision as standing, q.lapses_at <= now() as "isOver",
       d.name as "confirmedBy", case when q.decision = 'approved' then ${millis('q.decided_at')} end as "confirmedAt"
     from account_request q left join staff a on a.id = q.asked_by left join staff d on d.id = q.decided_by and q.decision = 'approved'
     where q.staff_id = $1 and q.kind = 'reset' order by q.asked_at desc, q.id desc limit 20`,
    [staffId],
  );
  return rows;
}

/**
 * Those that nobody answered in time, in every programme, each with its audit entry: as the owner's role, by the program's own
 * clock. Answers how many.
 */
export async function lapseAccountRequests(client: Queryable, requestId: string): Promise<number> {
  const { rowCount } = await client.query(
    `with over as (
       update account_request set decision = 'lapsed', decided_at = now() where decision is null and lapses_at <= now()
       returning id, programme_id
     )
     insert into audit_entry (programme_id, operator, action, entity, entity_id, request_id)
     select programme_id, 'accounts', 'account-request.lapsed', 'account_request', id::text, $1 from over`,
    [requestId],
  );
  return rowCount ?? 0;
}
