import { unusualKinds, unusualOutcomes } from '@attend/casework';
import { parseInstant } from '@attend/kernel';
import { z } from 'zod';
import { personRef, staffRef } from './alerts.ts';
import { cursor, givenInstant, id, instant, purpose } from './instant.ts';
import { longText } from './text.ts';

/** GET /api/oversight/looks: what a supervisor should ask about, the undecided first. */
export const unusualLook = z.object({
  id,
  staff: staffRef,
  day: z.iso.date(),
  kind: z.enum(unusualKinds),
  participant: personRef.nullable(),
  /** What was counted, and what was usual for this viewer; null where nobody knows yet or nothing is counted. */
  measured: z.int(),
  usual: z.int().nullable(),
  foundAt: instant,
  outcome: z.enum(unusualOutcomes).nullable(),
  note: z.string().nullable(),
  decidedBy: staffRef.nullable(),
  decidedAt: instant.nullable(),
});
export type UnusualLook = z.infer<typeof unusualLook>;
export const unusualLookList = z.object({ looks: z.array(unusualLook) });

/** POST /api/oversight/looks/{id}/decision */
export const unusualLookDecision = z.object({
  outcome: z.enum(unusualOutcomes),
  note: longText(2_000),
});

/** GET /api/oversight/breach: whose data, when, by whom. `staff`: an account that was misused; null: everybody. */
export const breachQuery = z
  .object({
    from: givenInstant,
    to: givenInstant,
    staff: id.optional(),
    purpose,
    cursor: cursor.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  })
  .refine(({ from, to }) => (parseInstant(from) ?? 0) < (parseInstant(to) ?? 0), {
    message: 'ends before it begins',
    path: ['to'],
  });
export const breachScope = z.object({
  /** One line a person and viewer, by person. */
  lines: z.array(
    z.object({
      participant: personRef,
      who: z.string(),
      first: instant,
      last: instant,
      looks: z.int(),
      what: z.array(z.string()),
    }),
  ),
  people: z.int(),
  looks: z.int(),
  next: cursor.nullable(),
});
export type BreachScope = z.infer<typeof breachScope>;

export const qualityKinds = [
  'no-officer',
  'no-order-in-force',
  'no-agreement',
  'order-ended-device-worn',
  'device-never-heard',
  'device-long-silent',
  'suspended-long',
] as const;
/** GET /api/oversight/quality: how many people each gap concerns. Nobody stands in it; the list of one gap is a look. */
export const qualityReport = z.object({
  /** When the clock's job counted it; null: just now, as it was asked for. */
  countedAt: instant.nullable(),
  people: z.int(),
  gaps: z.array(z.object({ kind: z.enum(qualityKinds), count: z.int() })),
});
export type QualityReport = z.infer<typeof qualityReport>;
/** GET /api/oversight/quality/{kind} */
export const qualityPeople = z.object({ people: z.array(personRef), next: cursor.nullable() });
