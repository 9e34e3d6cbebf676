import type { StaffRole } from '@attend/contracts/session';
import type { Queryable } from './queryable.ts';

export type StaffRow = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly StaffRole[];
  readonly office: string | null;
  /** None: everywhere in the agency. */
  readonly offices: readonly string[];
  readonly provider: string | null;
  readonly created_at: Date;
  readonly ended_at: Date | null;
  /** Null until the invitation is accepted. */
  readonly account_id: string | null;
  readonly invitation_sent_at: Date | null;
  readonly invitation_expires_at: Date | null;
  /** On whose word alone it rests that this is somebody else; null: it stands for itself. */
  readonly rests_on: string | null;
  readonly rests_on_name: string | null;
  /** Raised by whatever changes who it is or what it may do. */
  readonly account_version: number;
  /** The transaction's actor counts as this person. */
  readonly same_person: boolean;
  readonly has_factor: boolean;
};

const roleStands = 'r.staff_id = s.id and r.from_at <= now() and (r.to_at is null or r.to_at > now())';
/** As same_person() has it; whom the actor stands for is worked out once, since most accounts stand for themselves. */
const isActor = `coalesce((select stands_for(acting_staff())) = case when s.rests_on is null then s.id else stands_for(s.id) end, true)`;
const staffSelect = `select s.id, s.name, s.email, o.name as office, p.name as provider, s.created_at, s.ended_at, s.account_id,
    i.sent_at as invitation_sent_at, i.expires_at as invitation_expires_at,
    s.rests_on, w.name as rests_on_name, s.account_version, ${isActor} as same_person,
    has_own_factor(s.id) as has_factor,
    coalesce((select array_agg(distinct r.role order by r.role) from staff_role r where ${roleStands}), '{}') as roles,
    coalesce((select array_agg(distinct f.name order by f.name) from staff_role r join office f on f.id = r.office_id
      where ${roleStands}), '{}') as offices
  from staff s left join office o on o.id = s.office_id left join provider p on p.id = s.provider_id
    left join invitation i on i.staff_id = s.id left join staff w on w.id = s.rests_on`;

/** The programme's whole staff, leavers last. */
export async function listStaff(client: Queryable): Promise<readonly StaffRow[]> {
  const { rows } = await client.query<StaffRow>(
    `${staffSelect} order by s.ended_at nulls first, s.name, s.id`,
  );
  return rows;
}

/** Locked until the transaction ends: two changes of one person follow one another. */
export async function lockStaff(client: Queryable, id: string): Promise<StaffRow | null> {
  const { rowCount } = await client.query('select from staff where id = $1 for update', [id]);
  if (rowCount === 0) return null;
  const { rows } = await client.query<StaffRow>(`${staffSelect} where s.id = $1`, [id]);
  return rows[0] ?? null;
}

export async function findOffice(client: Queryable, name: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    'select id from office where name = $1 and ended_at is null',
    [name],
  );
  return rows[0]?.id ?? null;
}

export async function findProvider(client: Queryable, name: string): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    'select id from provider where name = $1 and ended_at is null',
    [name],
  );
  return rows[0]?.id ?? null;
}

export type NewStaff = {
  readonly programmeId: string;
  readonly name: string;
  readonly email: string;
  readonly officeId: string | null;
  readonly providerId: string | null;
  /** That hold at once. */
  readonly roles: readonly StaffRole[];
  /** On whose word. */
  readonly restsOn: string;
};

/** Null: the address has an account already, in this programme or another, or stands in this programme's staff. */
export async function createStaff(client: Queryable, made: NewStaff): Promise<string | null> {
  const taken = await client.query<{ taken: boolean }>('select address_taken($1) as taken', [made.email]);
  if (taken.rows[0]?.taken) return null;
  const { rows } = await client.query<{ id: string }>(
    `insert into staff (programme_id, office_id, provider_id, name, email, rests_on) values ($1, $2, $3, $4, lower($5), $6)
     on conflict (programme_id, email) do nothing returning id`,
    [made.programmeId, made.officeId, made.providerId, made.name, made.email, made.restsOn],
  );
  const id = rows[0]?.id ?? null;
  if (id !== null)
    await addRoles(client, made.programmeId, id, made.roles, made.officeId === null ? [] : [made.officeId]);
  return id;
}

/** Somebody invited again whose invitation had been withdrawn. */
export async function reopenStaff(client: Queryable, id: string): Promise<void> {
  await client.query('update staff set ended_at = null where id = $1 and account_id is null', [id]);
}

