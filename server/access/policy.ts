import {
  type Permission,
  permissions,
  type Relation,
  type StaffRole,
  staffRoles,
} from '@attend/contracts/session';

type Grants = Readonly<Partial<Record<Permission, readonly Relation[]>>>;

/** What concerns nobody's data holds in the whole programme. */
const everywhere = ['any'] as const;
/** Those of one's own offices, whoever is assigned to oneself, and whoever is assigned to somebody one stands in for. */
const office = ['own-office', 'assigned', 'delegated'] as const;
/** The same, and for a limited time whomever one gave a reason for. */
const officeOrGlass = [...office, 'break-glass'] as const;
/** At the shelves that are theirs, as the database's `own_shelves` says (STK-14): these are nobody's data either. */
const ownShelves = everywhere;
const provider = ['own-provider', 'assigned', 'delegated'] as const;
const assigned = ['assigned', 'delegated'] as const;

/**
 * Who may do what with whose data: a row a role and permission, with the relations under which it holds. The only place that
 * says so, and what does not stand here is refused: routes, lists, search, live feed and exports all read it.
 *
 * An administrator runs the machine and sees nobody's data. A programme manager sees figures and no person. A provider's staff
 * see people assigned to them or to their provider, never an office. Notes on single rows stand beside them.
 */
