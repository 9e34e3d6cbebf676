import { createHash } from 'node:crypto';
import { rateCardChanged } from '@attend/contracts/costs';
import {
  disputeChanged,
  invoiceChanged,
  invoiceDetail,
  invoiceLines,
  invoice as invoiceView,
} from '@attend/contracts/invoices';
import type { Technology } from '@attend/kernel';
import type { Wearer } from '../wearer/device.ts';
import type { ApiClient } from './api-client.ts';
import { closedMonth, firstOf, lastOf, thisMonth, wornIn } from './months.ts';
import { anything, get, post } from './sessions.ts';
import { providerOf } from './staff.ts';
import type { Workplace } from './workplace.ts';

/** Of a day, in hundredths. The first is DESIGN.md's; what restricts less costs less. */
const rates: Readonly<Record<Technology, number>> = { ankle: 275, wrist: 190, phone: 65 };
const currency = 'USD';

/** Rate cards that hold since some months, and a draft of what the next ones are to be; then the months that are over are closed. */
export async function bringPrices({ sessions, runJob }: Workplace): Promise<void> {
  const client = await sessions.as('supervisor');
  const provider = await providerOf(client);
  const draft = (technology: Technology, from: Temporal.PlainDate, minor: number, source: string) =>
    post(
      client,
      '/api/rate-cards',
      {
        ...{ provider, technology, from: from.toString(), minor, currency, source },
        ...{ partDay: 'any-part', faultCredit: 'half-day' },
      },
      rateCardChanged,
    );
  const since = firstOf(thisMonth().subtract({ months: 3 }));
  for (const technology of ['ankle', 'wrist', 'phone'] as const) {
    const { id, version } = await draft(technology, since, rates[technology], 'Simulated contract, annex B');
    await post(client, `/api/rate-cards/${id}/publish`, { version }, anything);
  }
  await draft('ankle', firstOf(thisMonth().add({ months: 1 })), 260, 'Simulated offer for the next year');
  await runJob('costs');
}

export type BilledLine = {
  readonly serial: string;
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  readonly days: number;
  readonly rate: number;
};
const amount = (minor: number): string => (minor / 100).toFixed(2);
const sumOf = (lines: readonly BilledLine[]): number =>
  lines.reduce((sum, { days, rate }) => sum + days * rate, 0);
const csvOf = (lines: readonly BilledLine[]): string =>
  [
    'serial,from,to,days,rate,amount',
    ...lines.map(({ serial, from, to, days, rate }) =>
      [serial, from, to, days, amount(rate), amount(days * rate)].join(','),
    ),
    '',
  ].join('\r\n');

/** What the provider's devices cost in a month, as it was worn. */
function linesOf(wearers: readonly Wearer[], month: Temporal.PlainYearMonth): BilledLine[] {
  const to = lastOf(month);
  return wearers.flatMap((wearer) => {
    const from = wornIn(wearer, month);
    if (from === null) return [];
    const { id, technology } = wearer.supervised.case.device;
    return [{ serial: id, from, to, days: from.until(to).days + 1, rate: rates[technology] }];
  });
}

/** A bill as providers write them: one line at another rate, one with days from before the device was worn, one forgotten. */
export function billOf(lines: readonly BilledLine[], month: Temporal.PlainYearMonth): BilledLine[] {
  const late = lines.findIndex(({ from }) => from.day > 3);
  return lines.flatMap((line, index) => {
    if (index === late) return [{ ...line, from: firstOf(month), days: month.daysInMonth }];
    if (index === (late === 1 ? 2 : 1)) return [{ ...line, rate: line.rate + 20 }];
    return index === lines.length - 1 && index > 3 ? [] : [line];
  });
}

async function takeIn(
  client: ApiClient,
  provider: string,
  number: string,
  month: Temporal.PlainYearMonth,
  lines: readonly BilledLine[],
): Promise<string> {
  const text = csvOf(lines);
  const begun = await post(
    client,
    '/api/invoices',
    {
      ...{ provider, number, currency, from: firstOf(month).toString(), to: lastOf(month).toString() },
      ...{ totalMinor: sumOf(lines), fileName: `${number}.csv` },
      fingerprint: createHash('sha256').update(text).digest('base64url'),
    },
    invoiceView,
  );
  const path = `/api/invoices/${begun.id}`;
  await post(client, `${path}/parts`, { from: 0, text, last: true }, anything);
  const { invoice } = await get(client, path, invoiceDetail);
  await post(client, `${path}/take-in`, { version: invoice.version }, invoiceChanged);
  return begun.id;
}

/** The invoice of the month before, released by two people; and that of the last month, with lines that differ and one disputed. */
export async function bringInvoices({ sessions, wearers, runJob }: Workplace): Promise<void> {
  const client = await sessions.as('supervisor');
  const second = await sessions.as('second');
  const provider = await providerOf(client);
  const month = await closedMonth(client);
  if (month === null) return;
  const before = month.subtract({ months: 1 });
  const numberOf = ({ year, month: of }: Temporal.PlainYearMonth) =>
    `SIM-${year}-${`${of}`.padStart(2, '0')}`;
  const right = linesOf(wearers, before);
  const paid = right.length === 0 ? null : await takeIn(client, provider, numberOf(before), before, right);
  const billed = billOf(linesOf(wearers, month), month);
  if (billed.length === 0) return;
  const open = await takeIn(client, provider, numberOf(month), month, billed);
  await runJob('costs');
  if (paid !== null) {
    const path = `/api/invoices/${paid}`;
    const { invoice } = await get(client, path, invoiceDetail);
    const asked = await post(client, `${path}/ask-release`, { version: invoice.version }, invoiceChanged);
    await post(second, `${path}/release`, { version: asked.version }, invoiceChanged);
  }
  await dispute(client, open);
}

/** A line with another price is disputed, answered by the provider, and somebody asked how it ends: another confirms it. */
async function dispute(client: ApiClient, invoice: string): Promise<void> {
  const { lines } = await get(client, `/api/invoices/${invoice}/lines?show=over`, invoiceLines);
  const over = lines.find(({ reasons }) => reasons.includes('rate'));
  if (over === undefined) return;
  const { id, version } = await post(
    client,
    `/api/invoices/${invoice}/disputes`,
    { line: over.line, reason: 'Simulated: billed above the contract’s price of a day.' },
    disputeChanged,
  );
  const path = `/api/invoice-disputes/${id}`;
  const answer = 'Simulated: next year’s price was used by mistake; the contract’s is right.';
  const answered = await post(client, `${path}/answer`, { version, answer }, disputeChanged);
  const settled = { settledMinor: over.expected, note: 'Simulated: paid at the contract’s price.' };
  await post(client, `${path}/settle`, { version: answered.version, ...settled }, disputeChanged);
}
