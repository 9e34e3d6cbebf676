import { z } from 'zod';
import { id, instant } from './instant.ts';
import { anyText, emailAddress, shortText } from './text.ts';

export const staffRoles = [
  'case-officer',
  'supervisor',
  'monitoring-worker',
  'case-worker',
  'installer',
  'auditor',
  'programme-manager',
  'administrator',
  'attorney',
  'participant',
] as const;
export const staffRole = z.enum(staffRoles);
export type StaffRole = z.infer<typeof staffRole>;

export const permissions = [
  'alerts.read',
  'alerts.work',
  'people.read',
  'looks.read',
  'movement.read',
  'people.enrol',
  'people.write',
  'people.assign',
  'caseloads.move',
  'break-glass.ask',
  'break-glass.read',
  'break-glass.review',
  'absences.write',
  'people.destroy',
  'devices.read',
  'devices.write',
  'fittings.read',
  'stock.read',
  'stock.write',
  'stock.configure',
  'staff.read',
  'staff.write',
  'staff.confirm',
  'status.read',
  'oversight.read',
  'oversight.decide',
  'audit.read',
  'retention.read',
  'retention.write',
  'holds.read',
  'holds.write',
  'delays.read',
  'delays.write',
  'messages.read',
  'messages.write',
  'hearings.read',
  'hearings.write',
  'check-ins.read',
  'check-ins.write',
  'help.read',
  'help.write',
  'calendars.write',
  'caseload.import',
  'caseload.export',
  'orders.read',
  'orders.write',
  'orders.approve',
  'orders.policy',
  'reviews.read',
  'reviews.write',
  'reviews.approve',
  'reviews.policy',
  'tiers.read',
  'tiers.publish',
  'costs.read',
  'costs.write',
  'statistics.read',
  'statistics.publish',
  'providers.read',
  'providers.write',
  'providers.cases',
  'providers.own',
  'providers.transfer',
  'providers.audit',
  'providers.answer',
  'documents.read',
  'documents.write',
  'letter-templates.read',
  'letter-templates.write',
  'letter-templates.publish',
  'log.read',
  'log.write',
  'suspensions.write',
  'bulk-exceptions.write',
  'requests.write',
  'complaints.take',
  'complaints.read',
  'complaints.work',
  'complaints.policy',
] as const;
export const permission = z.enum(permissions);
export type Permission = z.infer<typeof permission>;

/**
 * How somebody stands to a participant: in the programme at all, in one of their offices, with their provider, assigned to them,
 * standing in for somebody who is away, as their attorney, the person themselves, or for a limited time with a reason.
 */
export const relations = [
  'any',
  'own-office',
  'own-provider',
  'assigned',
  'delegated',
  'own-client',
  'oneself',
  'break-glass',
] as const;
export type Relation = (typeof relations)[number];

export const programmeSummary = z.object({
  id,
  name: z.string(),
  timezone: z.string(),
  /** Simulated people: said on every page. */
  simulated: z.boolean(),
});

export const signedInStaff = z.object({
  id,
  name: z.string(),
  email: z.email(),
  roles: z.array(staffRole),
  permissions: z.array(permission),
  programme: programmeSummary,
});
export type SignedInStaff = z.infer<typeof signedInStaff>;

/** GET /api/session: what the console shows first. */
export const sessionState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('first-run') }),
  z.object({ state: z.literal('signed-out') }),
  /** Password accepted; a code from the authenticator (or a backup code) is asked for. */
  z.object({ state: z.literal('second-factor') }),
  /** Signed in, but a second factor has to be set up before anything else opens. */
  z.object({ state: z.literal('second-factor-enrolment') }),
  z.object({ state: z.literal('signed-in'), staff: signedInStaff }),
]);
export type SessionState = z.infer<typeof sessionState>;

export const password = anyText.min(12, 'at least 12 characters').max(200);

/** POST /api/first-run: refused as soon as somebody can sign in. `key` is printed by `attend up` at its first start. */
export const firstRunRequest = z.object({
  key: anyText.min(1).max(500),
  programme: z.object({
    name: shortText(120),
    timezone: shortText(100),
    /** Its people are made by a simulator: said on every page, and never changed afterwards. */
    simulated: z.boolean().default(false),
  }),
  administrator: z.object({ name: shortText(120), email: emailAddress, password }),
});
/** POST /api/sign-in */
export const signInRequest = z.object({ email: z.email(), password: anyText.min(1).max(200) });
/** POST /api/sign-in/second-factor, and POST /api/second-factor/confirm */
export const secondFactorRequest = z.object({ code: anyText.trim().min(6).max(32) });
/** POST /api/second-factor/enrol (asks for the password again) */
export const secondFactorEnrolRequest = z.object({ password: anyText.min(1).max(200) });
export const secondFactorEnrolment = z.object({ uri: z.string(), backupCodes: z.array(z.string()) });

/** POST /api/password : ends every other session of the account. */
export const passwordChange = z.object({ current: anyText.min(1).max(200), next: password });

export const sessionEntry = z.object({
  id: z.string(),
  current: z.boolean(),
  createdAt: instant,
  lastSeenAt: instant,
  expiresAt: instant,
  address: z.string().nullable(),
  client: z.string().nullable(),
});
/** GET /api/sessions (one’s own); DELETE /api/sessions/{id}; POST /api/sign-out */
export const sessionList = z.object({ sessions: z.array(sessionEntry) });
