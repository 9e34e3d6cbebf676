import type { ServiceItem } from '@attend/casework';
import type { StaffRole } from '@attend/contracts/session';
import { millis, type Queryable } from './queryable.ts';

export type Named = { readonly id: string; readonly name: string };

/** Null: none of this programme, or one that has ended. */
export async function findStandingProvider(client: Queryable, id: string): Promise<Named | null> {
  const { rows } = await client.query<Named>(
    'select id, name from provider where id = $1 and ended_at is null and programme_id = acting_programme()',
    [id],
  );
  return rows[0] ?? null;
}
/** For which the actor works. */
export async function findActingProvider(client: Queryable): Promise<Named | null> {
  const { rows } = await client.query<Named>('select id, name from provider where id = acting_provider()');
  return rows[0] ?? null;
}

export async function listProviderStaff(
  client: Queryable,
  provider: string,
): Promise<{ readonly id: string; readonly name: string; readonly roles: StaffRole[] }[]> {
  const { rows } = await client.query(
    `select s.id, s.name, coalesce((select array_agg(distinct r.role order by r.role) from staff_role r
       where r.staff_id = s.id and r.from_at <= now() and (r.to_at is null or r.to_at > now())), '{}') as roles
     from staff s where s.provider_id = $1 and s.ended_at is null order by s.name, s.id`,
    [provider],
  );
  return rows;
}

/** A provider's own offices; with the agency's: what a contract may name. */
export async function listSites(client: Queryable, provider: string, withAgency: boolean): Promise<Named[]> {
  const { rows } = await client.query<Named>(
    `select id, name from office where programme_id = acting_programme() and ended_at is null
       and (provider_id = $1 or $2 and provider_id is null) order by provider_id nulls last, name, id`,
    [provider, withAgency],
  );
  return rows;
}
/** Null: there is, or was, one of this name. */
export async function insertSite(
  client: Queryable,
  made: {
    readonly programmeId: string;
    readonly provider: string;
    readonly name: string;
    readonly timezone: string;
  },
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    'insert into office (programme_id, provider_id, name, timezone) values ($1, $2, $3, $4) on conflict do nothing returning id',
    [made.programmeId, made.provider, made.name, made.timezone],
  );
  return rows[0]?.id ?? null;
}

export type ContractRow = {
  readonly id: string;
  readonly providerId: string;
  readonly provider: string;
  readonly reference: string;
  readonly from: string;
  readonly to: string | null;
  readonly version: number;
};
const contract = `select c.id, c.provider_id as "providerId", v.name as provider, c.reference, c.from_on::text as from, c.to_on::text as to, c.version
  from provider_contract c join provider v on v.id = c.provider_id`;

/** Of one provider; null: of all that stand. */
export async function listContracts(client: Queryable, provider: string | null): Promise<ContractRow[]> {
  const { rows } = await client.query<ContractRow>({
    name: 'provider-contracts',
    text: `${contract} where ($1::uuid is null and v.ended_at is null or c.provider_id = $1) order by c.from_on desc`,
    values: [provider],
  });
  return rows;
}
/** Of a programme, as the owner's role, which sees every programme's. */
export async function listProgrammeContracts(client: Queryable, programme: string): Promise<ContractRow[]> {
  const { rows } = await client.query<ContractRow>(
    `${contract} where c.programme_id = $1 and v.ended_at is null order by c.id`,
    [programme],
  );
  return rows;
}
export async function findContract(client: Queryable, id: string): Promise<ContractRow | null> {
  const { rows } = await client.query<ContractRow>(`${contract} where c.id = $1`, [id]);
  return rows[0] ?? null;
}
export async function lockContract(client: Queryable, id: string): Promise<ContractRow | null> {
  const { rows } = await client.query<ContractRow>(`${contract} where c.id = $1 for update of c`, [id]);
  return rows[0] ?? null;
}

export type VersionRow = {
  readonly contractId: string;
  readonly version: number;
  readonly holdsFrom: string;
  readonly to: string | null;
  readonly sites: Named[];
  readonly items: readonly ServiceItem[];
  readonly reason: string;
  readonly madeAt: number;
  readonly madeBy: string;
};
/** The latest first. */
export async function listContractVersions(
  client: Queryable,
  contracts: readonly string[],
): Promise<VersionRow[]> {
  const { rows } = await client.query<VersionRow>({
    name: 'provider-contract-versions',
    text: `select w.contract_id as "contractId", w.version, w.holds_from::text as "holdsFrom", w.to_on::text as to, w.items, w.reason,
         ${millis('w.made_at')} as "madeAt", s.name as "madeBy",
         coalesce((select json_agg(json_build_object('id', o.id, 'name', o.name) order by o.name, o.id) from office o where o.id = any (w.sites)), '[]') as sites
       from provider_contract_version w join staff s on s.id = w.made_by where w.contract_id = any ($1) order by w.version desc`,
    values: [contracts],
  });
  return rows;
}

type NewContract = {
  readonly programmeId: string;
  readonly provider: string;
  readonly reference: string;
  readonly from: string;
  readonly to: string | null;
};
/** Null: another holds on one of these days. */
export async function insertContract(client: Queryable, made: NewContract): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into provider_contract (programme_id, provider_id, reference, from_on, to_on) values ($1, $2, $3, $4, $5)
     on conflict on constraint provider_contract_once do nothing returning id`,
    [made.programmeId, made.provider, made.reference, made.from, made.to],
  );
  return rows[0]?.id ?? null;
}
/** Whether another of the provider's holds on one of these days. */
export async function isContractFree(
  client: Queryable,
  { id, providerId, from }: Pick<ContractRow, 'id' | 'providerId' | 'from'>,
  to: string | null,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from provider_contract where provider_id = $1 and id <> $2
       and daterange(from_on, to_on, '[]') && daterange($3::date, $4::date, '[]')`,
    [providerId, id, from, to],
  );
  return rowCount === 0;
}
export async function insertContractVersion(
  client: Queryable,
  made: Pick<VersionRow, 'contractId' | 'version' | 'holdsFrom' | 'to' | 'items' | 'reason'> & {
    readonly programmeId: string;
    readonly provider: string;
    readonly sites: readonly string[];
    readonly by: string;
  },
): Promise<void> {
  await client.query(
    `insert into provider_contract_version (contract_id, version, programme_id, provider_id, holds_from, to_on, sites, items, reason, made_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      ...[made.contractId, made.version, made.programmeId, made.provider, made.holdsFrom, made.to],
      ...[made.sites, JSON.stringify(made.items), made.reason, made.by],
    ],
  );
}
export async function writeContractEnd(
  client: Queryable,
  { id, version, to }: Pick<ContractRow, 'id' | 'version' | 'to'>,
): Promise<void> {
  await client.query('update provider_contract set to_on = $2, version = $3 where id = $1', [
    id,
    to,
    version,
  ]);
}
