import type { Consumable, ConsumableReason } from '@attend/casework';
import type { Queryable } from './queryable.ts';

export type ConsumableFigure = {
  readonly officeId: string;
  readonly item: Consumable;
  readonly modelId: string;
  readonly count: number;
  /** In the last twelve weeks. */
  readonly used: number;
};
/** FIT-10: numbers of the whole programme, and of nobody. */
export async function loadConsumables(client: Queryable): Promise<ConsumableFigure[]> {
  const { rows } = await client.query<ConsumableFigure>({
    name: 'consumable-figures',
    text: `select office_id as "officeId", item, model_id as "modelId", count, used from consumable_figures()`,
  });
  return rows;
}

export type NewConsumableChange = {
  readonly item: Consumable;
  readonly modelId: string;
  readonly change: number;
  readonly why: ConsumableReason;
  readonly note: string | null;
};
export async function insertConsumableChanges(
  client: Queryable,
  of: {
    readonly programmeId: string;
    readonly officeId: string;
    readonly by: string;
    readonly fittingId: string | null;
  },
  changes: readonly NewConsumableChange[],
): Promise<void> {
  if (changes.length === 0) return;
  await client.query(
    `insert into consumable_change (programme_id, office_id, by_id, fitting_id, item, model_id, change, why, note)
     select $1, $2, $3, $4, c.item, c."modelId", c.change, c.why, c.note
     from jsonb_to_recordset($5) as c (item text, "modelId" uuid, change integer, why text, note text)`,
    [of.programmeId, of.officeId, of.by, of.fittingId, JSON.stringify(changes)],
  );
}

/** Whoever counts an office's shelf of one thing waits for whoever does so already. */
export async function lockConsumable(
  client: Queryable,
  officeId: string,
  item: Consumable,
  modelId: string,
): Promise<number> {
  await client.query(
    `select pg_advisory_xact_lock(hashtextextended('consumable/' || $1 || '/' || $2 || '/' || $3, 0))`,
    [officeId, item, modelId],
  );
  const { rows } = await client.query<{ count: number }>(
    'select coalesce(sum(change), 0)::int as count from consumable_change where office_id = $1 and item = $2 and model_id = $3',
    [officeId, item, modelId],
  );
  return rows[0]?.count ?? 0;
}
