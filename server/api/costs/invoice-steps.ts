import type {
  disputeAnswer,
  disputeOpen,
  disputeSettle,
  disputeWithdraw,
  invoiceChanged,
} from '@attend/contracts/invoices';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  type DisputeRow,
  endDispute,
  hasLine,
  insertDispute,
  lockDispute,
  sumDisputes,
  writeAnswer,
} from '../../database/repositories/invoice-disputes.ts';
import {
  giveUpInvoice,
  type InvoiceRow,
  isSamePerson,
  lockInvoice,
  writeComparing,
  writeReleaseAsked,
  writeReleased,
} from '../../database/repositories/invoices.ts';
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

/** CST-10: a line is not accepted as it was billed. */
export async function openDispute(
  { client, programme, actor, audit }: StaffContext,
  invoice: string,
  { line, reason }: z.output<typeof disputeOpen>,
): Promise<Changed> {
  const row = await lockInvoice(client, invoice);
  if (row === null || row.state === 'given-up') return fail(missingInvoice);
  if (row.state !== 'compared')
    return fail({ code: 'wrong-state', message: 'Lines are disputed once they are compared.' });
  if (!(await hasLine(client, invoice, line)))
    return fail({ code: 'not-found', message: 'There is no such line.', path: ['body', 'line'] });
  const of = { programmeId: programme.id, invoice, line, reason, by: actor.staffId };
  const id = await insertDispute(client, of);
  if (id === null) return fail({ code: 'exists', message: 'This line is disputed already.' });
  await audit({
    ...{ action: 'invoice.disputed', entity: 'invoice_dispute', entityId: id },
    after: { invoice, line, reason },
  });
  return succeed({ id, version: 1 });
}

async function takeDispute(
  { client }: StaffContext,
  id: string,
  version: number,
): Promise<Result<DisputeRow>> {
  const found = await lockDispute(client, id);
  if (found === null) return fail({ code: 'not-found', message: 'There is no such dispute here.' });
  if (found.version !== version)
    return fail({ code: 'version-changed', message: 'Somebody changed this dispute meanwhile.' });
  if (found.endedAt !== null)
    return fail({ code: 'already-decided', message: 'This dispute is settled or withdrawn.' });
  return succeed(found);
}
export async function answer(
  context: StaffContext,
  id: string,
  { version, answer }: z.output<typeof disputeAnswer>,
): Promise<Changed> {
  const taken = await takeDispute(context, id, version);
  if (!taken.ok) return taken;
  await writeAnswer(context.client, id, answer);
  await context.audit({
    ...{ action: 'invoice.dispute-answered', entity: 'invoice_dispute', entityId: id },
    ...{ before: { answer: taken.value.answer }, after: { answer } },
  });
  return succeed({ id, version: version + 1 });
}

/** CST-10: what is paid for the line in the end: never more than was billed. */
export async function settle(
  context: StaffContext,
  id: string,
  { version, settledMinor, note }: z.output<typeof disputeSettle>,
): Promise<Changed> {
  const taken = await takeDispute(context, id, version);
  if (!taken.ok) return taken;
  if (settledMinor > taken.value.billedMinor)
    return fail({
      code: 'more-than-billed',
      message: 'This is more than was billed.',
      path: ['body', 'settledMinor'],
    });
  await endDispute(context.client, id, { settledMinor, note, by: context.actor.staffId });
  await context.audit({
    ...{ action: 'invoice.dispute-settled', entity: 'invoice_dispute', entityId: id },
    after: { settledMinor, note },
  });
  return succeed({ id, version: version + 1 });
}
export async function withdraw(
  context: StaffContext,
  id: string,
  { version, note }: z.output<typeof disputeWithdraw>,
): Promise<Changed> {
  const taken = await takeDispute(context, id, version);
  if (!taken.ok) return taken;
  await endDispute(context.client, id, { settledMinor: null, note, by: context.actor.staffId });
  await context.audit({
    ...{ action: 'invoice.dispute-withdrawn', entity: 'invoice_dispute', entityId: id },
    after: { note },
  });
  return succeed({ id, version: version + 1 });
}
