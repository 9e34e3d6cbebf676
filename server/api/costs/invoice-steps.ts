import type { invoiceChanged } from '@attend/contracts/invoices';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { sumDisputes } from '../../database/repositories/invoice-disputes.ts';
import {
  giveUpInvoice,
  type InvoiceRow,
  lockInvoice,
  writeComparing,
  writeReleaseAsked,
  writeReleased,
} from '../../database/repositories/invoices.ts';
import { isSamePerson } from '../../database/repositories/second-person.ts';
import type { StaffContext } from '../context.ts';
import { invoiceMoved, missingInvoice } from './invoice-view.ts';

type Changed = Result<z.output<typeof invoiceChanged>>;
type State = InvoiceRow['state'];

async function take(
  { client }: StaffContext,
  id: string,
  version: number,
  ...states: readonly State[]
): Promise<Result<InvoiceRow>> {
  const row = await lockInvoice(client, id);
  if (row === null || row.state === 'given-up') return fail(missingInvoice);
  if (row.version !== version) return fail(invoiceMoved);
  if (!states.includes(row.state))
    return fail({ code: 'wrong-state', message: 'This is not what can be done with the invoice now.' });
  return succeed(row);
}
const step = async (
  { audit }: StaffContext,
  { id, version }: InvoiceRow,
  action: `invoice.${string}`,
  after?: unknown,
): Promise<Changed> => {
  await audit({ action, entity: 'invoice', entityId: id, after });
  return succeed({ id, version: version + 1 });
};

/** CST-8: from here on it counts. Whole, or not at all. */
export async function takeIn(context: StaffContext, id: string, version: number): Promise<Changed> {
  const taken = await take(context, id, version, 'staged');
  if (!taken.ok) return taken;
  const row = taken.value;
  if (row.faultCount > 0)
    return fail({ code: 'file-at-fault', message: 'Nothing goes in before the file is put right.' });
  if (row.sumMinor !== row.totalMinor)
    return fail({ code: 'other-total', message: 'The lines sum to another amount than the invoice says.' });
  await writeComparing(context.client, id, context.actor.staffId);
  return step(context, row, 'invoice.taken-in', { lines: row.lines, totalMinor: row.totalMinor });
}

/** After a month was closed, or a correction: compared anew. What is disputed stays so. */
export async function compareAgain(context: StaffContext, id: string, version: number): Promise<Changed> {
  const taken = await take(context, id, version, 'compared');
  if (!taken.ok) return taken;
  await writeComparing(context.client, id, context.actor.staffId);
  return step(context, taken.value, 'invoice.compare-asked');
}

export async function giveUp(context: StaffContext, id: string, version: number): Promise<Changed> {
  const taken = await take(context, id, version, 'staging', 'staged');
  if (!taken.ok) return taken;
  await giveUpInvoice(context.client, id);
  return step(context, taken.value, 'invoice.given-up');
}

/** CST-12: one person asks for the money. */
export async function askRelease(context: StaffContext, id: string, version: number): Promise<Changed> {
  const taken = await take(context, id, version, 'compared');
  if (!taken.ok) return taken;
  const { off, standing } = await sumDisputes(context.client, id);
  if (standing > 0)
    return fail({ code: 'disputes-open', message: 'Lines are disputed, and not settled or withdrawn.' });
  await writeReleaseAsked(context.client, id, context.actor.staffId);
  return step(context, taken.value, 'invoice.release-asked', { payableMinor: taken.value.sumMinor - off });
}
export async function takeBackRelease(context: StaffContext, id: string, version: number): Promise<Changed> {
  const taken = await take(context, id, version, 'release-asked');
  if (!taken.ok) return taken;
  await writeReleaseAsked(context.client, id, null);
  return step(context, taken.value, 'invoice.release-taken-back');
}

const oneself: Failure = {
  code: 'second-person',
  message: 'Somebody else releases it than who asked for it.',
};
/** CST-12: and another releases it. The database holds the same. */
export async function release(context: StaffContext, id: string, version: number): Promise<Changed> {
  const { client, actor } = context;
  const taken = await take(context, id, version, 'release-asked');
  if (!taken.ok) return taken;
  const row = taken.value;
  if (row.releaseAskedById === null || (await isSamePerson(client, row.releaseAskedById, actor.staffId)))
    return fail(oneself);
  const { off } = await sumDisputes(client, id);
  const payableMinor = row.sumMinor - off;
  await writeReleased(client, id, actor.staffId, payableMinor);
  return step(context, row, 'invoice.released', { payableMinor });
}
