import { measureKinds, tiers } from '@attend/casework';
import { alertKinds } from '@attend/kernel';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { cursor, id, instant } from './instant.ts';
import { month } from './month.ts';

/** What an auditor asks about people, ready to be read. */
export const oversightQuestions = ['past-review', 'past-order', 'stepped-up', 'never-looked-at'] as const;
export type OversightQuestion = (typeof oversightQuestions)[number];
/** Why nobody can say where a device is, or nobody should be content with what is said. */
export const unaccountedKinds = ['lost', 'long-in-transit', 'nowhere', 'not-collected'] as const;

/** GET /api/oversight/questions: how many each concerns. Nobody stands in it; a list is a look. */
export const questionCounts = z.object({
  /** Null: just now. */
  countedAt: instant.nullable(),
  questions: z.array(z.object({ kind: z.enum(oversightQuestions), count: z.int() })),
  devices: z.array(z.object({ kind: z.enum(unaccountedKinds), count: z.int() })),
});
export type QuestionCounts = z.infer<typeof questionCounts>;

/** GET /api/oversight/questions/{kind} */
export const questionList = z.object({
  lines: z.array(
    z.object({
      id: z.string(),
      participant: personRef,
      /** Past review: the day on which it was due, as its first instant of UTC. Past order: the last order's end. Stepped up: decided. Never looked at: raised. */
      at: instant.nullable(),
      /** The level then; of a step up the one before. */
      tier: z.enum(tiers).nullable(),
      /** The level that it became. */
      to: z.enum(tiers).nullable(),
      /** What was observed. */
      alert: z.enum(alertKinds).nullable(),
      /** Why, as whoever decided wrote it. */
      reason: z.string().nullable(),
      /** Who decided, and who had asked. */
      by: z.array(z.string()),
    }),
  ),
  next: cursor.nullable(),
});
export type QuestionList = z.infer<typeof questionList>;

/** GET /api/oversight/devices/{kind} : equipment, and nobody. */
export const unaccountedDevices = z.object({
  devices: z.array(
    z.object({
      id,
      identifier: z.string(),
      technology: z.string(),
      /** From when on it is so; null: there is no record of it at all. */
      since: instant.nullable(),
    }),
  ),
  next: cursor.nullable(),
});
export type UnaccountedDevices = z.infer<typeof unaccountedDevices>;

/** GET /api/oversight/missed-targets : of the last twelve months that are over, the latest first. Numbers, and nobody: the cases behind one are a look. */
export const missedTargets = z.object({
  /** The earliest of the months. */
  from: month,
  missed: z.array(
    z.object({
      contract: id,
      reference: z.string(),
      provider: z.object({ id, name: z.string() }),
      month,
      measure: z.enum(measureKinds),
      limit: z.int().nullable(),
      targetTenths: z.int(),
      clause: z.string().nullable(),
      tenths: z.int().nullable(),
      numerator: z.int(),
      denominator: z.int(),
      /** Whatever the cases that are not known turned out to be. */
      certain: z.boolean(),
      notKept: z.int(),
      /** Signed, at this time; else measured. */
      signed: z.boolean(),
      at: instant,
    }),
  ),
});
export type MissedTargets = z.infer<typeof missedTargets>;
