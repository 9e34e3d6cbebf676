import type { MeasureKind, MonthFigure, Said, ServiceItem } from '@attend/casework';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

/** A provider's span and, where the measure asks time, how much of it. */
export type Asked = {
  readonly measure: MeasureKind;
  readonly provider: string;
  readonly from: number;
  readonly to: number;
  readonly limitSeconds: number | null;
};
const valuesOf = ({ measure, provider, from, to, limitSeconds }: Asked): unknown[] => [
  ...[measure, provider, instantOf(from), instantOf(to), limitSeconds ?? 0],
];
const call = 'measured_cases($1, $2, $3, $4, make_interval(secs => $5))';

/** All of them, whomever the actor sees: how many, and a hash of which. */
export async function countMeasured(
  client: Queryable,
  asked: Asked,
): Promise<(Said & { readonly hash: string })[]> {
  const { rows } = await client.query<Said & { hash: string }>({
    name: 'provider-measure',
    text: 'select said, cases, hash from count_measured($1, $2, $3, $4, make_interval(secs => $5)) order by said',
    values: valuesOf(asked),
  });
  return rows;
}

export async function countProviderPeople(
  client: Queryable,
  { provider, from, to }: Pick<Asked, 'provider' | 'from' | 'to'>,
): Promise<number> {
  const { rows } = await client.query<{ people: number }>({
    name: 'provider-people',
    text: 'select count_provider_people($1, $2, $3) as people',
    values: [provider, instantOf(from), instantOf(to)],
  });
  return rows[0]?.people ?? 0;
}

export type CaseRow = {
  readonly id: string;
  readonly participantId: string | null;
  readonly at: number;
  readonly said: string;
};
/** Of people within reach, and of nobody in particular; the oldest first. `words`: what the record may say of them. */
export async function listMeasured(
  client: Queryable,
  reach: Reach,
  asked: Asked,
  words: readonly string[],
  limit: number,
): Promise<CaseRow[]> {
  const { rows } = await client.query<CaseRow>(
    `select c.id, c.participant_id as "participantId", ${millis('c.at')} as at, c.said
     from ${call} c left join participant p on p.id = c.participant_id
     where c.said = any ($6) and (c.participant_id is null or p.id is not null and ($7 or ${isReached('p', '$8')}))
     order by c.at, c.id limit $9`,
    [...valuesOf(asked), words, reach.whole, reach.keys, limit],
  );
  return rows;
}
export async function countReached(
  client: Queryable,
  reach: Reach,
  asked: Asked,
  words: readonly string[],
): Promise<number> {
  const { rows } = await client.query<{ cases: number }>(
    `select count(*)::int as cases from ${call} c left join participant p on p.id = c.participant_id
     where c.said = any ($6) and (c.participant_id is null or p.id is not null and ($7 or ${isReached('p', '$8')}))`,
    [...valuesOf(asked), words, reach.whole, reach.keys],
  );
  return rows[0]?.cases ?? 0;
}

/** A figure with the item that it is measured by, as it is kept. `hash`: of its cases. */
export type KeptFigure = ServiceItem & MonthFigure & { readonly hash: string };
export type MeasurementRow = {
  readonly contractId: string;
  readonly contractVersion: number;
  readonly measuredAt: number;
  readonly figures: readonly KeptFigure[];
};
export async function listMeasurements(
  client: Queryable,
  contracts: readonly string[],
  month: string,
): Promise<MeasurementRow[]> {
  const { rows } = await client.query<MeasurementRow>({
    name: 'provider-measurements',
    text: `select contract_id as "contractId", contract_version as "contractVersion", ${millis('measured_at')} as "measuredAt", figures
      from provider_measurement where contract_id = any ($1) and month = ($2 || '-01')::date`,
    values: [contracts, month],
  });
  return rows;
}
export async function writeMeasurement(
  client: Queryable,
  made: Pick<MeasurementRow, 'contractId' | 'contractVersion' | 'figures'> & {
    readonly programmeId: string;
    readonly provider: string;
    readonly month: string;
  },
): Promise<number> {
  const { rows } = await client.query<{ at: number }>(
    `insert into provider_measurement (contract_id, month, programme_id, provider_id, contract_version, figures)
     values ($1, ($2 || '-01')::date, $3, $4, $5, $6)
     on conflict (contract_id, month) do update set contract_version = excluded.contract_version, measured_at = now(), figures = excluded.figures
     returning ${millis('measured_at')} as at`,
    [
      ...[made.contractId, made.month, made.programmeId, made.provider, made.contractVersion],
      JSON.stringify(made.figures),
    ],
  );
  return rows[0]?.at ?? 0;
}

