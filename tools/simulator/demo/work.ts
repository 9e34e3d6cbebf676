import { type Fault, type Result, succeed } from '@attend/kernel';
import { bringComplaints } from './complaints.ts';
import { bringContract, findAtFault } from './contract.ts';
import type { DemoMemory } from './memory.ts';
import { bringInvoices, bringPrices } from './money.ts';
import { publishMonth } from './published.ts';
import { bringReviews } from './reviews.ts';
import { bringFitting } from './stock.ts';
import type { Workplace } from './workplace.ts';

type Part = (place: Workplace, memory: DemoMemory) => Promise<void>;

/** In their order: what comes later reads what came before. */
const parts: Readonly<Record<string, Part>> = {
  prices: bringPrices,
  contract: bringContract,
  fitting: ({ sessions }) => bringFitting(sessions),
  sample: findAtFault,
  invoices: bringInvoices,
  reviews: bringReviews,
  complaints: bringComplaints,
  published: publishMonth,
  // Pages say when their figures were counted; here it was now.
  figures: ({ runJob }) => runJob('figures'),
};

/** What a programme has done by the time somebody looks at it: a contract, its months, prices, invoices, reviews, complaints. */
export async function bringWork(
  memory: DemoMemory,
  place: Workplace,
  tell: (line: string) => void,
  remember: (memory: DemoMemory) => void,
): Promise<Result<DemoMemory, Fault>> {
  // A demo of an earlier version has nobody for what takes two.
  if (!place.sessions.has('second')) return succeed(memory);
  const missing = Object.entries(parts).filter(([name]) => !memory.work.includes(name));
  if (missing.length === 0) return succeed(memory);
  tell('bringing in a contract, prices, an invoice, reviews and complaints');
  let now = memory;
  for (const [name, bring] of missing) {
    await bring(place, now);
    now = { ...now, work: [...now.work, name] };
    remember(now);
  }
  return succeed(now);
}
