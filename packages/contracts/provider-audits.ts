import { auditKinds, findings } from '@attend/casework';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { id, instant } from './instant.ts';
import { month } from './month.ts';
import { writtenText } from './text.ts';

export { type AuditKind, auditKinds, type Finding, findings } from '@attend/casework';

const version = z.int().min(1);
const named = z.object({ id, name: z.string() });
const text = writtenText(3, 2_000, 'write it in a few words at least');

const rate = z.object({
  inOrder: z.int(),
  notInOrder: z.int(),
  notKnown: z.int(),
  open: z.int(),
  rate: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
});
const audit = z.object({
  id,
  provider: named,
  kind: z.enum(auditKinds),
  month,
  /** By these anybody draws it again: the cases whose SHA-256 of «seed/case» is least come first. */
  seed: z.string(),
  population: z.int(),
  populationHash: z.string(),
  size: z.int(),
  drawnAt: instant,
  drawnBy: z.string(),
  closedAt: instant.nullable(),
  closedBy: z.string().nullable(),
  found: rate,
  version,
});
export type AuditLine = z.infer<typeof audit>;

/** GET /api/provider-audits?provider= ; GET /api/our-audits : numbers, and nobody. */
export const auditQuery = z.object({ provider: id });
export const auditList = z.object({ audits: z.array(audit) });

/** POST /api/providers/{id}/audits */
export const auditDraw = z.strictObject({
  kind: z.enum(auditKinds),
  month,
  size: z.int().min(1).max(500),
});
export const auditDrawn = z.object({ id, people: z.array(id) });

/** A finding never stands without its answer, or that there is none. */
const sampled = z.object({
  id,
  audit: id,
  kind: z.enum(auditKinds),
  month,
  place: z.int(),
  person: personRef,
  case: z.string(),
  at: instant,
  found: z
    .object({
      finding: z.enum(findings),
      /** Null: the key under which it stood was destroyed. */
      reason: z.string().nullable(),
      at: instant,
      by: z.string(),
      answer: z.object({ text: z.string().nullable(), at: instant, by: z.string() }).nullable(),
    })
    .nullable(),
  version,
});
export type SampledCase = z.infer<typeof sampled>;

/** GET /api/provider-audits/{id} */
export const auditDetail = audit.extend({
  cases: z.array(sampled),
  /** Of people beyond the reach of who asks. */
  beyond: z.int(),
});
export type AuditDetail = z.infer<typeof auditDetail>;

/** POST /api/provider-audit-cases/{id}/finding, /answer; POST /api/provider-audits/{id}/close */
export const findingMake = z.strictObject({ version, finding: z.enum(findings), reason: text });
export const answerMake = z.strictObject({ version, answer: text });
export const sampledChanged = z.object({ id, participant: id, version });
/** Null: somebody who has left the provider, of whom it is told nothing. */
export const findingAnswered = z.object({ id, participant: id.nullable(), version });
export const auditClose = z.strictObject({ version });
export const auditClosed = z.object({ id, version });

/** Null, of somebody who has left the provider: what was found is to be answered, and nothing tells who they are. */
const ourFinding = sampled.extend({ person: personRef.nullable(), case: z.string().nullable() });
export type OurFinding = z.infer<typeof ourFinding>;
/** GET /api/our-findings : of one's own provider's work, within reach or of whoever has left it; what is not answered first. */
export const ourFindings = z.object({ cases: z.array(ourFinding), more: z.boolean() });
export type OurFindings = z.infer<typeof ourFindings>;
