import { dayNumber } from '@attend/casework/costs/day-table';
import { disputeStates, invoiceStates, lineReasons, lineResults } from '@attend/casework/costs/words';
import { currencies } from '@attend/kernel';
import { z } from 'zod';
import { caseloadFault, mostPartCharacters } from './caseload.ts';
import { costDay } from './costs.ts';
import { cursor, id, instant } from './instant.ts';
import { anyText, givenFileName, longText, shortText, writtenText } from './text.ts';

export { invoiceTemplate } from '@attend/casework/costs/invoice-form';
export { type LineResult, lineResults } from '@attend/casework/costs/words';

const version = z.int().min(1);
const minor = z.int();
const mostMinor = 1_000_000_000_000;

/** POST /api/invoices : begins a file, or goes on with one that broke off. */
export const invoiceBegin = z
  .object({
    provider: id,
    number: shortText(100),
    from: costDay,
    to: costDay,
    currency: z.enum(currencies),
    totalMinor: z.int().min(0).max(mostMinor),
    fileName: givenFileName,
    /** By which the file is known again: a hash of it. */
    fingerprint: shortText(100),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'ends before it begins' })
  .refine(({ from, to }) => dayNumber(to) - dayNumber(from) < 400, {
    path: ['to'],
    error: 'is more than a year and a month later',
  });
/** POST /api/invoices/{id}/parts */
export const invoicePart = z.object({
  from: z.int().min(0),
  text: anyText.max(mostPartCharacters),
  last: z.boolean(),
});

const counted = z.object({ lines: z.int(), minor, expected: minor });
export const invoice = z.object({
  id,
  provider: z.object({ id, name: z.string() }),
  number: z.string(),
  from: costDay,
  to: costDay,
  currency: z.enum(currencies),
  totalMinor: minor,
  sumMinor: minor,
  fileName: z.string(),
  state: z.enum(invoiceStates),
  begunAt: instant,
  begunBy: z.string(),
  /** How much of the file is here. */
  characters: z.int(),
  lines: z.int(),
  faultCount: z.int(),
  takenAt: instant.nullable(),
  takenBy: z.string().nullable(),
  comparedAt: instant.nullable(),
  compared: z
    .object({ matched: counted, over: counted, under: counted, unknown: counted, unbilled: minor })
    .nullable(),
  openDisputes: z.int(),
  releaseAskedAt: instant.nullable(),
  releaseAskedBy: z.string().nullable(),
  releasedAt: instant.nullable(),
  releasedBy: z.string().nullable(),
  payableMinor: minor.nullable(),
  version,
});
export type Invoice = z.infer<typeof invoice>;

/** GET /api/invoices */
export const invoiceListQuery = z.object({ cursor: cursor.optional() });
export const invoiceList = z.object({
  invoices: z.array(invoice),
  providers: z.array(z.object({ id, name: z.string() })),
  next: z.string().nullable(),
});
export type InvoiceList = z.infer<typeof invoiceList>;

const dispute = z.object({
  id,
  line: z.int(),
  serial: z.string(),
  billedMinor: minor,
  state: z.enum(disputeStates),
  reason: z.string(),
  openedAt: instant,
  openedBy: z.string(),
  answer: z.string().nullable(),
  answeredAt: instant.nullable(),
  settledMinor: minor.nullable(),
  /** How it shall end, as one person asked: another confirms it. `minor`: what is paid for the line; null: as billed. */
  asked: z
    .object({
      end: z.enum(['settled', 'withdrawn']),
      minor: minor.nullable(),
      note: z.string(),
      at: instant,
      by: z.string(),
      byOneself: z.boolean(),
    })
    .nullable(),
  note: z.string().nullable(),
  endedAt: instant.nullable(),
  endedBy: z.string().nullable(),
  version,
});
export type Dispute = z.infer<typeof dispute>;
/** GET /api/invoices/{id} : with the first faults of its file, and what is disputed. */
export const invoiceDetail = z.object({
  invoice,
  faults: z.array(caseloadFault),
  disputes: z.array(dispute),
  /** What would be paid as things stand. */
  payableMinor: minor,
  /** Billed over or not known, and disputed by nobody: lines, and by how much they go beyond the record. Null: not compared yet. */
  undisputed: z.object({ lines: z.int(), minor }).nullable(),
  /** Oneself asked for the release, so that somebody else releases it. */
  askedByOneself: z.boolean(),
});
export type InvoiceDetail = z.infer<typeof invoiceDetail>;

const show = z.enum([...lineResults, 'all']).default('all');
/** GET /api/invoices/{id}/lines */
export const invoiceLinesQuery = z.object({
  show,
  after: z.coerce.number().int().min(0).max(2_147_483_647).default(0),
});
const line = z.object({
  line: z.int(),
  serial: z.string(),
  from: costDay,
  to: costDay,
  /** Hundredths of a day. */
  days: z.int(),
  rate: minor,
  minor,
  result: z.enum(lineResults),
  expected: minor,
  /** Twenty-fourths of a day; null: as billed. */
  expectedParts: z.int().nullable(),
  reasons: z.array(z.enum(lineReasons)),
  dispute: id.nullable(),
  /** Who wore it, of those whom the reader may see. */
  wearers: z.array(z.object({ id, reference: z.string() })),
});
export type InvoiceLine = z.infer<typeof line>;
export const invoiceLines = z.object({ lines: z.array(line), next: z.int().nullable() });
export type InvoiceLines = z.infer<typeof invoiceLines>;
/** GET /api/invoices/{id}/export : some thousands of lines of CSV at a time. */
export const invoiceExport = z.object({ text: z.string(), next: z.int().nullable() });

/** POST /api/invoices/{id}/take-in, /compare, /give-up, /ask-release, /take-back-release, /release */
export const invoiceVersion = z.object({ version });
export const invoiceChanged = z.object({ id, version });

/** POST /api/invoices/{id}/disputes : texts go to the provider, and name nobody. */
export const disputeOpen = z.object({
  line: z.int().min(1),
  reason: writtenText(3, 1_000, 'say why'),
});
/** POST /api/invoice-disputes/{id}/answer */
export const disputeAnswer = z.object({ version, answer: longText(2_000) });
/** POST /api/invoice-disputes/{id}/settle : asks for it; somebody else confirms. */
export const disputeSettle = z.object({
  version,
  settledMinor: z.int().min(0).max(100_000_000),
  note: writtenText(3, 1_000, 'say why'),
});
/** POST /api/invoice-disputes/{id}/withdraw : asks for it; somebody else confirms. */
export const disputeWithdraw = z.object({ version, note: writtenText(3, 1_000, 'say why') });
/** POST /api/invoice-disputes/{id}/confirm-end, /api/invoice-disputes/{id}/take-back-end */
export const disputeVersion = z.object({ version });
export const disputeChanged = z.object({ id, version });
export type { DisputeState, InvoiceState, LineReason } from '@attend/casework/costs/words';
