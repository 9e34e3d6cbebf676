import { z } from 'zod';
import { staffRef } from './alerts.ts';
import { givenInstant, id, instant } from './instant.ts';
import type { StaffRole } from './session.ts';
import { shortText } from './text.ts';

export const supervisionRoles = ['case-officer', 'stand-in', 'case-worker', 'installer'] as const;
export const representationAuthorities = ['participant', 'court'] as const;

/** Somebody or a provider who works with a participant, or worked: what gives a relation to them. */
export const supervisionEntry = z.object({
  id,
  kind: z.enum(['staff', 'provider', 'attorney']),
  /** The role towards the participant; of an attorney, whose authority it is. */
  as: z.string(),
  staff: staffRef.nullable(),
  provider: z.string().nullable(),
  from: instant,
  to: instant.nullable(),
});
export type SupervisionEntry = z.infer<typeof supervisionEntry>;
/** GET /api/people/{id}/supervision */
export const supervisionList = z.object({
  participant: id,
  supervision: z.array(supervisionEntry),
  /** Absences that stand now of somebody who works with them: who stands in for whom, and until when. */
  away: z.array(z.object({ staff: staffRef, standIn: staffRef, from: instant, to: instant })),
  /** Whether whoever asks may bring somebody in for this person, or end it. */
  mayChange: z.boolean(),
});
export type SupervisionList = z.infer<typeof supervisionList>;

/** Whom a role towards a participant may be given to: to everybody else it would open a record that their own roles do not. */
export const rolesThatMayBe = {
  'case-officer': ['case-officer', 'supervisor'],
  'stand-in': ['case-officer', 'supervisor'],
  'case-worker': ['case-worker'],
  installer: ['installer', 'case-worker'],
  attorney: ['attorney'],
  account: ['participant'],
} as const satisfies Readonly<Record<string, readonly StaffRole[]>>;

/** POST /api/people/{id}/supervision : from now on. A new officer takes over from the one before. */
export const supervisionBegin = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('staff'), staff: id, role: z.enum(supervisionRoles) }),
  z.object({ kind: z.literal('provider'), provider: id }),
  z.object({
    kind: z.literal('attorney'),
    staff: id,
    authority: z.enum(representationAuthorities),
    to: givenInstant.nullable().default(null),
  }),
  /** The account by which the participant signs in. */
  z.object({ kind: z.literal('account'), staff: id }),
]);
export type SupervisionBegin = z.output<typeof supervisionBegin>;
/** POST /api/people/{id}/supervision/end */
export const supervisionEnd = z.object({ entry: id });
export const supervisionChanged = z.object({ participant: id });

/** GET /api/absences, POST /api/absences, POST /api/absences/{id}/end : who is away, and who stands in with everybody assigned to them. */
export const absence = z.object({ id, staff: staffRef, standIn: staffRef, from: instant, to: instant });
export type Absence = z.infer<typeof absence>;
export const absenceList = z.object({ absences: z.array(absence) });
export const absenceCreate = z.object({ staff: id, standIn: id, from: givenInstant, to: givenInstant });
export const absenceCreated = z.object({ id });

/** GET /api/providers, POST /api/providers */
export const provider = z.object({ id, name: z.string() });
export const providerList = z.object({ providers: z.array(provider) });
export const providerCreate = z.object({ name: shortText(120) });
