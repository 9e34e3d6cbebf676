import { z } from 'zod';
import { id, instant } from './instant.ts';
import { password, staffRole } from './session.ts';
import { emailAddress, shortText } from './text.ts';

/** GET /api/staff */
export const staffEntry = z.object({
  id,
  name: z.string(),
  email: z.email(),
  roles: z.array(staffRole),
  office: z.string().nullable(),
  /** Where their roles hold, by name; none: in every office of the agency. */
  offices: z.array(z.string()),
  /** By name. Null: the agency's own. */
  provider: z.string().nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
  /** Null once it was accepted: the account stands. */
  invitation: z.object({ sentAt: instant, expiresAt: instant }).nullable(),
  /** On whose word alone it rests that this is somebody else; null: the account stands for itself. */
  restsOn: z.object({ id, name: z.string() }).nullable(),
  /** The viewer may say who it is. */
  mayConfirm: z.boolean(),
  version: z.int(),
});
export const staffList = z.object({ staff: z.array(staffEntry) });
/** POST /api/staff : an invitation, whose link its owner opens to make the account. */
export const staffCreate = z.object({
  name: shortText(120),
  email: emailAddress,
  roles: z.array(staffRole).min(1),
  /** By name. Null: the roles hold in every office of the agency. */
  office: shortText(120).nullable().default(null),
  /** By name: the staff of a provider see people assigned to them or to it, never an office's. */
  provider: shortText(120).nullable().default(null),
});
/** Answer of what changes an account: whether it waits for a second person's word, or holds already. */
export const staffChanged = z.object({ waits: z.boolean() });
/** PUT /api/staff/{id}/offices : where their roles hold from now on, by name. None: in every office of the agency. */
export const staffOffices = z.object({ offices: z.array(shortText(120)).max(200) });
/** PUT /api/staff/{id}/roles : those that hold from now on. */
export const staffRoles = z.object({ roles: z.array(staffRole).min(1) });
/** POST /api/staff/{id}/reset : lost password or authenticator. A new first password; every session ends. */
export const staffReset = z.object({ password });
