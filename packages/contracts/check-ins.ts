import {
  checkInKinds,
  checkInRhythms,
  checkInStatuses,
  contactResults,
  contactWays,
  excusingReasons,
  letGoReasons,
} from '@attend/casework';
import { z } from 'zod';
import { staffRef } from './alerts.ts';
import { givenInstant, id, instant } from './instant.ts';
import { longText, shortText } from './text.ts';

export type {
  CheckInKind,
  CheckInRhythm,
  CheckInStatus,
  ContactResult,
  ContactWay,
  ExcusingReason,
} from '@attend/casework';
export { checkInKinds, checkInRhythms, checkInStatuses, contactResults, contactWays, excusingReasons };

/** A civil day in the office's zone. */
export const civilDay = z.iso.date();
const window = z.int().min(0).max(60);
const version = z.int().min(1);
const note = longText(2000).nullable().default(null);
export const personRef = z.object({ id, reference: z.string(), name: z.string() });

/** POST /api/people/{id}/check-in-schedules */
export const scheduleCreate = z
  .object({
    office: id,
    kind: z.enum(checkInKinds),
    rhythm: z.enum(checkInRhythms),
    startsOn: civilDay,
    /** Explicit dates, of the rhythm `ordered` alone. */
    dates: z.array(civilDay).max(60).default([]),
    daysBefore: window.default(3),
    daysAfter: window.default(3),
    /** First day that it holds no more; null: with its clause. */
    endsOn: civilDay.nullable().default(null),
  })
  .refine(({ rhythm, dates }) => (rhythm === 'ordered') === dates.length > 0, {
    message: 'dates go with the rhythm ordered, and it needs some',
    path: ['dates'],
  })
  .refine(({ dates, startsOn }) => dates.every((on) => on >= startsOn), {
    message: 'a date lies before the beginning',
    path: ['dates'],
  })
  .refine(({ startsOn, endsOn }) => endsOn === null || endsOn > startsOn, {
    message: 'ends before it begins',
    path: ['endsOn'],
  });
export type ScheduleCreate = z.output<typeof scheduleCreate>;

export const checkInSchedule = z.object({
  id,
  office: z.object({ id, name: z.string() }),
  kind: z.enum(checkInKinds),
  rhythm: z.enum(checkInRhythms),
  startsOn: civilDay,
  dates: z.array(civilDay),
  daysBefore: z.int(),
  daysAfter: z.int(),
  endsOn: civilDay.nullable(),
  endedAt: instant.nullable(),
  /** Number of the clause that permits it, and its order. */
  clause: z.object({ number: z.string(), order: z.string() }),
  version: z.int(),
});
export type CheckInScheduleView = z.infer<typeof checkInSchedule>;

export const checkInAttempt = z.object({
  step: z.int(),
  way: z.enum(contactWays),
  result: z.enum(contactResults),
  at: instant,
  by: staffRef,
  inError: z.boolean(),
  /** The letter by which it was tried. */
  letter: id.nullable(),
  note: z.string().nullable(),
});

export const checkIn = z.object({
  id,
  office: z.object({ id, name: z.string(), timezone: z.string() }),
  kind: z.enum(checkInKinds),
  dueOn: civilDay,
  windowFrom: civilDay,
  windowTo: civilDay,
  status: z.enum(checkInStatuses),
  at: instant.nullable(),
  reason: z.enum(excusingReasons).nullable(),
  contactsConfirmed: z.boolean().nullable(),
  decidedAt: instant.nullable(),
  decidedBy: staffRef.nullable(),
  note: z.string().nullable(),
  incident: id.nullable(),
  attempts: z.array(checkInAttempt),
  /** The way of contact that is tried next; null: none is due, or all have been tried. */
  next: z.enum(contactWays).nullable(),
  /** Its window has ended and nothing is on record: somebody asks after it. */
  late: z.boolean(),
  /** Why nobody asks after it, and it counts against nobody; null: it is asked for. */
  letGo: z.enum(letGoReasons).nullable(),
  /** What was said of it was entered in error: it counts for nothing. */
  inError: z.boolean(),
  version: z.int(),
});
export type CheckInView = z.infer<typeof checkIn>;

/** GET /api/people/{id}/check-ins */
export const personCheckIns = z.object({
  participant: id,
  schedules: z.array(checkInSchedule),
  checkIns: z.array(checkIn),
});
export type PersonCheckIns = z.infer<typeof personCheckIns>;

/** GET /api/check-ins?office=&on= : who comes to an office on a day, and whose window ended without a word. */
export const dayListQuery = z.object({ office: id, on: civilDay });
export const dayList = z.object({
  office: z.object({ id, name: z.string(), timezone: z.string() }),
  on: civilDay,
  /** Null: its hours are not set; closed: by a holiday or closure, or by its hours. */
  open: z.boolean().nullable(),
  closure: z.string().nullable(),
  checkIns: z.array(checkIn.extend({ participant: personRef, confirmContacts: z.boolean() })),
  /** There are more than are shown. */
  more: z.boolean(),
});
export type DayList = z.infer<typeof dayList>;

/** What the person said of a contact point, which the asker had read in this version. */
export const contactAnswer = z.discriminatedUnion('answer', [
  z.object({ id, version, answer: z.literal('right') }),
  z.object({ id, version, answer: z.literal('wrong') }),
  z.object({ id, version, answer: z.literal('changed'), address: shortText(254), consent: z.boolean() }),
]);
export type ContactAnswer = z.output<typeof contactAnswer>;
const contacts = z.array(contactAnswer).max(50).default([]);

/** POST /api/check-ins/{id}/contacts: asked after the check-in was recorded as kept. */
export const checkInContacts = z.object({ version, contacts: z.array(contactAnswer).min(1).max(50) });
/** POST /api/check-ins/{id}/book */
export const bookCheckIn = z.object({ version, at: givenInstant });
/** POST /api/people/{id}/walk-in */
export const walkIn = z.object({
  office: id,
  contactsConfirmed: z.boolean().default(false),
  contacts,
  note,
});
/** POST /api/check-ins/{id}/outcome */
export const checkInOutcome = z.discriminatedUnion('status', [
  z.object({
    version,
    status: z.literal('kept'),
    contactsConfirmed: z.boolean().default(false),
    contacts,
    note,
  }),
  z.object({ version, status: z.literal('excused'), reason: z.enum(excusingReasons), note }),
  z.object({ version, status: z.literal('not-known'), note: longText(2000) }),
]);
export type CheckInOutcome = z.output<typeof checkInOutcome>;
/** POST /api/check-ins/{id}/attempts */
export const attemptCreate = z.object({ way: z.enum(contactWays), result: z.enum(contactResults), note });
/** POST /api/check-ins/{id}/missed, POST /api/check-in-schedules/{id}/end */
export const versionOnly = z.object({ version });
export const checkInChanged = z.object({ participant: id, checkIn: id, version: z.int() });
export const scheduleChanged = z.object({ participant: id, schedule: id, made: z.int() });
