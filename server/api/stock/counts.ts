import {
  compareCount,
  permitExplain,
  permitMove,
  permitTake,
  readSerial,
  type StockExplanation,
} from '@attend/casework';
import type {
  StockCountDetail,
  StockCountLine,
  stockCountChanged,
  stockCountList,
  stockCountScanned,
} from '@attend/contracts/stock-counts';
import { type Failure, fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { lockPlace, moveDevice } from '../../database/repositories/device-places.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import {
  type CountRow,
  type DifferenceRow,
  findCount,
  insertCount,
  insertDifferences,
  insertScan,
  listCounts,
  listDifferences,
  listScans,
  listShelf,
  lockCount,
  writeCountStatus,
  writeExplanation,
} from '../../database/repositories/stock-counts.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { notOnYours, refuseNamedShelf, refuseShelf } from './own-shelf.ts';
import { readScan, scanAnswer, versionChanged } from './scan.ts';

type Changed = Result<z.output<typeof stockCountChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such count here.' };
const over: Failure = { code: 'wrong-step', message: 'This count is over.' };

const lineOf = ({ begunAt, closedAt, ...row }: CountRow): StockCountLine => ({
  ...row,
  begunAt: formatInstant(begunAt),
  closedAt: instantText(closedAt),
});

export const readCounts = async ({
  client,
}: StaffContext): Promise<Result<z.output<typeof stockCountList>>> =>
  succeed({ counts: (await listCounts(client)).map(lineOf) });

export async function readCount(
  { client, services, programme }: StaffContext,
  id: string,
): Promise<Result<StockCountDetail>> {
  const row = await findCount(client, id);
  if (row === null) return fail(missing);
  const scans = await listScans(client, id);
  const differences = await listDifferences(client, services.keyring, programme.id, id);
  return succeed({
    ...lineOf(row),
    recorded: row.status === 'explaining' ? (await listShelf(client, row.office.id)).length : null,
    scans: scans.map(({ identifier, at, by }) => ({ identifier, at: formatInstant(at), by })),
    differences: differences.map(({ deviceId, explainedAt, ...one }) => ({
      ...one,
      device: deviceId,
      explainedAt: instantText(explainedAt),
    })),
  });
}

/** STK-11: one count at a time in an office. */
export async function beginCount(context: StaffContext, office: string): Promise<Changed> {
  const { client, programme, actor, audit } = context;
  const another = await refuseNamedShelf(context, [office], ['body', 'office']);
  if (another !== null) return fail(another);
  try {
    const made = { programmeId: programme.id, office, by: actor.staffId };
    const id = await withSavepoint(client, () => insertCount(client, made));
    await audit({
      ...{ action: 'stock-count.begun', entity: 'stock_count', entityId: id, after: { office } },
    });
    return succeed({ id, version: 1 });
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail({ code: 'count-open', message: 'This office is being counted already.' });
  }
}

/** Locked, and theirs to count (STK-14). */
async function takeCount(context: StaffContext, id: string): Promise<Result<CountRow>> {
  const count = await lockCount(context.client, id);
  if (count === null) return fail(missing);
  const another = await refuseShelf(context, [count.office.id]);
  return another === null ? succeed(count) : fail(another);
}

/** A number counts once, however often it is scanned. Nothing moves before a difference is explained. */
export async function scanForCount(
  context: StaffContext,
  id: string,
  text: string,
): Promise<Result<z.output<typeof stockCountScanned>>> {
  const { client, programme, actor, audit } = context;
  const taken = await takeCount(context, id);
  if (!taken.ok) return taken;
  const count = taken.value;
  if (count.status !== 'counting') return fail(over);
  const read = await readScan(context, text);
  if (read.kind === 'two-devices')
    return succeed({ ...scanAnswer(text, read, 'two-devices'), scanned: count.scanned });
  const isNew = await insertScan(client, {
    ...{ programmeId: programme.id, countId: id, identifier: readSerial(text), by: actor.staffId },
    deviceId: read.kind === 'one' ? read.device.id : null,
  });
  if (isNew)
    await audit({
      ...{ action: 'stock-count.scanned', entity: 'stock_count', entityId: id },
      after: { identifier: readSerial(text) },
    });
  const result = read.kind === 'unknown' ? 'unknown' : isNew ? 'done' : 'again';
  return succeed({ ...scanAnswer(text, read, result), scanned: count.scanned + (isNew ? 1 : 0) });
}

