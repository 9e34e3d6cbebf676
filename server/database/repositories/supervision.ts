import { instantOrNull, millis, type Queryable } from './queryable.ts';

export type SupervisionRow = {
  readonly id: string;
  readonly kind: 'staff' | 'provider' | 'attorney';
  readonly as: string;
  readonly staffId: string | null;
  readonly staff: string | null;
  readonly provider: string | null;
  readonly from: number;
  readonly to: number | null;
};

const list = `
select v.id, 'staff' as kind, v.role as as, s.id as "staffId", s.name as staff, null as provider, ${millis('v.from_at')} as from, ${millis('v.to_at')} as to
from supervision v join staff s on s.id = v.staff_id where v.participant_id = $1
union all
select r.id, 'attorney', r.authority, s.id, s.name, null, ${millis('r.from_at')}, ${millis('r.to_at')}
from representation r join staff s on s.id = r.staff_id where r.participant_id = $1
union all
select w.id, 'provider', 'provider', null, null, p.name, ${millis('w.from_at')}, ${millis('w.to_at')}
from provider_supervision w join provider p on p.id = w.provider_id where w.participant_id = $1
order by 8 desc nulls first, 7 desc, 1`;

/** Who works with a person and who did, those who do first. */
export async function listSupervision(client: Queryable, participantId: string): Promise<SupervisionRow[]> {
  const { rows } = await client.query<SupervisionRow>({
    name: 'supervision',
    text: list,
    values: [participantId],
  });
  return rows;
}

export type StandingStaff = {
  readonly id: string;
  readonly roles: readonly string[];
  readonly providerId: string | null;
};

/** Null: nobody here, or a leaver. */
export async function findStandingStaff(client: Queryable, id: string): Promise<StandingStaff | null> {
  const { rows } = await client.query<StandingStaff>(
    `select s.id, s.provider_id as "providerId", coalesce((select array_agg(distinct r.role) from staff_role r
       where r.staff_id = s.id and r.from_at <= now() and (r.to_at is null or r.to_at > now())), '{}') as roles
     from staff s where s.id = $1 and s.ended_at is null`,
    [id],
  );
  return rows[0] ?? null;
}

type Of = { readonly programmeId: string; readonly participantId: string };

/** Nothing changes where they stand in that role already. Of officers there is one: the one before ends. */
export async function beginSupervision(
  client: Queryable,
  { programmeId, participantId }: Of,
  staffId: string,
  role: string,
): Promise<void> {
  if (role === 'case-officer')
    await client.query(
      `update supervision set to_at = now() where participant_id = $1 and role = 'case-officer' and to_at is null and staff_id <> $2`,
      [participantId, staffId],
    );
  await client.query(
    `insert into supervision (programme_id, participant_id, staff_id, role) select $1, $2, $3, $4
     where not exists (select from supervision where participant_id = $2 and staff_id = $3 and role = $4 and to_at is null)`,
    [programmeId, participantId, staffId, role],
  );
}

export async function beginProvider(
  client: Queryable,
  { programmeId, participantId }: Of,
  providerId: string,
): Promise<void> {
  await client.query(
    `insert into provider_supervision (programme_id, participant_id, provider_id) values ($1, $2, $3)
     on conflict (participant_id, provider_id) where to_at is null do nothing`,
    [programmeId, participantId, providerId],
  );
}

export async function beginRepresentation(
  client: Queryable,
  { programmeId, participantId }: Of,
  attorney: { readonly staffId: string; readonly authority: string; readonly to: number | null },
): Promise<void> {
  await client.query(
    'insert into representation (programme_id, participant_id, staff_id, authority, to_at) values ($1, $2, $3, $4, $5)',
    [programmeId, participantId, attorney.staffId, attorney.authority, instantOrNull(attorney.to)],
  );
}

/** False: the account is somebody else's, or the person has one. */
export async function linkAccount(
  client: Queryable,
  { programmeId, participantId }: Of,
  staffId: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    'insert into participant_account (staff_id, programme_id, participant_id) values ($1, $2, $3) on conflict do nothing',
    [staffId, programmeId, participantId],
  );
  return rowCount === 1;
}

/** Ends one entry of the list; false: none of this person stands under that id. */
export async function endEntry(client: Queryable, participantId: string, entry: string): Promise<boolean> {
  for (const table of ['supervision', 'representation', 'provider_supervision']) {
    const { rowCount } = await client.query(
      `update ${table} set to_at = now() where id = $2 and participant_id = $1 and (to_at is null or to_at > now()) and from_at < now()`,
      [participantId, entry],
    );
    if (rowCount === 1) return true;
  }
  return false;
}

export async function hasProvider(client: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await client.query('select from provider where id = $1 and ended_at is null', [id]);
  return rowCount === 1;
}

export type ProviderRow = { readonly id: string; readonly name: string };
export async function listProviders(client: Queryable): Promise<ProviderRow[]> {
  const { rows } = await client.query<ProviderRow>(
    'select id, name from provider where ended_at is null order by name, id',
  );
  return rows;
}

/** Null: there is one of this name. */
export async function insertProvider(
  client: Queryable,
  programmeId: string,
  name: string,
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    'insert into provider (programme_id, name) values ($1, $2) on conflict do nothing returning id',
    [programmeId, name],
  );
  return rows[0]?.id ?? null;
}
