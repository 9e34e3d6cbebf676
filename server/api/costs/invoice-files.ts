import { csvLine } from '@attend/casework/caseload/csv';
import type { CaseloadFault } from '@attend/casework/caseload/forms';
import { dayNumber, dayOfNumber } from '@attend/casework/costs/day-table';
import {
  dayReader,
  type InvoiceLine,
  invoiceColumns,
  readInvoiceLine,
} from '@attend/casework/costs/invoice-form';
import { wholeDay } from '@attend/casework/costs/part-day';
import type { Invoice, invoiceBegin, invoiceExport, invoicePart } from '@attend/contracts/invoices';
import { type Failure, fail, formatMinor, type Result, say, succeed, sumMinor } from '@attend/kernel';
import type { z } from 'zod';
import { readForm, type Standing } from '../../caseload/read-records.ts';
import {
  findInvoice,
  findStagingInvoice,
  type InvoiceRow,
  insertInvoice,
  insertInvoiceFaults,
  insertInvoiceLines,
  listInvoiceLines,
  listOtherCurrency,
  lockInvoice,
  readStanding,
  writeInvoiceProgress,
} from '../../database/repositories/invoices.ts';
import { listProviders } from '../../database/repositories/supervision.ts';
import type { StaffContext } from '../context.ts';
import { missingInvoice, viewOf } from './invoice-view.ts';

const form = invoiceColumns.map((name) => ({ name, longest: 100, needed: true, example: '' }));
/** More says no more than that the file is another one. */
const keptFaults = 200;

const taken: Failure = {
  code: 'exists',
  message: 'There is an invoice of this provider with this number.',
  path: ['body', 'number'],
};

/** CST-8: the invoice's file, begun or, where one's own broke off, gone on with. */
export async function beginInvoice(
  { client, programme, actor, audit }: StaffContext,
  { provider, ...file }: z.output<typeof invoiceBegin>,
): Promise<Result<Invoice>> {
  if (!(await listProviders(client)).some(({ id }) => id === provider))
    return fail({ code: 'not-found', message: 'There is no such provider.', path: ['body', 'provider'] });
  const standing = await findStagingInvoice(client, provider, file.number, actor.staffId);
  if (standing !== null && standing.fingerprint !== file.fingerprint) return fail(taken);
  const id =
    standing?.id ??
    (await insertInvoice(client, {
      ...{ ...file, programmeId: programme.id, providerId: provider, by: actor.staffId },
    }));
  const row = id === null ? null : await findInvoice(client, id);
  if (row === null) return fail(taken);
  if (standing === null)
    await audit({
      ...{ action: 'invoice.begun', entity: 'invoice', entityId: row.id },
      after: { provider, ...file },
    });
  return succeed(viewOf(row));
}

/** CST-8: the next part of a file; where others are here by now nothing is done, and what is here is answered. */
export async function addInvoicePart(
  { client, programme }: Pick<StaffContext, 'client' | 'programme'>,
  id: string,
  part: z.output<typeof invoicePart>,
): Promise<Result<Invoice>> {
  const row = await lockInvoice(client, id);
  if (row === null) return fail(missingInvoice);
  if (row.state !== 'staging' || row.characters !== part.from) return succeed(viewOf(row));
  const before = ((await readStanding(client, id)) as Standing | null) ?? { head: null, rest: '', lines: 0 };
  const { head, rest, lines, records, faults } = readForm(form, before, part.text, part.last);
  const period = { from: dayNumber(row.from), to: dayNumber(row.to) };
  const dayOf = dayReader();
  const read: InvoiceLine[] = [];
  const wrong: CaseloadFault[] = [...faults];
  for (const { line, values } of records) {
    const one = readInvoiceLine(line, values, period, dayOf);
    if (one.ok) read.push(one.value);
    else wrong.push(...one.error);
  }
  if (part.last && row.lines + read.length + row.faultCount + wrong.length === 0)
    wrong.push({ line: 1, column: null, code: 'empty', message: 'The file is empty.' });
  if (read.length > 0) {
    await insertInvoiceLines(client, programme.id, id, read);
    wrong.push(...(await inOtherCurrency(client, row, read)));
  }
  const kept = wrong.slice(0, Math.max(0, keptFaults - row.faultCount));
  if (kept.length > 0) await insertInvoiceFaults(client, programme.id, id, row.faultCount, kept);
  await writeInvoiceProgress(client, id, {
    state: part.last ? 'staged' : 'staging',
    characters: row.characters + part.text.length,
    lines: row.lines + read.length,
    sumMinor: row.sumMinor + sumMinor(read.map(({ minor }) => minor)),
    faultCount: row.faultCount + wrong.length,
    standing: { head, rest, lines },
  });
  const after = await findInvoice(client, id);
  return after === null ? fail(missingInvoice) : succeed(viewOf(after));
}

/**
 * CST-16: amounts of two currencies are not compared: which is right is for whoever wrote the invoice or the card. Asked of the lines that came
 * with one part, so that no part takes longer than its size.
 */
async function inOtherCurrency(
  client: StaffContext['client'],
  { id, currency }: InvoiceRow,
  came: readonly InvoiceLine[],
): Promise<CaseloadFault[]> {
  const lines = { from: came[0]?.line ?? 0, to: came.at(-1)?.line ?? 0 };
  return (await listOtherCurrency(client, id, lines, keptFaults)).map(({ line, priced }) => ({
    ...{ line, column: 'amount', code: 'other-currency', value: currency },
    ...say('The invoice is in {billed}; the rate card that holds on these days is in {priced}.', {
      ...{ billed: currency, priced },
    }),
  }));
}

const exportedAtOnce = 5_000;
const exported = [
  ...['line', ...invoiceColumns, 'result', 'expected_days', 'expected_amount', 'reasons'],
] as const;

/** CST-11: an invoice's lines as a file for the provider, beside what the record gives. What looks like a formula does nothing. */
export async function exportLines(
  { client }: StaffContext,
  id: string,
  show: Parameters<typeof listInvoiceLines>[2],
  after: number,
): Promise<Result<z.output<typeof invoiceExport>>> {
  const row: InvoiceRow | null = await findInvoice(client, id);
  if (row === null) return fail(missingInvoice);
  const lines = await listInvoiceLines(client, id, show, after, exportedAtOnce);
  const text = lines.map(({ line, serial, from, to, days, rate, minor, ...of }) =>
    csvLine([
      ...[String(line), serial, dayOfNumber(from), dayOfNumber(to), formatMinor(days)],
      ...[formatMinor(rate), formatMinor(minor), of.result],
      of.expectedParts === null ? formatMinor(days) : String(of.expectedParts / wholeDay),
      ...[formatMinor(of.expected), of.reasons.join(' ')],
    ]),
  );
  const head = after === 0 ? csvLine(exported) : '';
  const last = lines.length === exportedAtOnce ? (lines.at(-1)?.line ?? null) : null;
  return succeed({ text: head + text.join(''), next: last });
}
