import { checkInKinds, checkInStatuses } from '@attend/casework';
import { hearingKinds } from '@attend/casework/hearings/hearing';
import { fixSources, locationLevels, protocolNames, technologies } from '@attend/kernel';
import { z } from 'zod';
import { alertSummary, personRef, staffRef } from './alerts.ts';
import { cursor, givenInstant, id, instant, purpose } from './instant.ts';
import { standingSuspension } from './suspensions.ts';
import { typedText } from './text.ts';
import { timetableEntry } from './timetable.ts';
import { area } from './zones.ts';

export { timetableEntry };

export const personSummary = personRef.extend({
  office: z.string().nullable(),
  officer: staffRef.nullable(),
  technology: z.enum(technologies).nullable(),
  device: z.string().nullable(),
  openAlerts: z.int(),
  lastContact: instant.nullable(),
  suspended: z.boolean(),
  /** Why it was found: the identifier or name part that matched. */
  matched: z.string().nullable(),
});
export type PersonSummary = z.infer<typeof personSummary>;

/** GET /api/people: `q` is any identifier or name, tolerant of accents, case, order and small slips. */
export const peopleQuery = z.object({
  q: typedText(200).optional(),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const peopleList = z.object({
  people: z.array(personSummary),
  next: cursor.nullable(),
  total: z.int().nullable(),
});

export const conditionView = z.object({
  reference: z.string(),
  name: z.string().nullable(),
  kind: z.enum(['exclusion-zone', 'inclusion-zone', 'curfew']),
  area,
  timetable: z.array(timetableEntry),
  from: instant,
  to: instant.nullable(),
  clause: z.string(),
  exceptions: z.array(z.object({ from: instant, to: instant, status: z.string(), reason: z.string() })),
});
export type ConditionView = z.infer<typeof conditionView>;

export const orderView = z.object({
  reference: z.string(),
  status: z.enum(['draft', 'active', 'ended']),
  court: z.string().nullable(),
  caseNumber: z.string().nullable(),
  versions: z.array(
    z.object({
      version: z.int(),
      from: instant,
      to: instant.nullable(),
      reviewAt: instant.nullable(),
      legalBasis: z.string(),
      effectiveAt: instant.nullable(),
      effectiveBy: z.string().nullable(),
      reasons: z.string().nullable(),
      clauses: z.array(
        z.object({ number: z.string(), kind: z.string(), from: instant, to: instant.nullable() }),
      ),
      agreement: z
        .object({
          language: z.string(),
          location: z.enum(locationLevels),
          signedAt: instant,
          withdrawnAt: instant.nullable(),
        })
        .nullable(),
    }),
  ),
});
export type OrderView = z.infer<typeof orderView>;

export const assignmentView = z.object({
  id: z.string(),
  device: z.object({
    id,
    identifier: z.string(),
    protocol: z.enum(protocolNames),
    technology: z.enum(technologies),
    model: z.string().nullable(),
  }),
  from: instant,
  to: instant.nullable(),
  fixEvery: z.int(),
  uploadEvery: z.int(),
  lastContact: instant.nullable(),
  battery: z.object({ percent: z.number().nullable(), charging: z.boolean().nullable() }).nullable(),
  strap: z.enum(['closed', 'open']).nullable(),
});

/** What a person has to come to next. Null where there is none, or the viewer may not read it where it stands. */
export const comingUp = z.object({
  hearing: z
    .object({
      ...{ id, at: instant, timezone: z.string(), kind: z.enum(hearingKinds), court: z.string() },
      confirmed: z.boolean(),
    })
    .nullable(),
  checkIn: z
    .object({
      ...{ id, dueOn: z.iso.date(), at: instant.nullable(), kind: z.enum(checkInKinds) },
      ...{ status: z.enum(checkInStatuses), office: z.string() },
    })
    .nullable(),
  /** Whether a message may reach them; null: the viewer may not read that. */
  reached: z.boolean().nullable(),
});
export type ComingUp = z.infer<typeof comingUp>;

export const personDetail = z.object({
  person: personRef.extend({
    preferredName: z.string().nullable(),
    languages: z.array(z.string()),
    office: z.string().nullable(),
    officer: staffRef.nullable(),
    /** Why clocks stand still for them now; null: they do not. */
    suspended: standingSuspension.nullable(),
    version: z.int(),
    /** The record under which this one stands, of the same person; and those that stand under this one. */
    mergedInto: id.nullable().default(null),
    records: z.array(id).default([]),
    /** Their key is gone: nothing that was sealed under it can be read any more. */
    destroyed: z.boolean().default(false),
  }),
  timezone: z.string(),
  /** What order and agreement together permit now. Null: no authority. */
  authority: z.object({ location: z.enum(locationLevels), until: instant.nullable() }).nullable(),
  orders: z.array(orderView),
  conditions: z.array(conditionView),
  assignments: z.array(assignmentView),
  comingUp,
  openAlerts: z.array(alertSummary),
  /** Closed or taken back, the last raised first; none of them is open. */
  recentAlerts: z.array(alertSummary),
});
export type PersonDetail = z.infer<typeof personDetail>;
export const personQuery = z.object({ purpose: purpose.default('supervision') });

/** GET /api/people/{id}/movement?from&to&purpose : at most 48 hours. */
export const movementQuery = z.object({ from: givenInstant, to: givenInstant, purpose });
export const movementPoint = z.object({
  time: instant,
  receivedAt: instant,
  lat: z.number(),
  lon: z.number(),
  accuracy: z.number().nullable(),
  source: z.enum(fixSources),
  speed: z.number().nullable(),
  course: z.number().nullable(),
  /** Judged doubtful (mock, impossible jump): shown, and no evidence. */
  doubtful: z.boolean(),
});
export const movement = z.object({
  permitted: z.boolean(),
  /** Spans of the asked time in which no order permits positions, or no fix came. */
  gaps: z.array(
    z.object({ from: instant, to: instant, why: z.enum(['no-authority', 'no-fix', 'no-contact']) }),
  ),
  points: z.array(movementPoint),
  why: z.string(),
});
export type Movement = z.infer<typeof movement>;

/** GET /api/people/{id}/looks : who looked, when, why. */
export const look = z.object({
  at: instant,
  who: z.string(),
  action: z.enum(['list', 'open', 'export']),
  what: z.string(),
  purpose: z.string(),
  count: z.int(),
});
export const lookList = z.object({ looks: z.array(look), next: cursor.nullable() });
