import { resolve } from 'node:path';
import { addInvoicePart } from '@attend/server/api/costs/invoice-files';
import { closeMonths } from '@attend/server/costs/close-months';
import { compareInvoices } from '@attend/server/costs/compare-invoices';
import { type Pool, transaction } from '@attend/server/database/connect';
import { groupCosts, listCostMonths } from '@attend/server/database/repositories/cost-totals';
import {
  findInvoice,
  insertInvoice,
  listInvoiceLines,
  writeComparing,
} from '@attend/server/database/repositories/invoices';
import type { Queryable } from '@attend/server/database/repositories/queryable';
import { type CostsPlaces, costYear, loadWearers, writeInvoice } from './costs-load.ts';
import { openBench } from './enrolled-database.ts';
import { makeDataFolder, removeDataFolder } from './folder.ts';

export type CostsFigures = {
  readonly name: 'costs';
  readonly people: number;
  readonly costLines: number;
  /** Twelve months closed one after the other, and of it the last, which also looks for corrections of the eleven before. */
  readonly closeSeconds: number;
  readonly lastMonthSeconds: number;
  readonly invoiceLines: number;
  /** From CSV text to lines that stand in the database. */
  readonly bringInSeconds: number;
  readonly compareSeconds: number;
  /** One statement that joins the same rows by number and first day and writes the lines whose amounts differ. */
  readonly bareSeconds: number;
  readonly ratio: number;
  readonly matched: number;
  readonly differ: number;
  /** The queries behind the pages, as the application's role: the slowest of them at the 95th percentile. */
  readonly pageP95: number;
};

const seconds = (since: number): number => (performance.now() - since) / 1000;

/** A year of everybody's devices: closed month by month, billed in one invoice, and compared. */
export async function benchCosts({
  people,
  tell,
}: {
  readonly people: number;
  readonly tell: (line: string) => void;
}): Promise<CostsFigures> {
  const dataDir = makeDataFolder(resolve('.'));
  try {
    const bench = await openBench(dataDir);
    try {
      const { owner, app } = bench;
      const places = await loadWearers(owner, people);
      tell(`${people} people have devices`);
      const closing = performance.now();
      const eleven = await closeMonths(owner, () => Date.parse(`${costYear}-12-04T00:00:00Z`));
      const last = performance.now();
      const twelfth = await closeMonths(owner, () => Date.parse(`${costYear + 1}-01-04T00:00:00Z`));
      const closed = { closeSeconds: seconds(closing), lastMonthSeconds: seconds(last) };
      tell(`${eleven.closed + twelfth.closed} months closed in ${closed.closeSeconds.toFixed(1)} s`);
      const { id, bringInSeconds } = await bringIn(owner, places);
      tell(`the invoice is in after ${bringInSeconds.toFixed(1)} s`);
      await owner.query('vacuum analyze cost_line, invoice_line');
      const bareSeconds = await compareBare(owner, id);
      const comparing = performance.now();
      await compareInvoices(owner);
      const compareSeconds = seconds(comparing);
      tell(`compared in ${compareSeconds.toFixed(1)} s, ${bareSeconds.toFixed(1)} s bare`);
      const invoice = await findInvoice(owner, id);
      if (invoice?.compared == null) throw new Error('the invoice was not compared');
      const { matched, over, under, unknown } = invoice.compared;
      return {
        ...{ name: 'costs', people, costLines: eleven.lines + twelfth.lines, ...closed },
        ...{ invoiceLines: invoice.lines, bringInSeconds, compareSeconds, bareSeconds },
        ...{ ratio: bareSeconds / compareSeconds, matched: matched.lines },
        differ: over.lines + under.lines + unknown.lines,
        pageP95: await slowestPage(app, places, id, invoice.lines),
      };
    } finally {
      await bench.close();
    }
  } finally {
    removeDataFolder(dataDir);
  }
}

/** What is timed is the product's part: that the provider's file is made while it is sent is not. */
async function bringIn(
  owner: Pool,
  { programme, provider, staff }: CostsPlaces,
): Promise<{ readonly id: string; readonly bringInSeconds: number }> {
  const id = await insertInvoice(owner, {
    ...{ programmeId: programme, providerId: provider, number: 'year', by: staff, currency: 'USD' },
    ...{ from: `${costYear}-01-01`, to: `${costYear}-12-31`, totalMinor: 0 },
    ...{ fileName: 'year.csv', fingerprint: 'bench' },
  });
  if (id === null) throw new Error('the invoice was not begun');
  let taken = 0;
  const add = async (from: number, text: string, last: boolean) => {
    const began = performance.now();
    const added = await transaction(owner, {}, (client) =>
      addInvoicePart(
        { client, programme: { id: programme, name: 'bench', timezone: 'America/Denver', simulated: true } },
        id,
        { from, text, last },
      ),
    );
    taken += seconds(began);
    return added;
  };
  let sent = 0;
  for await (const text of writeInvoice(owner, { programme, provider, staff })) {
    await add(sent, text, false);
    sent += text.length;
  }
  const done = await add(sent, '', true);
  if (!done.ok || done.value.faultCount > 0) throw new Error('the invoice is at fault');
  await writeComparing(owner, id, staff);
  return { id, bringInSeconds: taken };
}

async function compareBare(owner: Pool, id: string): Promise<number> {
  return transaction(owner, {}, async (client) => {
    await client.query(`set local work_mem = '128MB'`);
    await client.query(
      'create temporary table found (line integer primary key, minor integer, expected integer) on commit drop',
    );
    const began = performance.now();
    await client.query(
      `insert into found select l.line, l.minor, c.minor from invoice_line l
         left join (select d.identifier, c.of_month, sum(c.minor) as minor from cost_line c join assignment a on a.id = c.assignment_id
           join device d on d.id = a.device_id group by d.identifier, c.of_month) c
           on c.identifier = l.serial and c.of_month = date_trunc('month', l.from_on)
       where l.invoice_id = $1 and c.minor is distinct from l.minor`,
      [id],
    );
    return seconds(began);
  });
}

/** Milliseconds. */
async function slowestPage(
  app: Pool,
  { programme, staff }: CostsPlaces,
  id: string,
  lines: number,
): Promise<number> {
  const month = `${costYear}-12`;
  const context = { 'attend.programme': programme, 'attend.staff': staff };
  const pages: readonly ((client: Queryable) => Promise<unknown>)[] = [
    (client: Queryable) => listCostMonths(client, 24),
    ...(['provider', 'tier', 'office', 'outcome'] as const).map(
      (by) => (client: Queryable) => groupCosts(client, month, by),
    ),
    ...(['all', 'matched', 'over', 'unknown'] as const).flatMap((show) =>
      [0, Math.floor(lines / 2)].map(
        (after) => (client: Queryable) => listInvoiceLines(client, id, show, after, 51),
      ),
    ),
  ];
  let slowest = 0;
  for (const page of pages) {
    const times: number[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      const began = performance.now();
      await transaction<unknown>(app, context, page);
      times.push(performance.now() - began);
    }
    slowest = Math.max(slowest, times.sort((a, b) => a - b)[37] ?? 0);
  }
  return slowest;
}