export const policy: Readonly<Record<StaffRole, Grants>> = {
  'case-officer': {
    'alerts.read': officeOrGlass,
    // A look through broken glass changes nothing.
    'alerts.work': office,
    'people.read': officeOrGlass,
    'looks.read': officeOrGlass,
    'movement.read': officeOrGlass,
    'people.enrol': office,
    'people.write': office,
    // Hands on, or brings in a provider, only with whoever is theirs.
    'people.assign': ['assigned'],
    'hearings.read': officeOrGlass,
    'hearings.write': office,
    'devices.read': everywhere,
    'stock.read': everywhere,
    'stock.write': ownShelves,
    // Stock is everybody's; what somebody has is whoever's they are, and not through broken glass.
    'devices.write': office,
    'fittings.read': office,
    'check-ins.read': officeOrGlass,
    'check-ins.write': office,
    'help.read': officeOrGlass,
    'help.write': office,
    'documents.read': officeOrGlass,
    'documents.write': office,
    'letter-templates.read': everywhere,
    'letter-templates.write': everywhere,
    'break-glass.ask': ['break-glass'],
    // The officer hears of looks at their own people; a supervisor decides about them.
    'break-glass.read': assigned,
    'messages.read': officeOrGlass,
    'messages.write': office,
    'orders.read': officeOrGlass,
    'orders.write': office,
    'reviews.read': officeOrGlass,
    'reviews.write': office,
    'log.read': officeOrGlass,
    'log.write': office,
    'suspensions.write': office,
    'requests.write': office,
    // Anyone's complaint is taken down by whoever hears of it. An officer sees those alone that they have in hand (CPL-5).
    'complaints.take': office,
    'complaints.read': office,
    'complaints.work': office,
  },
  supervisor: {
    'alerts.read': officeOrGlass,
    'alerts.work': office,
    'people.read': officeOrGlass,
    'looks.read': officeOrGlass,
    'movement.read': officeOrGlass,
    'people.enrol': office,
    'people.write': office,
    'people.assign': office,
    // An administrator, who sees nobody, moves nobody.
    'caseloads.move': office,
    'hearings.read': officeOrGlass,
    'hearings.write': office,
    // Asked for by one, approved by another: what ends a key shows a number and no name.
    'people.destroy': office,
    'devices.read': everywhere,
    'stock.read': everywhere,
    'stock.write': ownShelves,
    // What a model is, and below how many an office asks for more.
    'stock.configure': ownShelves,
    'devices.write': office,
    'fittings.read': office,
    'staff.read': everywhere,
    'staff.confirm': everywhere,
    'absences.write': everywhere,
    'break-glass.ask': ['break-glass'],
    'break-glass.read': office,
    'break-glass.review': office,
    'oversight.read': officeOrGlass,
    'oversight.decide': office,
    'audit.read': officeOrGlass,
    'retention.read': everywhere,
    'retention.write': everywhere,
    'holds.read': officeOrGlass,
    'holds.write': office,
    'delays.read': officeOrGlass,
    'delays.write': office,
    'messages.read': officeOrGlass,
    'messages.write': office,
    'check-ins.read': officeOrGlass,
    'check-ins.write': office,
    'help.read': officeOrGlass,
    'help.write': office,
    'documents.read': officeOrGlass,
    'documents.write': office,
    'letter-templates.read': everywhere,
    'letter-templates.write': everywhere,
    // Never by whoever wrote it (LTR-13).
    'letter-templates.publish': everywhere,
    'calendars.write': everywhere,
    'caseload.import': office,
    // Everybody's data at once, out of the house: with a fresh proof of who asks.
    'caseload.export': office,
    'orders.read': officeOrGlass,
    'orders.write': office,
    // What adds restriction is approved by a second person, never by whoever wrote it (ORD-13).
    'orders.approve': office,
    'orders.policy': everywhere,
    'reviews.read': officeOrGlass,
    'reviews.write': office,
    // A step up, never by whoever asks for it (RVW-8).
    'reviews.approve': office,
    'reviews.policy': everywhere,
    'tiers.read': everywhere,
    'tiers.publish': everywhere,
    'costs.read': everywhere,
    // Rate cards, invoices, disputes; money is released by two of them (CST-12).
    'costs.write': everywhere,
    'statistics.read': everywhere,
    // Asked for by one, published by another (STA-9).
    'statistics.publish': everywhere,
    // Contracts and figures name nobody; the cases behind a figure do.
    'providers.read': everywhere,
    'providers.write': everywhere,
    'providers.cases': office,
    // As whole caseloads: one person's word, previewed and taken back.
    'providers.transfer': office,
    'providers.audit': office,
    'log.read': officeOrGlass,
    'log.write': office,
    'suspensions.write': office,
    'bulk-exceptions.write': ['own-office'],
    'requests.write': office,
    'complaints.take': office,
    'complaints.read': office,
    'complaints.work': office,
    'complaints.policy': everywhere,
  },
  'monitoring-worker': {
    'alerts.read': provider,
    'alerts.work': provider,
    'people.read': provider,
    'looks.read': provider,
    'movement.read': provider,
    'devices.read': everywhere,
    // They call: whom, and what was written to them before.
    'messages.read': provider,
    'log.read': provider,
    'log.write': provider,
    // Whoever answers the telephone takes down what is asked for; an officer decides.
    'requests.write': provider,
    'complaints.take': provider,
    // Of the provider for which they work: what it agreed to, and its figures.
    'providers.own': everywhere,
    'providers.answer': provider,
  },
  'case-worker': {
    'people.read': assigned,
    'looks.read': assigned,
    'hearings.read': assigned,
    'devices.read': everywhere,
    'stock.read': everywhere,
    // They unpack, pack and count.
    'stock.write': ownShelves,
    'messages.read': assigned,
    'messages.write': assigned,
    'check-ins.read': assigned,
    'check-ins.write': assigned,
    // They drive, call suppliers and hear what came of it.
    'help.read': assigned,
    'help.write': assigned,
    // They help with papers.
    'documents.read': assigned,
    'documents.write': assigned,
    'letter-templates.read': everywhere,
    'log.read': assigned,
    'log.write': assigned,
    'requests.write': assigned,
    'complaints.take': assigned,
    'providers.own': everywhere,
    'providers.answer': assigned,
  },
  installer: {
    'people.read': assigned,
    'looks.read': assigned,
    'devices.read': everywhere,
    'stock.read': everywhere,
    'stock.write': ownShelves,
    'devices.write': assigned,
    'fittings.read': assigned,
    'log.read': assigned,
    'log.write': assigned,
    'complaints.take': assigned,
    'providers.own': everywhere,
    'providers.answer': assigned,
  },
  // Whether rights were kept: without positions, which say more than an audit needs.
  auditor: {
    'alerts.read': ['own-office'],
    'people.read': ['own-office'],
    'looks.read': ['own-office'],
    'devices.read': everywhere,
    'fittings.read': ['own-office'],
    'stock.read': everywhere,
    'staff.read': everywhere,
    'break-glass.read': ['own-office'],
    'oversight.read': ['own-office'],
    'audit.read': ['own-office'],
    'retention.read': everywhere,
    'holds.read': ['own-office'],
    'delays.read': ['own-office'],
    'messages.read': ['own-office'],
    'hearings.read': ['own-office'],
    'check-ins.read': ['own-office'],
    'help.read': ['own-office'],
    'orders.read': ['own-office'],
    'reviews.read': ['own-office'],
    'tiers.read': everywhere,
    'costs.read': everywhere,
    'statistics.read': everywhere,
    'providers.read': everywhere,
    'providers.cases': ['own-office'],
    'letter-templates.read': everywhere,
    'log.read': ['own-office'],
    'complaints.take': ['own-office'],
    'complaints.read': ['own-office'],
  },
  'programme-manager': {
    'devices.read': everywhere,
    // How many have what: numbers, and nobody.
    'tiers.read': everywhere,
    'costs.read': everywhere,
    'statistics.read': everywhere,
    'providers.read': everywhere,
    'stock.read': everywhere,
    'staff.read': everywhere,
    'status.read': everywhere,
    'retention.read': everywhere,
  },
  // Terms are the machine's too; who is on hold is not: that names people.
  administrator: {
    'staff.read': everywhere,
    'staff.write': everywhere,
    'staff.confirm': everywhere,
    'status.read': everywhere,
    'retention.read': everywhere,
    'retention.write': everywhere,
    'calendars.write': everywhere,
  },
  // Conditions, hearings, alerts and their evidence; all of a trail comes in a packet that somebody signs.
  attorney: {
    'alerts.read': ['own-client'],
    'people.read': ['own-client'],
    'looks.read': ['own-client'],
    'hearings.read': ['own-client'],
    'orders.read': ['own-client'],
  },
  // The person's page is made for staff: it shows zones around others' homes. Here they read who looked at their data; more comes
  // with the companion.
  participant: { 'looks.read': ['oneself'] },
};

