import { fail, type PlainSentence, parseMinor, type Result, succeed } from '@attend/kernel';
import type { CaseloadFault } from '../caseload/forms.ts';
import { shownValue } from '../caseload/shown-value.ts';
import { type DayNumber, dayNumber } from './day-table.ts';

/** The columns of an invoice's file. There is none for a name: an invoice says which device was worn, and nobody. */
export const invoiceColumns = ['serial', 'from', 'to', 'days', 'rate', 'amount'] as const;
export type InvoiceColumn = (typeof invoiceColumns)[number];
export const invoiceTemplate = `${invoiceColumns.join(',')}\r\n353816058000017,2026-03-01,2026-03-31,31,2.75,85.25\r\n`;

export type InvoiceLine = {
  readonly line: number;
  readonly serial: string;
  readonly from: DayNumber;
  readonly to: DayNumber;
  /** Hundredths of a day. */
  readonly days: number;
  readonly rate: number;
  readonly minor: number;
};

/** A column of 32 bits: twenty-one millions. A line is about one device; what is more is a total, or stands in the wrong column. */
const mostInLine = 2_147_483_647;

const isDay = /^(19|20|21)\d\d-\d\d-\d\d$/;
function readDay(text: string): DayNumber | null {
  if (!isDay.test(text)) return null;
  try {
    // Throws where there is no such day, as the 30th of February.
    return dayNumber(Temporal.PlainDate.from(text, { overflow: 'reject' }).toString());
  } catch {
    return null;
  }
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
const isSerial = /^[^\u0000-\u001f\u007f-\u009f\u202a-\u202e]{1,100}$/;

/** Days are asked for by the same few texts over and over. */
export function dayReader(): (text: string) => DayNumber | null {
  const known = new Map<string, DayNumber | null>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const read = readDay(text);
    if (known.size < 10_000) known.set(text, read);
    return read;
  };
}

/** CST-8: one line of the file, or what is wrong with it, by column. */
export function readInvoiceLine(
  line: number,
  values: Readonly<Partial<Record<string, string>>>,
  period: { readonly from: DayNumber; readonly to: DayNumber },
  dayOf: (text: string) => DayNumber | null,
): Result<InvoiceLine, CaseloadFault[]> {
  const faults: CaseloadFault[] = [];
  const fault = (column: InvoiceColumn, code: string, message: PlainSentence) => {
    faults.push({ line, column, code, value: shownValue(values[column]), message });
  };
  const textOf = (column: InvoiceColumn): string => {
    const text = values[column]?.trim() ?? '';
    if (text === '') fault(column, 'missing', 'It is empty.');
    return text;
  };
  const amountOf = (column: InvoiceColumn): number => {
    const text = textOf(column);
    if (text === '') return 0;
    const amount = parseMinor(text);
    if (amount.ok && amount.value > mostInLine) {
      fault(column, 'too-large', 'It is more than a line of an invoice can be.');
      return 0;
    }
    if (amount.ok && amount.value >= 0) return amount.value;
    fault(column, 'bad-amount', 'It is no amount with at most two decimals and no sign, as 2.75.');
    return 0;
  };
  const dayIn = (column: InvoiceColumn): number => {
    const text = textOf(column);
    if (text === '') return 0;
    const day = dayOf(text);
    if (day === null) fault(column, 'bad-day', 'It is no day, as 2026-03-31.');
    return day ?? 0;
  };
  const serial = textOf('serial');
  if (serial !== '' && !isSerial.test(serial)) fault('serial', 'bad-serial', 'It is no serial number.');
  const [from, to] = [dayIn('from'), dayIn('to')];
  const [days, rate, minor] = [amountOf('days'), amountOf('rate'), amountOf('amount')];
  if (faults.length === 0 && from > to) fault('to', 'ends-first', 'It ends before it begins.');
  if (faults.length === 0 && (from < period.from || to > period.to))
    fault(from < period.from ? 'from' : 'to', 'outside', 'It lies outside of the invoice’s period.');
  if (faults.length === 0 && days > (to - from + 1) * 100)
    fault('days', 'too-many-days', 'These are more days than there are from one to the other.');
  return faults.length > 0 ? fail(faults) : succeed({ line, serial, from, to, days, rate, minor });
}
