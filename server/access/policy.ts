import type { Permission, StaffRole } from '@attend/contracts/session';

/**
 * How somebody stands to what they ask for. `any` holds for the whole programme; the others are narrower and will be
 * judged from the participant's own row (its supervision, office and provider).
 */
export type Relation = 'any' | 'own-office' | 'own-provider' | 'assigned';

type Grants = Readonly<Partial<Record<Permission, Relation>>>;

/**
 * Who may do what: data, and the only place that says so. What does not stand here is refused. An administrator runs the
 * machine and sees nobody's data (what ends a key shows a number and no name); attorneys and participants get their rows with their own portals.
 */
export const policy: Readonly<Record<StaffRole, Grants>> = {
  'case-officer': {
    'alerts.read': 'any',
    'alerts.work': 'any',
    'people.read': 'any',
    'movement.read': 'any',
    'people.enrol': 'any',
    'devices.read': 'any',
    'devices.write': 'any',
  },
  supervisor: {
    'alerts.read': 'any',
    'alerts.work': 'any',
    'people.read': 'any',
    'movement.read': 'any',
    'people.enrol': 'any',
    'people.destroy': 'any',
    'devices.read': 'any',
    'devices.write': 'any',
    'staff.read': 'any',
    'oversight.read': 'any',
    'oversight.decide': 'any',
    'audit.read': 'any',
    'retention.read': 'any',
    'retention.write': 'any',
    'holds.read': 'any',
    'holds.write': 'any',
  },
  'monitoring-worker': {
    'alerts.read': 'any',
    'alerts.work': 'any',
    'people.read': 'any',
    'movement.read': 'any',
    'devices.read': 'any',
  },
  'case-worker': { 'people.read': 'any', 'devices.read': 'any' },
  installer: { 'people.read': 'any', 'devices.read': 'any', 'devices.write': 'any' },
  auditor: {
    'alerts.read': 'any',
    'people.read': 'any',
    'devices.read': 'any',
    'staff.read': 'any',
    'oversight.read': 'any',
    'audit.read': 'any',
    'retention.read': 'any',
    'holds.read': 'any',
  },
  'programme-manager': {
    'devices.read': 'any',
    'staff.read': 'any',
    'status.read': 'any',
    'retention.read': 'any',
  },
  // Terms are the machine's too; who is on hold is not: that names people.
  administrator: {
    'people.destroy': 'any',
    'staff.read': 'any',
    'staff.write': 'any',
    'status.read': 'any',
    'retention.read': 'any',
    'retention.write': 'any',
  },
  attorney: {},
  participant: {},
};

/** The widest relation under which one of the roles permits it; null: refused. */
export function relationFor(roles: readonly StaffRole[], permission: Permission): Relation | null {
  const found = roles.flatMap((role) => policy[role][permission] ?? []);
  return relationsByWidth.find((relation) => found.includes(relation)) ?? null;
}
const relationsByWidth: readonly Relation[] = ['any', 'own-office', 'own-provider', 'assigned'];

export const may = (roles: readonly StaffRole[], permission: Permission): boolean =>
  relationFor(roles, permission) !== null;

export function permissionsOf(roles: readonly StaffRole[], all: readonly Permission[]): Permission[] {
  return all.filter((permission) => may(roles, permission));
}
