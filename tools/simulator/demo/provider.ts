import { providerOverview } from '@attend/contracts/providers';
import { staffList } from '@attend/contracts/staff';
import { type Millis, type Technology, technologies } from '@attend/kernel';
import { z } from 'zod';
import type { Wearer } from '../wearer/device.ts';
import type { ApiClient } from './api-client.ts';
import { anything, getAs, made, postAs } from './asked.ts';

const reason = 'Simulated: no contract was made.';

/** What a day costs, in hundredths: of the ankle device the seed's own figure, the others as they are usually less. */
const rates: Readonly<Record<Technology, number>> = { ankle: 275, wrist: 195, phone: 45 };
/** One line is billed at another rate than the card's, so that there is something to dispute. */
const wrongRate = 290;

const dateAt = (at: Millis, timezone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate();
const money = (minor: number): string => (minor / 100).toFixed(2);

type Month = { readonly first: Temporal.PlainDate; readonly last: Temporal.PlainDate };
/** The month before an instant: the latest that is over. */
export function monthBefore(at: Millis, timezone: string): Month {
  const first = dateAt(at, timezone).with({ day: 1 }).subtract({ months: 1 });
  return { first, last: first.add({ months: 1 }).subtract({ days: 1 }) };
}

/** The provider's bill of a month as a file: what each device was worn, one line at a wrong rate, and one of a device that nobody had. */
export function invoiceOf(
  wearers: readonly Wearer[],
  { first, last }: Month,
  timezone: string,
): { readonly csv: string; readonly totalMinor: number } {
  const lines = wearers.flatMap(({ supervised: { case: subject } }) => {
    const [authority] = subject.authority;
    if (authority === undefined) return [];
    const began = dateAt(authority.from, timezone);
    const from = Temporal.PlainDate.compare(began, first) > 0 ? began : first;
    if (Temporal.PlainDate.compare(from, last) > 0) return [];
    const { id, technology } = subject.device;
    return [
      { serial: id, from, days: from.until(last, { largestUnit: 'days' }).days + 1, rate: rates[technology] },
    ];
  });
  const strange = { serial: '359999999999999', from: first, days: last.day, rate: rates.ankle };
  const all = [...lines.map((line, index) => (index === 0 ? { ...line, rate: wrongRate } : line)), strange];
  const row = ({ serial, from, days, rate }: (typeof all)[number]): string =>
    [serial, from.toString(), last.toString(), days, money(rate), money(days * rate)].join(',');
  return {
    csv: `serial,from,to,days,rate,amount\n${all.map(row).join('\n')}\n`,
    totalMinor: all.reduce((sum, { days, rate }) => sum + days * rate, 0),
  };
}

const version = z.object({ id: z.string(), version: z.int() });

/** A contract with targets, prices of a day, the bill of the month that is over, and whom the provider's installer fits. */
export async function bringProvider(
  client: ApiClient,
  {
    wearers,
    people,
    at,
    timezone,
  }: {
    readonly wearers: readonly Wearer[];
    /** Ids of some of them, whom the installer is to have. */
    readonly people: readonly string[];
    readonly at: Millis;
    readonly timezone: string;
  },
): Promise<void> {
  const month = monthBefore(at, timezone);
  const from = month.first.toString();
  const asked = `?month=${from.slice(0, 7)}`;
  const { providers } = await getAs(client, `/api/provider-overview${asked}`, providerOverview);
  const provider = providers[0]?.provider.id;
  if (provider === undefined) return;
  const { id: site } = await postAs(
    client,
    `/api/providers/${provider}/sites`,
    { name: 'Front Range depot' },
    made,
  );
  const item = (measure: string, limit: number | null, targetTenths: number, clause: string) => ({
    ...{ measure, limit, targetTenths, clause },
  });
  const items = [
    item('alert-look', 10, 950, '4.1'),
    item('fit-time', 48, 900, '4.2'),
    item('check-ins-completed', null, 900, '4.3'),
  ];
  const contract = { reference: 'SIM-2026-01', from, to: null, sites: [site], items, reason };
  await postAs(client, `/api/providers/${provider}/contracts`, contract, anything);
  for (const technology of technologies) {
    const terms = {
      from,
      minor: rates[technology],
      currency: 'USD',
      partDay: 'any-part',
      faultCredit: 'half-day',
    };
    const card = { provider, technology, ...terms, source: 'SIM-2026-01, annex B' };
    const drafted = await postAs(client, '/api/rate-cards', card, version);
    await postAs(client, `/api/rate-cards/${drafted.id}/publish`, { version: drafted.version }, anything);
  }
  const { csv, totalMinor } = invoiceOf(wearers, month, timezone);
  const begun = await postAs(
    client,
    '/api/invoices',
    {
      ...{
        provider,
        number: `SIM-${from.slice(0, 7)}`,
        from,
        to: month.last.toString(),
        currency: 'USD',
        totalMinor,
      },
      ...{ fileName: 'simulated-invoice.csv', fingerprint: `simulated-${from}` },
    },
    version,
  );
  const path = `/api/invoices/${begun.id}`;
  const whole = await postAs(client, `${path}/parts`, { from: 0, text: csv, last: true }, version);
  await postAs(client, `${path}/take-in`, { version: whole.version }, anything);
  const { staff } = await getAs(client, '/api/staff', staffList);
  const installer = staff.find(({ roles }) => roles.includes('installer'))?.id;
  if (installer === undefined) return;
  for (const person of people)
    await postAs(
      client,
      `/api/people/${person}/supervision`,
      { kind: 'staff', staff: installer, role: 'installer' },
      anything,
    );
}
