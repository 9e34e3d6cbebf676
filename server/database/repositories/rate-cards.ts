import type { FaultCredit, PartDayRule, RateCardStatus } from '@attend/casework/costs/words';
import type { Currency, Minor, Technology } from '@attend/kernel';
import { millis, type Queryable } from './queryable.ts';

export type RateCardContent = {
  readonly provider: string | null;
  readonly technology: Technology;
  readonly from: string;
  readonly minor: Minor;
  readonly currency: Currency;
  readonly partDay: PartDayRule;
  readonly faultCredit: FaultCredit;
  readonly source: string;
};
export type RateCardRow = Omit<RateCardContent, 'provider'> & {
  readonly id: string;
  readonly provider: { readonly id: string; readonly name: string } | null;
  readonly status: RateCardStatus;
  readonly madeAt: number;
  readonly madeBy: string;
  readonly publishedAt: number | null;
  readonly publishedBy: string | null;
  readonly version: number;
};
const columns = `r.id, case when p.id is null then null else json_build_object('id', p.id, 'name', p.name) end as provider, r.technology,
  r.from_on::text as "from", r.minor, r.currency, r.part_day as "partDay", r.fault_credit as "faultCredit", r.source, r.status,
  ${millis('r.made_at')} as "madeAt", m.name as "madeBy", ${millis('r.published_at')} as "publishedAt", b.name as "publishedBy", r.version
from rate_card r join staff m on m.id = r.made_by left join staff b on b.id = r.published_by left join provider p on p.id = r.provider_id`;

export async function listRateCards(client: Queryable): Promise<RateCardRow[]> {
  const { rows } = await client.query<RateCardRow>({
    name: 'rate-cards',
    text: `select ${columns} order by p.name nulls last, tier_rank(r.technology) desc, r.from_on desc, r.id desc limit 500`,
  });
  return rows;
}
export async function lockRateCard(client: Queryable, id: string): Promise<RateCardRow | null> {
  await client.query('select from rate_card where id = $1 for update', [id]);
  const { rows } = await client.query<RateCardRow>({
    name: 'rate-card',
    text: `select ${columns} where r.id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

const valuesOf = (card: RateCardContent): (string | number | null)[] => [
  ...[card.provider, card.technology, card.from, card.minor, card.currency],
  ...[card.partDay, card.faultCredit, card.source],
];
export async function insertRateCard(
  client: Queryable,
  programme: string,
  card: RateCardContent,
  by: string,
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into rate_card (provider_id, technology, from_on, minor, currency, part_day, fault_credit, source, programme_id, made_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id`,
    [...valuesOf(card), programme, by],
  );
  const [made] = rows;
  if (made === undefined) throw new Error('a rate card was not made');
  return made.id;
}
export async function writeRateCard(client: Queryable, id: string, card: RateCardContent): Promise<void> {
  await client.query(
    `update rate_card set provider_id = $1, technology = $2, from_on = $3, minor = $4, currency = $5, part_day = $6, fault_credit = $7,
       source = $8, version = version + 1 where id = $9`,
    [...valuesOf(card), id],
  );
}
/** False: another that is published holds from the same day. */
export async function publishRateCard(client: Queryable, id: string, by: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update rate_card r set status = 'published', published_at = now(), published_by = $2, version = version + 1
     where r.id = $1 and not exists (select from rate_card o where o.status = 'published' and o.provider_id is not distinct from r.provider_id
       and o.technology = r.technology and o.from_on = r.from_on and o.programme_id = r.programme_id)`,
    [id, by],
  );
  return rowCount === 1;
}
export async function dropRateCard(client: Queryable, id: string): Promise<void> {
  await client.query('delete from rate_card where id = $1', [id]);
}
