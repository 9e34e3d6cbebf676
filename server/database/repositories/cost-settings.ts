import type { Currency, Minor } from '@attend/kernel';
import type { Queryable } from './queryable.ts';

export type CostSettings = {
  /** 0: nobody has set any; these are the program's own. */
  readonly revision: number;
  readonly currency: Currency;
  readonly custodyMinor: Minor;
  readonly deviceMinor: Minor;
  readonly source: string;
  readonly sourceOn: string;
};

export const defaultCostCurrency: Currency = 'USD';
/** DESIGN.md, *Costs and providers*: the demo's figures, until the agency enters its own. */
const own: CostSettings = {
  ...{ revision: 0, currency: defaultCostCurrency, custodyMinor: 15_200, deviceMinor: 275 },
  ...{ source: 'demo', sourceOn: '2026-01-01' },
};

export async function findCostSettings(client: Queryable, programme: string): Promise<CostSettings> {
  const { rows } = await client.query<CostSettings>({
    name: 'cost-settings',
    text: `select revision, currency, custody_minor as "custodyMinor", device_minor as "deviceMinor", source, source_on::text as "sourceOn"
      from cost_setting where programme_id = $1 order by revision desc limit 1`,
    values: [programme],
  });
  return rows[0] ?? own;
}

/** False: somebody else has set them meanwhile. */
export async function insertCostSettings(
  client: Queryable,
  programme: string,
  set: CostSettings & { readonly reason: string; readonly by: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into cost_setting (programme_id, revision, currency, custody_minor, device_minor, source, source_on, reason, made_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      ...[programme, set.revision, set.currency, set.custodyMinor, set.deviceMinor],
      ...[set.source, set.sourceOn, set.reason, set.by],
    ],
  );
  return rowCount === 1;
}
