import type { StaffRole } from '@attend/contracts/session';
import type { staffEntry } from '@attend/contracts/staff';
import { t } from '@lingui/core/macro';
import type { z } from 'zod';

export type StaffEntry = z.infer<typeof staffEntry>;

export function roleWords(role: StaffRole): string {
  const words: Record<StaffRole, string> = {
    'case-officer': t`Case officer`,
    supervisor: t`Supervisor`,
    'monitoring-worker': t`Monitoring centre`,
    'case-worker': t`Case worker`,
    installer: t`Installer`,
    auditor: t`Auditor`,
    'programme-manager': t`Programme manager`,
    administrator: t`Administrator`,
    attorney: t`Attorney`,
    participant: t`Participant`,
  };
  return words[role];
}

/** Where somebody's roles hold: of a provider's staff by whom they are sent, of the agency's by office. */
export function whereWords({ provider, offices }: Pick<StaffEntry, 'provider' | 'offices'>): string {
  if (provider !== null) return provider;
  return offices.length === 0 ? t`Every office` : offices.join(', ');
}

/** Those who can be given a staff account. Attorneys and participants get theirs in another way. */
export const assignableRoles: readonly StaffRole[] = [
  'case-officer',
  'supervisor',
  'monitoring-worker',
  'case-worker',
  'installer',
  'auditor',
  'programme-manager',
  'administrator',
];

/** Who works here first, by name; who has left below. */
export const inOrder = (staff: readonly StaffEntry[]): readonly StaffEntry[] =>
  [...staff].sort(
    (a, b) => Number(a.endedAt !== null) - Number(b.endedAt !== null) || a.name.localeCompare(b.name),
  );

export type Standing = 'works' | 'invited' | 'expired' | 'withdrawn' | 'left';

/** `now` in milliseconds, by the server's clock. */
export function standingOf({ endedAt, invitation }: StaffEntry, now: number): Standing {
  if (invitation === null) return endedAt === null ? 'works' : 'left';
  if (endedAt !== null) return 'withdrawn';
  return Date.parse(invitation.expiresAt) > now ? 'invited' : 'expired';
}