/** STK-11: the count is compared with the record; without differences it is closed at once. */
export async function finishCount(context: StaffContext, id: string, version: number): Promise<Changed> {
  const { client, programme, audit } = context;
  const taken = await takeCount(context, id);
  if (!taken.ok) return taken;
  const count = taken.value;
  if (count.version !== version) return fail(versionChanged);
  if (count.status !== 'counting') return fail(over);
  const found = compareCount(await listShelf(client, count.office.id), await listScans(client, id));
  await insertDifferences(client, { programmeId: programme.id, countId: id }, found);
  await writeCountStatus(client, id, found.length === 0 ? 'closed' : 'explaining');
  await audit({
    ...{ action: 'stock-count.finished', entity: 'stock_count', entityId: id },
    ...{ before: { status: 'counting' }, after: { scanned: count.scanned, differences: found.length } },
  });
  return succeed({ id, version: version + 1 });
}

/** STK-11: one difference explained, with who and why; the record follows. The last one closes the count. */
export async function explainDifference(
  context: StaffContext,
  id: string,
  differenceId: string,
  { as, reason }: { readonly as: StockExplanation; readonly reason: string },
): Promise<Changed> {
  const { client, services, programme, actor, audit } = context;
  const taken = await takeCount(context, id);
  if (!taken.ok) return taken;
  const count = taken.value;
  const list = await listDifferences(client, services.keyring, programme.id, id);
  const difference = list.find((one) => one.id === differenceId);
  if (difference === undefined) return fail(missing);
  const permitted = permitExplain(difference, as);
  if (!permitted.ok) return fail({ ...permitted.error, path: ['body', ...(permitted.error.path ?? [])] });
  const moved = await follow(context, count, difference, as, reason);
  if (!moved.ok) return moved;
  const of = { programmeId: programme.id, id: differenceId };
  await writeExplanation(client, services.keyring, of, { as, reason, by: actor.staffId });
  const isLast = list.every((one) => one.explainedAs !== null || one.id === differenceId);
  if (isLast) await writeCountStatus(client, id, 'closed');
  await audit({
    ...{ action: 'stock-difference.explained', entity: 'stock_difference', entityId: differenceId },
    ...{ before: { identifier: difference.identifier, kind: difference.kind }, after: { as, reason } },
  });
  return succeed({ id, version: count.version + (isLast ? 1 : 0) });
}

async function follow(
  { client, services, programme }: StaffContext,
  count: CountRow,
  { deviceId }: DifferenceRow,
  as: StockExplanation,
  reason: string,
): Promise<Result<Record<never, never>>> {
  if (deviceId === null || as === 'on-the-shelf' || as === 'set-aside') return succeed({});
  const place = await lockPlace(client, deviceId);
  if (place === null) return fail(missing);
  const of = { programmeId: programme.id, deviceId, reason };
  if (as === 'into-stock') {
    if (place.unseen) return fail({ ...notOnYours, path: ['body', 'as'] });
    if (!permitTake(place))
      return fail({
        ...{ code: 'device-elsewhere', path: ['body', 'as'] },
        message: 'The record has this device with somebody, or in a shipment.',
      });
    await moveDevice(client, services.keyring, {
      ...{ ...of, kind: 'office', officeId: count.office.id, why: 'counted' },
    });
    return succeed({});
  }
  // It has left this shelf since: what put it there stands.
  if (place.kind !== 'office' || place.officeId !== count.office.id) return succeed({});
  const permitted = permitMove(place, { to: as, officeId: null });
  if (!permitted.ok) return permitted;
  await moveDevice(client, services.keyring, { ...of, kind: as, why: permitted.value });
  return succeed({});
}
