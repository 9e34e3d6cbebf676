import { forecast, isBelowLevel, permitModel } from '@attend/casework';
import type {
  StockBelow,
  StockRegister,
  StockView,
  stockLevelChange,
  stockLevelChanged,
  stockRegistered,
} from '@attend/contracts/stock';
import { fail, type Result, succeed } from '@attend/kernel';
import { z } from 'zod';
import { findModel } from '../../database/repositories/device-models.ts';
import { insertDevices, moveDevice } from '../../database/repositories/device-places.ts';
import { listOwnShelves, listSeenShelves } from '../../database/repositories/shelves.ts';
import {
  type AwayRow,
  countFitted,
  findStockSince,
  listLevels,
  listModelRefs,
  listOffices,
  loadAway,
  loadShelves,
  type NamedModel,
  writeLevel,
} from '../../database/repositories/stock.ts';
import { readFigure } from '../../figures/read-figure.ts';
import type { StaffContext } from '../context.ts';
import { refuseNamedShelf } from './own-shelf.ts';
import { inBody } from './places.ts';
import { versionChanged } from './scan.ts';

const keyOf = (officeId: string, modelId: string | null): string => `${officeId} ${modelId ?? ''}`;
type Row = StockView['rows'][number];
const nothing = { usable: 0, damaged: 0, quarantined: 0 };
const fittedForm = z.array(
  z.object({ officeId: z.string(), modelId: z.string().nullable(), fitted: z.number() }),
);

const comingTo = (away: readonly AwayRow[], officeId: string, modelId: string | null): number =>
  away
    .filter((one) => one.kind === 'transit' && one.toOfficeId === officeId && one.modelId === modelId)
    .reduce((sum, { devices }) => sum + devices, 0);

/** STK-4, STK-5: a row an office and model of which there is something, or should be; of a provider's staff, of their shelves (STK-14). */
export async function readStock({ client, now }: StaffContext): Promise<Result<StockView>> {
  const shelves = await loadShelves(client);
  const { figure: fittings } = await readFigure({ client, now }, 'fitted', fittedForm, () =>
    countFitted(client),
  );
  const since = await findStockSince(client);
  const levels = await listLevels(client);
  const away = await loadAway(client);
  const seen = await listSeenShelves(client);
  const offices = await listOffices(client);
  const models = await listModelRefs(client);
  const modelOf = new Map(models.map((model) => [model.id, model]));
  const byKey = new Map(shelves.map((one) => [keyOf(one.officeId, one.modelId), one]));
  const fittedOf = new Map(fittings.map((one) => [keyOf(one.officeId, one.modelId), one.fitted]));
  const levelOf = new Map(levels.map((one) => [keyOf(one.officeId, one.modelId), one]));
  const rows = seen.flatMap((office): Row[] => {
    const all: readonly (NamedModel | null)[] = [...models, null];
    return all.flatMap((model) => {
      const key = keyOf(office.id, model?.id ?? null);
      const figure = byKey.get(key);
      const level = levelOf.get(key);
      const coming = comingTo(away, office.id, model?.id ?? null);
      const fitted = fittedOf.get(key) ?? 0;
      if (figure === undefined && level === undefined && coming === 0 && fitted === 0) return [];
      const { usable, damaged, quarantined } = figure ?? nothing;
      return [
        {
          ...{ office, model, usable, damaged, quarantined, coming },
          ...{ level: level?.level ?? null, levelVersion: level?.version ?? 0 },
          below: isBelowLevel(usable, level?.level ?? null),
          ...forecast({ usable, fitted, since }, now()),
        },
      ];
    });
  });
  return succeed({ rows, away: sumAway(away, modelOf), offices, models });
}

function sumAway(away: readonly AwayRow[], modelOf: ReadonlyMap<string, NamedModel>): StockView['away'] {
  const groups = Map.groupBy(away, ({ kind, modelId }) => `${kind} ${modelId ?? ''}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const model = first.modelId === null ? null : (modelOf.get(first.modelId) ?? null);
    return [{ kind: first.kind, model, devices: group.reduce((sum, { devices }) => sum + devices, 0) }];
  });
}

/** STK-4: what stands below its level; on *Today* of whoever runs that shelf. */
export async function readBelow(context: StaffContext): Promise<Result<StockBelow>> {
  const stock = await readStock(context);
  if (!stock.ok) return stock;
  const own = new Set((await listOwnShelves(context.client)).map(({ id }) => id));
  const below = stock.value.rows.flatMap(({ office, model, usable, coming, level, below: is }) =>
    is && own.has(office.id) && model !== null && level !== null
      ? [{ office, model, usable, coming, level }]
      : [],
  );
  return succeed({ below });
}

export async function changeLevel(
  context: StaffContext,
  { office, model, level, version }: z.output<typeof stockLevelChange>,
): Promise<Result<z.output<typeof stockLevelChanged>>> {
  const { client, programme, actor, audit } = context;
  const another = await refuseNamedShelf(context, [office], ['body', 'office']);
  if (another !== null) return fail(another);
  if (!(await listModelRefs(client)).some(({ id }) => id === model))
    return fail({ code: 'not-found', message: 'There is none of this here.', path: ['body', 'model'] });
  const before = (await listLevels(client)).find((one) => one.officeId === office && one.modelId === model);
  const of = { programmeId: programme.id, by: actor.staffId };
  const made = await writeLevel(client, of, { officeId: office, modelId: model, level, version });
  if (made === null) return fail(versionChanged);
  await audit({
    ...{ action: 'stock-level.set', entity: 'stock_level', entityId: office },
    ...{ before: { model, level: before?.level ?? null }, after: { model, level } },
  });
  return succeed({ version: made });
}

/** STK-2: numbers that nobody knew, put where they are at once. */
export async function registerDevices(
  context: StaffContext,
  { model: modelId, protocol, office, identifiers, firmware, reason }: StockRegister,
): Promise<Result<z.output<typeof stockRegistered>>> {
  const { client, services, programme, audit } = context;
  const another = await refuseNamedShelf(context, [office], ['body', 'office']);
  if (another !== null) return fail(another);
  const model = await findModel(client, modelId);
  if (model === null)
    return fail({ code: 'not-found', message: 'There is no such model.', path: ['body', 'model'] });
  const { technology } = model;
  const permitted = permitModel({ technology, protocol }, model);
  if (!permitted.ok) return fail(inBody(permitted.error));
  const numbers = [...new Set(identifiers.map((one) => one.replace(/\s+/g, '')))];
  const made = await insertDevices(
    client,
    programme.id,
    { protocol, technology, modelId, firmware },
    numbers,
  );
  for (const { id, identifier } of made) {
    const to = { kind: office === null ? ('supplier' as const) : ('office' as const), officeId: office };
    const move = { programmeId: programme.id, deviceId: id, ...to, why: 'registered' as const, reason };
    await moveDevice(client, services.keyring, move);
    await audit({
      ...{ action: 'device.registered', entity: 'device', entityId: id },
      after: { identifier, protocol, model: modelId, firmware, office, reason },
    });
  }
  const known = numbers.filter((one) => !made.some(({ identifier }) => identifier === one));
  return succeed({ made: made.length, known });
}
