import { dayNumber, dayOfNumber } from '@attend/casework/costs/day-table';
import type {
  InvoiceDetail,
  InvoiceLines,
  InvoiceList,
  invoiceLinesQuery,
  invoiceListQuery,
} from '@attend/contracts/invoices';
import { toldView } from '@attend/contracts/told';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { readIdCursor, writeCursor } from '../../database/repositories/cursor.ts';
import {
  type Differing,
  type DisputeAsked,
  type DisputeRow,
  listDisputes,
  sumDisputed,
  sumDisputes,
} from '../../database/repositories/invoice-disputes.ts';
import {
  findInvoice,
  type InvoiceRow,
  listInvoiceFaults,
  listInvoiceLines,
  listInvoices,
  listWearers,
} from '../../database/repositories/invoices.ts';
import { findSame } from '../../database/repositories/second-person.ts';
import { listProviders } from '../../database/repositories/supervision.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { personRefs } from '../oversight/person-refs.ts';
import { missingInvoice, viewOf } from './invoice-view.ts';

const listed = 50;

export async function readInvoices(
  { client }: StaffContext,
  { cursor }: z.output<typeof invoiceListQuery>,
): Promise<Result<InvoiceList>> {
  const after = readIdCursor(cursor);
  if (!after.ok) return after;
  const rows = await listInvoices(client, after.value, listed + 1);
  const shown = rows.slice(0, listed);
  const last = rows.length > listed ? shown.at(-1) : undefined;
  return succeed({
    invoices: shown.map(viewOf),
    providers: (await listProviders(client)).map(({ id, name }) => ({ id, name })),
    next: last === undefined ? null : writeCursor([last.id]),
  });
}

const disputeOf = (
  oneself: ReadonlySet<string>,
  { invoiceId: _invoiceId, openedAt, answeredAt, endedAt, asked, ...row }: DisputeRow,
) => ({
  ...{ ...row, openedAt: formatInstant(openedAt), answeredAt: instantText(answeredAt) },
  ...{ endedAt: instantText(endedAt), asked: asked && askedOf(oneself, asked, endedAt !== null) },
});
const askedOf = (oneself: ReadonlySet<string>, { byId, at, ...asked }: DisputeAsked, isOver: boolean) => ({
  ...{ ...asked, at: formatInstant(at) },
  byOneself: !isOver && oneself.has(byId),
});

/** CST-17: what is billed beyond the record and nobody has disputed. Null: nothing is compared yet. */
function undisputedOf(compared: InvoiceRow['compared'], disputed: Differing): InvoiceDetail['undisputed'] {
  if (compared === null) return null;
  const { over, unknown } = compared;
  return {
    lines: over.lines + unknown.lines - disputed.lines,
    minor: over.minor - over.expected + unknown.minor - unknown.expected - disputed.minor,
  };
}

export async function readInvoice(
  { client, actor }: StaffContext,
  id: string,
): Promise<Result<InvoiceDetail>> {
  const row = await findInvoice(client, id);
  if (row === null || row.state === 'given-up') return fail(missingInvoice);
  const { off } = await sumDisputes(client, id);
  const disputed = await sumDisputed(client, id);
  const disputes = await listDisputes(client, id);
  const waiting = disputes.flatMap(({ asked, endedAt }) => (endedAt === null && asked ? [asked.byId] : []));
  const oneself = await findSame(client, actor.staffId, [
    ...new Set([...waiting, ...(row.releaseAskedById === null ? [] : [row.releaseAskedById])]),
  ]);
  return succeed({
    invoice: viewOf(row),
    faults: (await listInvoiceFaults(client, id)).map(({ line, column, code, value = null, ...told }) => ({
      ...{ line, column, code, value },
      ...toldView(told),
    })),
    disputes: disputes.map((dispute) => disputeOf(oneself, dispute)),
    payableMinor: row.payableMinor ?? row.sumMinor - off,
    undisputed: undisputedOf(row.compared, disputed),
    askedByOneself: row.releaseAskedById !== null && oneself.has(row.releaseAskedById),
  });
}

/** CST-11: lines of one result or all; who wore what is told of those whom the reader may see, as a look at them. */
export async function readLines(
  context: StaffContext,
  id: string,
  { show, after }: z.output<typeof invoiceLinesQuery>,
): Promise<Result<InvoiceLines>> {
  const { client } = context;
  const invoice = await findInvoice(client, id);
  if (invoice === null || invoice.state === 'given-up') return fail(missingInvoice);
  const rows = await listInvoiceLines(client, id, show, after, listed + 1);
  const shown = rows.slice(0, listed);
  const wearers = await listWearers(
    client,
    await context.reach(),
    [...new Set(shown.map(({ serial }) => serial))],
    dayNumber(invoice.from),
    dayNumber(invoice.to),
  );
  const people = await personRefs(
    context,
    wearers.map(({ participantId }) => participantId),
  );
  const whoWore = (serial: string, from: number, to: number) => [
    ...new Map(
      wearers
        .filter((one) => one.serial === serial && one.from <= to && (one.to === null || one.to >= from))
        .flatMap(({ participantId }) => {
          const person = people.get(participantId);
          return person == null
            ? []
            : [[participantId, { id: participantId, reference: person.reference }] as const];
        }),
    ).values(),
  ];
  return succeed({
    lines: shown.map(({ from, to, reasons, ...line }) => ({
      ...{ ...line, from: dayOfNumber(from), to: dayOfNumber(to), reasons: [...reasons] },
      wearers: whoWore(line.serial, from, to),
    })),
    next: rows.length > listed ? (shown.at(-1)?.line ?? null) : null,
  });
}
