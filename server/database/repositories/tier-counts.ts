import type { ComparedLine, CountLine, Tier } from '@attend/casework';
import { instantOf, millis, type Queryable } from './queryable.ts';

export type TierTime = {
  readonly office: string | null;
  readonly tier: Tier;
  readonly people: number;
  readonly days: number;
  readonly longest: number;
  readonly overdue: number;
};
export async function countTiers(client: Queryable): Promise<TierTime[]> {
  const { rows } = await client.query<TierTime>({
    name: 'tier-times',
    text: 'select * from count_tiers() order by office nulls last, tier_rank(tier) desc',
  });
  return rows;
}

export async function countProviderTiers(
  client: Queryable,
  provider: string,
  at: number,
): Promise<CountLine[]> {
  const { rows } = await client.query<CountLine>({
    name: 'provider-tiers',
    text: 'select * from count_provider_tiers($1, $2)',
    values: [provider, instantOf(at)],
  });
  return rows;
}

/** Those that nobody has published. */
export async function listOpenCounts(
  client: Queryable,
): Promise<{ readonly id: string; readonly providerId: string; readonly month: string }[]> {
  const { rows } = await client.query<{ id: string; providerId: string; month: string }>(
    `select id, provider_id as "providerId", to_char(month, 'YYYY-MM') as month from provider_count
     where programme_id = acting_programme() and published_at is null`,
  );
  return rows;
}

export type PublishedLine = ComparedLine & { readonly explanation: string | null };
export type ProviderCountRow = {
  readonly id: string;
  readonly providerId: string;
  readonly month: string;
  readonly told: readonly CountLine[];
  readonly toldAt: number;
  readonly toldBy: string;
  readonly publishedAt: number | null;
  readonly publishedBy: string | null;
  readonly published: readonly PublishedLine[] | null;
  readonly version: number;
};
const columns = `c.id, c.provider_id as "providerId", to_char(c.month, 'YYYY-MM') as month, c.told, ${millis('c.told_at')} as "toldAt", t.name as "toldBy",
  ${millis('c.published_at')} as "publishedAt", (select b.name from staff b where b.id = c.published_by) as "publishedBy", c.published, c.version
from provider_count c join staff t on t.id = c.told_by`;

export async function listProviderCounts(client: Queryable, month: string): Promise<ProviderCountRow[]> {
  const { rows } = await client.query<ProviderCountRow>({
    name: 'provider-counts',
    text: `select ${columns} where c.month = ($1 || '-01')::date`,
    values: [month],
  });
  return rows;
}
export async function lockProviderCount(client: Queryable, id: string): Promise<ProviderCountRow | null> {
  const { rows } = await client.query<ProviderCountRow>(`select ${columns} where c.id = $1 for update of c`, [
    id,
  ]);
  return rows[0] ?? null;
}
export async function findProviderCount(
  client: Queryable,
  provider: string,
  month: string,
): Promise<ProviderCountRow | null> {
  const { rows } = await client.query<ProviderCountRow>(
    `select ${columns} where c.provider_id = $1 and c.month = ($2 || '-01')::date for update of c`,
    [provider, month],
  );
  return rows[0] ?? null;
}

/** Null: another stands by now. */
export async function insertProviderCount(
  client: Queryable,
  made: {
    readonly programmeId: string;
    readonly provider: string;
    readonly month: string;
    readonly told: readonly CountLine[];
    readonly by: string;
  },
): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into provider_count (programme_id, provider_id, month, told, told_by) values ($1, $2, ($3 || '-01')::date, $4, $5)
     on conflict do nothing returning id`,
    [made.programmeId, made.provider, made.month, JSON.stringify(made.told), made.by],
  );
  return rows[0]?.id ?? null;
}
export async function writeTold(
  client: Queryable,
  id: string,
  told: readonly CountLine[],
  by: string,
): Promise<void> {
  await client.query(
    'update provider_count set told = $2, told_at = now(), told_by = $3, version = version + 1 where id = $1',
    [id, JSON.stringify(told), by],
  );
}
export async function writePublished(
  client: Queryable,
  id: string,
  lines: readonly PublishedLine[],
  by: string,
): Promise<void> {
  await client.query(
    'update provider_count set published = $2, published_at = now(), published_by = $3, version = version + 1 where id = $1',
    [id, JSON.stringify(lines), by],
  );
}
export async function raiseCountVersion(client: Queryable, id: string): Promise<void> {
  await client.query('update provider_count set version = version + 1 where id = $1', [id]);
}

export type Explanation = CountLine & {
  readonly told: number;
  readonly record: number;
  readonly text: string;
};
export async function listExplanations(
  client: Queryable,
  id: string,
): Promise<Omit<Explanation, 'people'>[]> {
  const { rows } = await client.query<Omit<Explanation, 'people'>>({
    name: 'count-explanations',
    text: 'select office, tier, told, record, explanation as text from provider_count_difference where count_id = $1',
    values: [id],
  });
  return rows;
}
/** The first that is said of two figures stands. */
export async function insertExplanation(
  client: Queryable,
  made: Omit<Explanation, 'people'> & {
    readonly id: string;
    readonly programmeId: string;
    readonly by: string;
  },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into provider_count_difference (count_id, programme_id, office, tier, told, record, explanation, explained_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [made.id, made.programmeId, made.office, made.tier, made.told, made.record, made.text, made.by],
  );
  return rowCount === 1;
}
