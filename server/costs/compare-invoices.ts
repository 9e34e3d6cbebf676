import { matchSerial } from '@attend/casework/costs/match';
import { mergeBySerial } from '@attend/casework/costs/merge';
import { type Pool, transaction } from '../database/connect.ts';
import {
  allowSorting,
  dropFindings,
  insertFindings,
  lockToCompare,
  streamAccrued,
  streamBilled,
  type ToCompare,
  writeCompared,
} from '../database/repositories/invoice-compare.ts';
import type { Compared } from '../database/repositories/invoices.ts';
import type { Queryable } from '../database/repositories/queryable.ts';

type Sum = { lines: number; minor: number; expected: number };
const nothing = (): Sum => ({ lines: 0, minor: 0, expected: 0 });

/** CST-9: compares what waits, each invoice in one transaction. */
export async function compareInvoices(pool: Pool): Promise<number> {
  for (let done = 0; ; done += 1) {
    const found = await transaction(pool, {}, async (client) => {
      const of = await lockToCompare(client);
      if (of === null) return false;
      await writeCompared(client, of.id, await compare(client, of));
      return true;
    });
    if (!found) return done;
  }
}

/** Both sides stream in the order of their serial numbers: the invoice is never held whole. */
async function compare(client: Queryable, of: ToCompare): Promise<Compared> {
  await allowSorting(client);
  await dropFindings(client, of.id);
  const span = {
    provider: of.providerId,
    currency: of.currency,
    from: of.from,
    to: of.to,
    accruedTo: of.accruedTo,
  };
  const sums = { matched: nothing(), over: nothing(), under: nothing(), unknown: nothing() };
  let unbilled = 0;
  let found: Parameters<typeof insertFindings>[2][number][] = [];
  const flush = async () => {
    if (found.length > 0) await insertFindings(client, of, found);
    found = [];
  };
  const accrued = await streamAccrued(client, of);
  const billed = await streamBilled(client, of);
  for await (const serials of mergeBySerial(accrued, billed)) {
    for (const { left, right } of serials) {
      const known = left.length > 0 || right[0]?.known === true;
      const matched = matchSerial(known, left, right, span);
      unbilled += matched.unbilled;
      const findings = new Map(matched.findings.map((finding) => [finding.line, finding]));
      for (const { line, minor, isEarlier } of right) {
        if (isEarlier) continue;
        const finding = findings.get(line);
        const sum = sums[finding?.result ?? 'matched'];
        sum.lines += 1;
        sum.minor += minor;
        sum.expected += finding?.expected ?? minor;
      }
      found.push(...matched.findings);
    }
    if (found.length >= 5_000) await flush();
  }
  await flush();
  return { ...sums, unbilled };
}
