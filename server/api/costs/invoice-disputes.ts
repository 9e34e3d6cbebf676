import type {
  disputeAnswer,
  disputeChanged,
  disputeOpen,
  disputeSettle,
  disputeVersion,
  disputeWithdraw,
} from '@attend/contracts/invoices';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import {
  type DisputeAsked,
  type DisputeRow,
  endDispute,
  hasLine,
  insertDispute,
  lockDispute,
  writeAnswer,
  writeEndAsked,
  writeEndTakenBack,
} from '../../database/repositories/invoice-disputes.ts';
import { lockInvoice } from '../../database/repositories/invoices.ts';
import { isSamePerson } from '../../database/repositories/second-person.ts';
import type { StaffContext } from '../context.ts';
import { missingInvoice } from './invoice-view.ts';

type Changed = Result<z.output<typeof disputeChanged>>;

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

async function takeStanding(
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
/** Of which nobody has asked for its end. */
async function takeDispute(context: StaffContext, id: string, version: number): Promise<Result<DisputeRow>> {
  const taken = await takeStanding(context, id, version);
  if (!taken.ok || taken.value.asked === null) return taken;
  return fail({
    code: 'wrong-state',
    message: 'Somebody asked for its end: take that back first, or confirm it.',
  });
}
/** How somebody asked for its end, which waits for another. */
async function takeAsked(context: StaffContext, id: string, version: number): Promise<Result<DisputeAsked>> {
  const taken = await takeStanding(context, id, version);
  if (!taken.ok) return taken;
  const { asked } = taken.value;
  return asked === null
    ? fail({ code: 'wrong-state', message: 'Nobody has asked for the end of this dispute.' })
    : succeed(asked);
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

/** CST-10: one person asks for it to end so: with what is paid for the line, or (null) accepted as it was billed. */
async function askEnd(
  context: StaffContext,
  { id, version }: DisputeRow,
  settledMinor: number | null,
  note: string,
): Promise<Changed> {
  await writeEndAsked(context.client, id, { settledMinor, note, by: context.actor.staffId });
  await context.audit({
    action: settledMinor === null ? 'invoice.dispute-withdrawal-asked' : 'invoice.dispute-settlement-asked',
    ...{ entity: 'invoice_dispute', entityId: id, after: { settledMinor, note } },
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
  return askEnd(context, taken.value, settledMinor, note);
}
export async function withdraw(
  context: StaffContext,
  id: string,
  { version, note }: z.output<typeof disputeWithdraw>,
): Promise<Changed> {
  const taken = await takeDispute(context, id, version);
  return taken.ok ? askEnd(context, taken.value, null, note) : taken;
}

const oneself: Failure = {
  code: 'second-person',
  message: 'Somebody else confirms it than who asked for it.',
};
/** CST-15: and another confirms it, as it was asked. The database holds the same. */
export async function confirmEnd(
  context: StaffContext,
  id: string,
  { version }: z.output<typeof disputeVersion>,
): Promise<Changed> {
  const { client, actor, audit } = context;
  const taken = await takeAsked(context, id, version);
  if (!taken.ok) return taken;
  const asked = taken.value;
  if (await isSamePerson(client, asked.byId, actor.staffId)) return fail(oneself);
  await endDispute(client, id, actor.staffId);
  await audit({
    ...{ action: `invoice.dispute-${asked.end}`, entity: 'invoice_dispute', entityId: id },
    after: { settledMinor: asked.minor, note: asked.note },
  });
  return succeed({ id, version: version + 1 });
}
/** By whoever asked, or by who would have confirmed it and does not. */
export async function takeBackEnd(
  context: StaffContext,
  id: string,
  { version }: z.output<typeof disputeVersion>,
): Promise<Changed> {
  const taken = await takeAsked(context, id, version);
  if (!taken.ok) return taken;
  await writeEndTakenBack(context.client, id);
  await context.audit({
    ...{ action: 'invoice.dispute-end-taken-back', entity: 'invoice_dispute', entityId: id },
    before: taken.value,
  });
  return succeed({ id, version: version + 1 });
}