async function addRoles(
  client: Queryable,
  programmeId: string,
  staffId: string,
  roles: readonly StaffRole[],
  /** None: every office of the agency, which the table says by null. */
  offices: readonly string[],
): Promise<void> {
  await client.query(
    `insert into staff_role (programme_id, staff_id, role, office_id)
     select $1, $2, role, office from unnest($3::text[]) as role cross join unnest($4::uuid[]) as office`,
    [programmeId, staffId, [...new Set(roles)], offices.length === 0 ? [null] : offices],
  );
}

/** Ends the roles that stand and begins these, in these offices: what held when stays on record. */
export async function setRoles(
  client: Queryable,
  programmeId: string,
  staffId: string,
  roles: readonly StaffRole[],
  offices: readonly string[],
): Promise<void> {
  await endRoles(client, staffId);
  await client.query('update staff set office_id = $2 where id = $1', [staffId, offices[0] ?? null]);
  await addRoles(client, programmeId, staffId, roles, offices);
}

/** Ends the roles that stand and begins the new ones, in the same offices: what held when stays on record. */
export async function replaceRoles(
  client: Queryable,
  programmeId: string,
  staffId: string,
  roles: readonly StaffRole[],
): Promise<void> {
  const { rows } = await client.query<{ role: StaffRole; office: string | null }>(
    'select role, office_id as office from staff_role where staff_id = $1 and (to_at is null or to_at > now())',
    [staffId],
  );
  await client.query(
    `update staff_role set to_at = now() where staff_id = $1 and to_at is null and from_at < now() and not (role = any ($2))`,
    [staffId, roles],
  );
  const standing = new Set(rows.map(({ role }) => role));
  // One that holds everywhere is no reason to let a new one hold everywhere beside others that do not.
  const offices = [...new Set(rows.flatMap(({ office }) => office ?? []))];
  await addRoles(
    client,
    programmeId,
    staffId,
    roles.filter((role) => !standing.has(role)),
    offices,
  );
}

/** The offices in which somebody's roles hold, by id; none: every office of the agency. */
export async function listOfficeIds(client: Queryable, staffId: string): Promise<readonly string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select distinct r.office_id as id from staff_role r where r.staff_id = $1 and r.office_id is not null
       and r.from_at <= now() and (r.to_at is null or r.to_at > now())`,
    [staffId],
  );
  return rows.map(({ id }) => id);
}

/** Until they are given again, by two people. */
export async function endRoles(client: Queryable, staffId: string): Promise<void> {
  await client.query(
    `update staff_role set to_at = greatest(now(), from_at + interval '1 microsecond')
     where staff_id = $1 and (to_at is null or to_at > now())`,
    [staffId],
  );
}

/** Who it is rests on this one's word alone; null: the account stands for itself. */
export async function restOn(client: Queryable, staffId: string, on: string | null): Promise<void> {
  await client.query('update staff set rests_on = $2 where id = $1', [staffId, on]);
}

/** What was asked for before it changed is approved no more. */
export async function raiseAccountVersion(client: Queryable, staffId: string): Promise<void> {
  await client.query('update staff set account_version = account_version + 1 where id = $1', [staffId]);
}

/** Whoever signs in with this address, in any programme: for the machine's operator, as the owner's role. */
export async function findStaffByEmail(
  client: Queryable,
  email: string,
): Promise<{ readonly id: string; readonly programmeId: string; readonly name: string } | null> {
  const { rows } = await client.query<{ id: string; programmeId: string; name: string }>(
    `select id, programme_id as "programmeId", name from staff
     where email = lower($1) and account_id is not null and ended_at is null`,
    [email],
  );
  return rows[0] ?? null;
}

/** A leaver: every session ends with the transaction, and no way in opens any more. */
export async function endStaff(client: Queryable, id: string): Promise<void> {
  await client.query('select reset_account($1, null)', [id]);
  await client.query('update staff set ended_at = now() where id = $1', [id]);
  await client.query('update supervision set to_at = now() where staff_id = $1 and to_at is null', [id]);
}

/** A new first password; the second factor is to be set up again. Every session ends. Null: no way in is left. */
export async function resetStaff(client: Queryable, id: string, passwordHash: string | null): Promise<void> {
  await client.query('select reset_account($1, $2)', [id, passwordHash]);
}

/** Locks every administrator's row, so that two of them cannot end one another at the same moment. */
export async function countOtherAdministrators(client: Queryable, id: string): Promise<number> {
  const { rowCount } = await client.query(
    `select from staff s where s.ended_at is null and s.account_id is not null and s.id <> $1 and exists (select from staff_role r
       where r.staff_id = s.id and r.role = 'administrator' and r.from_at <= now() and (r.to_at is null or r.to_at > now()))
     for update`,
    [id],
  );
  return rowCount ?? 0;
}
