import type { ConsumableChange, ConsumableView, consumableChanged } from '@attend/contracts/consumables';
import { fail, type Result, say, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  insertConsumableChanges,
  loadConsumables,
  lockConsumable,
} from '../../database/repositories/consumables.ts';
import { listSeenShelves } from '../../database/repositories/shelves.ts';
import { listModelRefs } from '../../database/repositories/stock.ts';
import type { StaffContext } from '../context.ts';
import { refuseNamedShelf } from '../stock/own-shelf.ts';

/** FIT-10: straps and chargers by office, as many as came less what was used. */
export async function readConsumables({ client }: StaffContext): Promise<Result<ConsumableView>> {
  const figures = await loadConsumables(client);
  const [offices, models] = [await listSeenShelves(client), await listModelRefs(client)];
  const [office, model] = [
    new Map(offices.map((one) => [one.id, one])),
    new Map(models.map((one) => [one.id, one])),
  ];
  const rows = figures.flatMap(({ officeId, modelId, item, count, used }) => {
    const [at, of] = [office.get(officeId), model.get(modelId)];
    return at === undefined || of === undefined ? [] : [{ office: at, item, model: of, count, used }];
  });
  const byName = (a: (typeof rows)[number], b: (typeof rows)[number]) =>
    a.office.name.localeCompare(b.office.name, 'en') ||
    a.model.name.localeCompare(b.model.name, 'en') ||
    a.item.localeCompare(b.item, 'en');
  return succeed({ rows: rows.sort(byName), offices, models });
}

/** FIT-10: each change with its reason; what was counted makes the difference a change. */
export async function changeConsumables(
  context: StaffContext,
  { office, item, model, why, count, note }: ConsumableChange,
): Promise<Result<z.output<typeof consumableChanged>>> {
  const { client, programme, actor, audit } = context;
  const another = await refuseNamedShelf(context, [office], ['body', 'office']);
  if (another !== null) return fail(another);
  if (!(await listModelRefs(client)).some(({ id }) => id === model))
    return fail({ code: 'not-found', message: 'There is no such model.', path: ['body', 'model'] });
  const before = await lockConsumable(client, office, item, model);
  if (why === 'discarded' && count > before)
    return fail({
      ...{ code: 'too-many', path: ['body', 'count'] },
      ...say('The record has {count} here: count what lies there first.', { count: before }),
    });
  const change = why === 'counted' ? count - before : why === 'received' ? count : -count;
  await insertConsumableChanges(
    client,
    { programmeId: programme.id, officeId: office, by: actor.staffId, fittingId: null },
    [{ item, modelId: model, change, why, note }],
  );
  await audit({
    ...{ action: 'consumables.changed', entity: 'consumable_change', entityId: office },
    ...{ before: { count: before }, after: { item, model, why, count: before + change, note } },
  });
  return succeed({ count: before + change });
}
