import { caseloadTemplate, csvLine, inertText } from '@attend/casework/caseload/csv';
import { caseloadKinds, caseloadStepKinds } from '@attend/casework/caseload/forms';
import { clauseKinds } from '@attend/casework/orders/records';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { cursor, id, instant, purpose } from './instant.ts';
import { anyText, handle, shortText, typedText } from './text.ts';
import { told } from './told.ts';

export { caseloadKinds, caseloadTemplate, csvLine, inertText };

export const caseloadKind = z.enum(caseloadKinds);
export type CaseloadKind = z.infer<typeof caseloadKind>;
const counts = z.record(z.enum(caseloadStepKinds), z.int());

/** Characters of a part at most; a larger file comes in several. */
export const mostPartCharacters = 1_000_000;
/** A file of more goes in by the machine's own command: a request waits no longer. */
export const mostRecordsByRequest = 5_000;

/** POST /api/caseload-imports : begins, or goes on with, a file. */
export const caseloadImportBegin = z.object({
  kind: caseloadKind,
  name: shortText(200),
  /** By which the file is known again: a hash of it. */
  fingerprint: shortText(100),
});
export const caseloadImport = z.object({
  id,
  kind: caseloadKind,
  name: z.string(),
  state: z.enum(['staging', 'staged', 'committed', 'given-up']),
  /** Characters of the file that are here: from there on the rest is sent. */
  characters: z.int(),
  records: z.int(),
  begunAt: instant,
  endedAt: instant.nullable(),
  counts: counts.nullable(),
});
export type CaseloadImport = z.infer<typeof caseloadImport>;
/** GET /api/caseload-imports : one's own, the latest first. */
export const caseloadImportList = z.object({ imports: z.array(caseloadImport) });
/** POST /api/caseload-imports/{id}/parts */
export const caseloadPart = z.object({
  /** The characters before it. Where others are here by now nothing is done, and what is here is answered. */
  from: z.int().min(0),
  text: anyText.max(mostPartCharacters),
  last: z.boolean(),
});

export const caseloadStep = z.object({
  line: z.int(),
  kind: z.enum(caseloadStepKinds),
  /** The participant's number, or the office's name. */
  about: z.string(),
  fields: z.array(z.string()),
});
export const caseloadFault = z.object({
  line: z.int(),
  column: z.string().nullable(),
  code: z.string(),
  /** What stands there, shortened; null: nothing, or it is about the line as a whole. */
  value: z.string().nullable(),
  ...told,
});
/** POST /api/caseload-imports/{id}/check : the first steps of each kind, and the first faults. */
export const caseloadPlan = z.object({
  import: caseloadImport,
  plan: z.string(),
  counts,
  steps: z.array(caseloadStep),
  faultCount: z.int(),
  faults: z.array(caseloadFault),
  /** Whose record more is said of than that it gets longer. */
  participants: z.array(id),
});
export type CaseloadPlan = z.infer<typeof caseloadPlan>;
/** POST /api/caseload-imports/{id}/commit : `plan` as the check answered it. Where it would do something else by now, nothing is done. */
export const caseloadCommit = z.object({ plan: handle.max(100) });

/** GET /api/caseload-exports/{kind} : a page of a file's lines, in the form in which they come in. */
export const caseloadExportQuery = z.object({ purpose, after: typedText(250).optional() });
export const caseloadExport = z.object({
  text: z.string(),
  /** After whom the next page begins. */
  next: z.string().nullable(),
  participants: z.array(id),
});

/** GET /api/imported-orders : at which nobody has looked yet, the first that came in first. */
export const importedOrdersQuery = z.object({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});
export const importedOrder = z.object({
  /** Of the order's version. */
  id,
  participant: personRef,
  office: z.string().nullable(),
  order: z.string(),
  version: z.int(),
  from: instant,
  to: instant.nullable(),
  legalBasis: z.string(),
  clauses: z.array(z.enum(clauseKinds)),
});
export type ImportedOrder = z.infer<typeof importedOrder>;
export const importedOrderList = z.object({ orders: z.array(importedOrder), next: cursor.nullable() });
/** POST /api/imported-orders/looked-at */
export const importedOrdersLookedAt = z.object({ orders: z.array(id).min(1).max(200) });
export const importedOrdersMarked = z.object({ marked: z.int(), participants: z.array(id) });
