import { forecastWeeks } from '@attend/casework';
import type { Technology } from '@attend/kernel';
import { millis, type Queryable } from './queryable.ts';

export type ShelfRow = {
  readonly officeId: string;
  readonly modelId: string | null;
  readonly usable: number;
  readonly damaged: number;
  readonly quarantined: number;
};
/** STK-4: what lies on shelves now; numbers of the whole programme, and of nobody. */
export async function loadShelves(client: Queryable): Promise<ShelfRow[]> {
  const { rows } = await client.query<ShelfRow>({
    name: 'stock-shelves',
    text: 'select office_id as "officeId", model_id as "modelId", usable, damaged, quarantined from stock_shelves()',
  });
  return rows;
}
export type FittedRow = {
  readonly officeId: string;
  readonly modelId: string | null;
  readonly fitted: number;
};
/** STK-5: how many were fitted from each shelf within the weeks of the forecast. */
export async function countFitted(client: Queryable): Promise<FittedRow[]> {
  const { rows } = await client.query<FittedRow>({
    name: 'stock-fitted',
    text: 'select office_id as "officeId", model_id as "modelId", fitted from stock_fitted($1)',
    values: [forecastWeeks],
  });
  return rows;
}
/** Since when places are on record; null: nothing is. */
export async function findStockSince(client: Queryable): Promise<number | null> {
  const { rows } = await client.query<{ since: number | null }>({
    name: 'stock-since',
    text: `select ${millis('s')} as since from stock_since() as s`,
  });
  return rows[0]?.since ?? null;
}

export type NamedOffice = { readonly id: string; readonly name: string };
export async function listOffices(client: Queryable): Promise<NamedOffice[]> {
  const { rows } = await client.query<NamedOffice>(
    'select id, name from office where ended_at is null order by name',
  );
  return rows;
}
export type NamedModel = NamedOffice & { readonly technology: Technology };
/** Of those that have ended there may be some left. */
export async function listModelRefs(client: Queryable): Promise<NamedModel[]> {
  const { rows } = await client.query<NamedModel>(
    `select id, maker || ' ' || name as name, technology from device_model order by ended_at is not null, lower(maker), lower(name)`,
  );
  return rows;
}

export type LevelRow = {
  readonly officeId: string;
  readonly modelId: string;
  readonly level: number;
  readonly version: number;
};
export async function listLevels(client: Queryable): Promise<LevelRow[]> {
  const { rows } = await client.query<LevelRow>(
    'select office_id as "officeId", model_id as "modelId", level, version from stock_level',
  );
  return rows;
}

/** Null: it is another version by now. */
export async function writeLevel(
  client: Queryable,
  of: { readonly programmeId: string; readonly by: string },
  level: LevelRow,
): Promise<number | null> {
  const values = [of.programmeId, level.officeId, level.modelId, level.level, of.by];
  const { rows } =
    level.version === 0
      ? await client.query<{ version: number }>(
          `insert into stock_level (programme_id, office_id, model_id, level, set_by) values ($1, $2, $3, $4, $5)
           on conflict do nothing returning version`,
          values,
        )
      : await client.query<{ version: number }>(
          `update stock_level set level = $4, set_by = $5, set_at = now(), version = version + 1
           where programme_id = $1 and office_id = $2 and model_id = $3 and version = $6 returning version`,
          [...values, level.version],
        );
  return rows[0]?.version ?? null;
}

export type AwayRow = {
  readonly kind: 'supplier' | 'repair' | 'lost' | 'transit';
  readonly modelId: string | null;
  /** Of what is on its way: where to. */
  readonly toOfficeId: string | null;
  readonly devices: number;
};
/** What is on no shelf and with nobody. */
export async function loadAway(client: Queryable): Promise<AwayRow[]> {
  const { rows } = await client.query<AwayRow>({
    name: 'stock-away',
    text: 'select kind, model_id as "modelId", to_office_id as "toOfficeId", devices from stock_away()',
  });
  return rows;
}
