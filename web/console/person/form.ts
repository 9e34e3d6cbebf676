import { logKinds } from '@attend/contracts/contact-log';
import { instant } from '@attend/contracts/instant';
import { t } from '@lingui/core/macro';
import { z } from 'zod';
import { zonedInstant } from '../../ui/time.ts';

export const parts = [
  'overview',
  'order',
  'review',
  'movement',
  'alerts',
  'hearings',
  'check-ins',
  'photos',
  'documents',
  'contact',
  'log',
  'suspensions',
  'devices',
  'supervision',
  'looks',
] as const;
export type Part = (typeof parts)[number];

/** What the address says: which part, and for movement which span. Never the purpose. */
export const personSearch = z.object({
  part: z.enum(parts).optional().catch(undefined),
  from: instant.optional().catch(undefined),
  to: instant.optional().catch(undefined),
  /** Of the contact log: which kind, and days of the person's own clock. */
  kind: z.enum(logKinds).optional().catch(undefined),
  since: z.iso.date().optional().catch(undefined),
  until: z.iso.date().optional().catch(undefined),
  /** Of documents: the check-in about which a letter is to be made. */
  letter: z.uuid().optional().catch(undefined),
});

export type MovementFields = { readonly from: string; readonly to: string; readonly purpose: string };
type Checked =
  | {
      readonly ok: true;
      readonly value: { readonly from: string; readonly to: string; readonly purpose: string };
    }
  | { readonly ok: false; readonly errors: Partial<Record<keyof MovementFields, string>> };

const longest = 48 * 3_600_000;

/** Wall-clock fields of the programme's zone to what the API asks for. At most 48 hours at a time: a look has a reason, and an end. */
export function checkMovement(fields: MovementFields, timezone: string): Checked {
  const from = zonedInstant(fields.from, timezone);
  const to = zonedInstant(fields.to, timezone);
  const purpose = fields.purpose.trim();
  const errors: Partial<Record<keyof MovementFields, string>> = {};
  if (from === null) errors.from = t`Fill this in`;
  if (to === null) errors.to = t`Fill this in`;
  if (from !== null && to !== null && to <= from) errors.to = t`The end must come after the beginning`;
  if (from !== null && to !== null && to - from > longest) errors.to = t`At most 48 hours at a time`;
  if (purpose === '') errors.purpose = t`Say why you look: the person can read it`;
  if (purpose.length > 200) errors.purpose = t`At most 200 characters`;
  if (from === null || to === null || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, value: { from: new Date(from).toISOString(), to: new Date(to).toISOString(), purpose } };
}