export type ContractMonth = {
  readonly contract: string;
  readonly reference: string;
  readonly provider: { readonly id: string; readonly name: string };
  readonly month: string;
  /** As they were signed; else as they were measured last. */
  readonly figures: readonly KeptFigure[];
  readonly signed: boolean;
  readonly at: number;
};
/** What stands of every contract's months from one on, the latest first: some rows for each contract, about nobody. */
export async function listContractMonths(client: Queryable, from: string): Promise<ContractMonth[]> {
  const { rows } = await client.query<ContractMonth>({
    name: 'provider-contract-months',
    text: `select m.contract_id as contract, c.reference, json_build_object('id', v.id, 'name', v.name) as provider,
        to_char(m.month, 'YYYY-MM') as month, coalesce(t.figures, m.figures) as figures, t.id is not null as signed,
        ${millis('coalesce(t.signed_at, m.measured_at)')} as at
      from provider_contract c join provider v on v.id = c.provider_id join provider_measurement m on m.contract_id = c.id
        left join provider_statement t on t.contract_id = m.contract_id and t.month = m.month
      where m.month >= ($1 || '-01')::date order by m.month desc, v.name, c.reference, c.id`,
    values: [from],
  });
  return rows;
}

export type StatementRow = {
  readonly id: string;
  readonly contractId: string;
  readonly contractVersion: number;
  readonly figures: readonly KeptFigure[];
  readonly hash: string;
  readonly note: string | null;
  readonly signedAt: number;
  readonly signedBy: string;
};
export async function listStatements(
  client: Queryable,
  contracts: readonly string[],
  month: string,
): Promise<StatementRow[]> {
  const { rows } = await client.query<StatementRow>({
    name: 'provider-statements',
    text: `select t.id, t.contract_id as "contractId", t.contract_version as "contractVersion", t.figures, t.hash, t.note,
        ${millis('t.signed_at')} as "signedAt", s.name as "signedBy"
      from provider_statement t join staff s on s.id = t.signed_by where t.contract_id = any ($1) and t.month = ($2 || '-01')::date`,
    values: [contracts, month],
  });
  return rows;
}
/** Null: the month is signed already. */
export async function insertStatement(
  client: Queryable,
  made: Pick<StatementRow, 'contractId' | 'contractVersion' | 'figures' | 'hash' | 'note'> & {
    readonly programmeId: string;
    readonly provider: string;
    readonly month: string;
    readonly by: string;
  },
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into provider_statement (programme_id, provider_id, contract_id, month, contract_version, figures, hash, note, signed_by)
     values ($1, $2, $3, ($4 || '-01')::date, $5, $6, $7, $8, $9) on conflict (contract_id, month) do nothing returning id`,
    [
      ...[made.programmeId, made.provider, made.contractId, made.month, made.contractVersion],
      ...[JSON.stringify(made.figures), made.hash, made.note, made.by],
    ],
  );
  return rows[0]?.id ?? null;
}

/** Waiting complaints about a provider, and those whose day has passed. */
export async function countProviderComplaints(
  client: Queryable,
  provider: string,
  today: string,
): Promise<{ readonly open: number; readonly overdue: number }> {
  const { rows } = await client.query<{ open: number; overdue: number }>({
    name: 'provider-complaints',
    text: 'select open, overdue from count_provider_complaints($1, $2)',
    values: [provider, today],
  });
  return rows[0] ?? { open: 0, overdue: 0 };
}

/** How often an asked month is tried before it waits for the night. */
const mostTries = 3;
export type AskedMonth = { readonly contractId: string; readonly month: string };

/** Has a month measured within a minute. Returns whether measuring it has failed as often as it is tried. */
export async function askContractMonth(
  client: Queryable,
  { contractId, month, ...of }: AskedMonth & { readonly programmeId: string; readonly provider: string },
): Promise<boolean> {
  await client.query({
    name: 'ask-provider-month',
    text: `insert into provider_month_ask (contract_id, month, programme_id, provider_id) values ($1, ($2 || '-01')::date, $3, $4)
      on conflict do nothing`,
    values: [contractId, month, of.programmeId, of.provider],
  });
  const { rows } = await client.query<{ failed: boolean }>({
    name: 'asked-provider-month',
    text: `select tries >= $3 as failed from provider_month_ask where contract_id = $1 and month = ($2 || '-01')::date`,
    values: [contractId, month, mostTries],
  });
  return rows[0]?.failed ?? false;
}

export async function listAskedMonths(
  client: Queryable,
): Promise<(AskedMonth & { readonly programmeId: string; readonly timezone: string })[]> {
  const { rows } = await client.query<AskedMonth & { programmeId: string; timezone: string }>(
    `select a.contract_id as "contractId", to_char(a.month, 'YYYY-MM') as month, g.id as "programmeId", g.timezone
     from provider_month_ask a join programme g on g.id = a.programme_id where a.tries < $1 order by a.asked_at, a.contract_id, a.month`,
    [mostTries],
  );
  return rows;
}
export async function dropAskedMonth(client: Queryable, { contractId, month }: AskedMonth): Promise<void> {
  await client.query(
    `delete from provider_month_ask where contract_id = $1 and month = ($2 || '-01')::date`,
    [contractId, month],
  );
}
export async function noteFailedMonth(client: Queryable, { contractId, month }: AskedMonth): Promise<void> {
  await client.query(
    `update provider_month_ask set tries = tries + 1 where contract_id = $1 and month = ($2 || '-01')::date`,
    [contractId, month],
  );
}
