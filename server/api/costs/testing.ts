import type { TestDatabase } from '../../database/testing.ts';
import { wearFrom } from '../../database/testing-costs.ts';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';

/** A card of the whole program's own wording, from a day on. */
export const cardOf = (over: object = {}) => ({
  ...{ provider: null, technology: 'ankle', from: '2026-03-01', minor: 275, currency: 'USD' },
  ...{ partDay: 'any-part', faultCredit: 'half-day', source: 'contract 7' },
  ...over,
});

export async function publishCard(client: Client, over: object = {}): Promise<string> {
  const made = await client.post('/api/rate-cards', cardOf(over));
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const done = await client.post(`/api/rate-cards/${made.body.id}/publish`, { version: 1 });
  if (done.status !== 200) throw new Error(JSON.stringify(done.body));
  return made.body.id;
}

/** Somebody with a device from one instant to another (null: still), from a provider since long before. */
export async function enrolWearer(
  client: Client,
  database: TestDatabase,
  of: {
    readonly reference: string;
    readonly from: string;
    readonly to: string | null;
    readonly provider?: string | null;
  },
): Promise<{ readonly person: string; readonly assignment: string; readonly serial: string }> {
  const answer = await client.post('/api/enrolments', lineOf(of.reference));
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  const person: string = answer.body.participant.id;
  return { person, assignment: await wearFrom(database, person, of), serial: `D${of.reference}` };
}

/** An invoice of March brought in as one part, and what was answered last. */
export async function bringInvoice(
  client: Client,
  of: {
    readonly provider: string;
    readonly number: string;
    readonly csv: string;
    readonly totalMinor: number;
  },
  period: { readonly from: string; readonly to: string } = { from: '2026-03-01', to: '2026-03-31' },
) {
  const { csv, ...rest } = of;
  const begun = await client.post('/api/invoices', {
    ...{ ...rest, ...period, currency: 'USD', fileName: 'march.csv', fingerprint: rest.number },
  });
  if (begun.status !== 201) return begun;
  return client.post(`/api/invoices/${begun.body.id}/parts`, { from: 0, text: csv, last: true });
}