/** What is about people, so that a relation to them decides. */
export const aboutPeople: ReadonlySet<Permission> = new Set([
  'alerts.read',
  'alerts.work',
  'people.read',
  'looks.read',
  'movement.read',
  'devices.write',
  'fittings.read',
  'people.enrol',
  'people.write',
  'people.assign',
  'caseloads.move',
  'people.destroy',
  'break-glass.ask',
  'break-glass.read',
  'break-glass.review',
  'oversight.read',
  'oversight.decide',
  'audit.read',
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
  'caseload.import',
  'caseload.export',
  'orders.read',
  'orders.write',
  'orders.approve',
  'reviews.read',
  'reviews.write',
  'reviews.approve',
  'providers.cases',
  'providers.transfer',
  'providers.audit',
  'providers.answer',
  'documents.read',
  'documents.write',
  'log.read',
  'log.write',
  'suspensions.write',
  'bulk-exceptions.write',
  'requests.write',
  'complaints.take',
  'complaints.read',
  'complaints.work',
]);

export const may = (roles: readonly StaffRole[], permission: Permission): boolean =>
  roles.some((role) => policy[role][permission] !== undefined);

export const rolesWith = (permission: Permission): StaffRole[] =>
  staffRoles.filter((role) => may([role], permission));

export function permissionsOf(roles: readonly StaffRole[], all: readonly Permission[]): Permission[] {
  return all.filter((permission) => may(roles, permission));
}

/** Under which relations which of these roles have a permission, as the database's `reach` takes it: `role/relation`. */
export const grantsOf = (permission: Permission, roles: readonly StaffRole[] = staffRoles): string[] =>
  roles.flatMap((role) => (policy[role][permission] ?? []).map((relation) => `${role}/${relation}`));

/** Every relation that any permission about people gives a role: what the second wall lets through (migration 0012). */
export function widestReach(): string[] {
  return [
    ...new Set(permissions.filter((one) => aboutPeople.has(one)).flatMap((one) => grantsOf(one))),
  ].sort();
}
