import { z } from 'zod';
import { personRef, staffRef } from './alerts.ts';
import { cursor, givenInstant, id, instant } from './instant.ts';
import { typedText } from './text.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'is no SHA-256 in hexadecimal');
const digits = z.string().regex(/^\d{1,18}$/, 'is no whole number');
/** UTC, to the microsecond: as it is hashed. */
const exactInstant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/, 'is no instant in UTC');

/** A day's root as it was signed. Nobody's data: it may be published. */
export const auditRoot = z.object({
  day: z.iso.date(),
  /** The first position of the day, and how many there are from it on. */
  first: digits,
  entries: digits,
  root: hash,
  /** The chain's last link at the day's end. */
  head: hash,
  /** SHA-256 of the statement of the day before; zeros for the first. */
  previous: hash,
  madeAt: exactInstant,
  /** Which public key bears it out. */
  key: z.string(),
  /** Ed25519, base64. */
  signature: z.base64(),
});
export type AuditRoot = z.infer<typeof auditRoot>;

/** `attend audit roots`, GET /api/audit/roots/file: what is deposited elsewhere. */
export const auditRootsFile = z.object({
  format: z.literal('attend-audit-roots/1'),
  publicKeys: z.array(z.string()),
  roots: z.array(auditRoot),
});
export type AuditRootsFile = z.infer<typeof auditRootsFile>;

/** That one entry stands under a day's root: checked by `attend verify audit --proof`, with no database. */
export const auditProof = z.object({
  format: z.literal('attend-audit-proof/1'),
  entry: z.object({
    position: digits,
    kind: z.string(),
    id: digits,
    programme: id.nullable(),
    at: exactInstant,
    /** SHA-256 of the row's canonical bytes (docs/operations/audit.md). */
    content: hash,
    previous: hash,
  }),
  steps: z.array(z.object({ side: z.enum(['left', 'right']), hash })),
  root: auditRoot,
  publicKeys: z.array(z.string()),
});
export type AuditProof = z.infer<typeof auditProof>;

/** GET /api/audit/entries/{id}/proof */
export const auditProofAnswer = z.object({ participant: id.nullable(), proof: auditProof });

/** Whether an entry stands in the chain already, and under a signed root. */
export const auditStates = ['waiting', 'chained', 'rooted'] as const;

export const auditEntrySummary = z.object({
  id: digits,
  at: instant,
  /** Null with `operator`: at the machine's own command line, or by the program itself. */
  staff: staffRef.nullable(),
  operator: z.string().nullable(),
  action: z.string(),
  entity: z.string(),
  entityId: z.string(),
  person: personRef.nullable(),
  /** Null: not in the chain yet. */
  position: digits.nullable(),
  state: z.enum(auditStates),
});
export type AuditEntrySummary = z.infer<typeof auditEntrySummary>;

/** GET /api/audit/entries */
export const auditQuery = z.object({
  /** The agency's reference of a person. */
  person: typedText(200).optional(),
  staff: id.optional(),
  /** A whole action (`alert.acknowledged`), or its part (`alert`). */
  action: typedText(100).optional(),
  from: givenInstant.optional(),
  to: givenInstant.optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const auditList = z.object({ entries: z.array(auditEntrySummary), next: cursor.nullable() });
export type AuditList = z.infer<typeof auditList>;

/** GET /api/audit/entries/{id}: `before` and `after` as they were written; `readable` false where their key has been destroyed. */
export const auditEntryDetail = auditEntrySummary.extend({
  readable: z.boolean(),
  before: z.unknown(),
  after: z.unknown(),
  chain: z
    .object({
      position: digits,
      at: instant,
      content: hash,
      link: hash,
      /** Whether the row still has the hash under which it was put into the chain, and the link follows from it. */
      holds: z.boolean(),
      /** The day under whose root it stands, or will. */
      day: z.iso.date(),
    })
    .nullable(),
});
export type AuditEntryDetail = z.infer<typeof auditEntryDetail>;

/** GET /api/audit/roots: newest first. */
export const auditRootsView = z.object({
  today: z.object({
    day: z.iso.date(),
    entries: z.int(),
    /** Of what the day has so far; it changes with each entry and is not signed yet. */
    root: hash,
    position: digits,
  }),
  key: z.object({ name: z.string(), pem: z.string() }),
  roots: z.array(auditRoot),
  next: z.iso.date().nullable(),
});
export type AuditRootsView = z.infer<typeof auditRootsView>;
