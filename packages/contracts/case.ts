import {
  type Case,
  conditionKinds,
  formatInstant,
  locationLevels,
  type Millis,
  parseInstant,
  removalReasons,
  technologies,
} from '@attend/kernel';
import { z } from 'zod';
import { instant } from './instant.ts';
import { anyText, reference } from './text.ts';
import { timetableEntry } from './timetable.ts';
import { area } from './zones.ts';

/** An instant as milliseconds. */
export const millisInstant = instant.transform((text, context): Millis => {
  const at = parseInstant(text);
  if (at !== null) return at;
  context.addIssue({ code: 'custom', message: 'not an instant' });
  return z.NEVER;
});

const timezone = z
  .string()
  .regex(/^[\w+/-]*$/, 'is no time zone')
  .refine(
    (name) => {
      try {
        Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
        return !/^[+-]/.test(name);
      } catch {
        return false;
      }
    },
    { error: 'not an IANA time zone' },
  );

const endsAfterItBegins = (span: { from: Millis; to: Millis | null }): boolean =>
  span.to === null || span.to > span.from;
const order = { error: 'ends before it begins', path: ['to'] };

const exception = z
  .object({ from: millisInstant, to: millisInstant, reason: anyText.max(500).default('') })
  .refine(endsAfterItBegins, order);

const condition = z
  .object({
    id: reference,
    kind: z.enum(conditionKinds),
    area,
    from: millisInstant,
    to: millisInstant.nullable().default(null),
    timetable: z.array(timetableEntry).max(100).default([]),
    exceptions: z.array(exception).max(1000).default([]),
  })
  .refine(endsAfterItBegins, order)
  .refine((one) => one.kind !== 'curfew' || one.timetable.length > 0, {
    error: 'a curfew needs a timetable',
    path: ['timetable'],
  });

const authority = z
  .object({
    location: z.enum(locationLevels),
    from: millisInstant,
    to: millisInstant.nullable().default(null),
    withdrawnAt: millisInstant.nullable().default(null),
  })
  .refine(endsAfterItBegins, order);

/** A time in which an open strap is expected. */
const removal = z
  .object({ from: millisInstant, to: millisInstant, reason: z.enum(removalReasons).default('other') })
  .refine(endsAfterItBegins, order);

/** CONTRACTS.md, «attend replay»: CASE, read into the kernel's form. */
export const caseForm = z.object({
  timezone,
  device: z.object({
    id: reference,
    technology: z.enum(technologies),
    fixEvery: z.int().min(1).max(86_400),
    uploadEvery: z.int().min(1).max(604_800),
  }),
  authority: z.array(authority).max(1000).default([]),
  conditions: z
    .array(condition)
    .max(1000)
    .default([])
    .superRefine((list, context) => {
      const seen = new Set<string>();
      for (const [index, { id }] of list.entries()) {
        if (seen.has(id))
          context.addIssue({ code: 'custom', message: `the id ${id} stands twice`, path: [index, 'id'] });
        seen.add(id);
      }
    }),
  removals: z.array(removal).max(1000).exactOptional(),
});

const spanText = (span: { from: Millis; to: Millis | null }) => ({
  from: formatInstant(span.from),
  to: span.to === null ? null : formatInstant(span.to),
});

/** The kernel's form written as CASE again. */
export function writeCase(supervised: Case): z.input<typeof caseForm> {
  return {
    timezone: supervised.timezone,
    device: { ...supervised.device },
    authority: supervised.authority.map((span) => ({
      location: span.location,
      ...spanText(span),
      withdrawnAt: span.withdrawnAt === null ? null : formatInstant(span.withdrawnAt),
    })),
    conditions: supervised.conditions.map(({ id, kind, area: where, timetable, exceptions, ...span }) => ({
      id,
      kind,
      area: where as z.input<typeof area>,
      ...spanText(span),
      timetable: timetable.map((entry) => ({ ...entry, days: [...entry.days] })),
      exceptions: exceptions.map(({ from, to, reason }) => ({
        from: formatInstant(from),
        to: formatInstant(to),
        reason,
      })),
    })),
    ...(supervised.removals === undefined
      ? {}
      : {
          removals: supervised.removals.map(({ reason, ...span }) => ({
            ...{ from: formatInstant(span.from), to: formatInstant(span.to) },
            reason,
          })),
        }),
  };
}
