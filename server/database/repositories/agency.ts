import type { StaffRole } from '@attend/contracts/session';
import type { Queryable } from './queryable.ts';

const standing = 'r.from_at <= now() and (r.to_at is null or r.to_at > now())';

export type OfficeRow = {
  readonly id: string;
  readonly name: string;
  readonly timezone: string;
  readonly phone: string | null;
  readonly staff: number;
};

/** Open offices, with how many of today's staff have a role that holds in them by name. */
export async function listOffices(client: Queryable): Promise<OfficeRow[]> {
  const { rows } = await client.query<OfficeRow>(
    `select o.id, o.name, o.timezone, o.phone, (select count(distinct s.id)::int from staff_role r join staff s on s.id = r.staff_id
       where r.office_id = o.id and s.ended_at is null and ${standing}) as staff
     from office o where o.ended_at is null order by o.name, o.id`,
  );
  return rows;
}

export async function countProviderStaff(
  client: Queryable,
): Promise<{ readonly id: string; readonly name: string; readonly staff: number }[]> {
  const { rows } = await client.query<{ id: string; name: string; staff: number }>(
    `select p.id, p.name, (select count(*)::int from staff s where s.provider_id = p.id and s.ended_at is null) as staff
     from provider p where p.ended_at is null order by p.name, p.id`,
  );
  return rows;
}

/** Null: there is, or was, one of this name. */
export async function insertOffice(
  client: Queryable,
  made: { readonly programmeId: string; readonly name: string; readonly timezone: string },
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    'insert into office (programme_id, name, timezone) values ($1, $2, $3) on conflict do nothing returning id',
    [made.programmeId, made.name, made.timezone],
  );
  return rows[0]?.id ?? null;
}

export type ColleagueRow = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
  readonly provider: string | null;
};

/** Everybody of the staff who has not left. */
export async function listColleagues(client: Queryable): Promise<ColleagueRow[]> {
  const { rows } = await client.query<ColleagueRow>(
    `select s.id, s.name, p.name as provider, coalesce((select array_agg(distinct r.role order by r.role) from staff_role r
       where r.staff_id = s.id and ${standing}), '{}') as roles
     from staff s left join provider p on p.id = s.provider_id where s.ended_at is null order by s.name, s.id`,
  );
  return rows;
}
