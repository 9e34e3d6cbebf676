import type { Told } from '@attend/kernel';
/** The files of a caseload, in the order in which they go in: each names what stands in those before it. */
export const caseloadKinds = [
  'offices',
  'people',
  'orders',
  'court-cases',
  'conditions',
  'exceptions',
  'check-ins',
  'past-check-ins',
  'hearings',
  'contacts',
  'addresses',
  'emergency-contacts',
  'attorneys',
  'providers',
  'devices',
  'assignments',
  'log',
] as const;
export type CaseloadKind = (typeof caseloadKinds)[number];

export type CaseloadColumn = {
  readonly name: string;
  /** Most characters. */
  readonly longest: number;
  /** A line without it is at fault. */
  readonly needed: boolean;
  /** What the template's line says. */
  readonly example: string;
};

const needed = (name: string, longest: number, example: string): CaseloadColumn => ({
  ...{ name, longest, needed: true, example },
});
const maybe = (name: string, longest: number, example = ''): CaseloadColumn => ({
  ...{ name, longest, needed: false, example },
});
const participant = needed('participant', 200, 'A-1042');
const dates = [maybe('from', 10), maybe('to', 10)];
const reached = [maybe('phone', 60), maybe('email', 254), maybe('language', 35)];

/** The columns of each file; its first line names them, in any order. There is none for immigration status or nationality. */
export const caseloadForms: Readonly<Record<CaseloadKind, readonly CaseloadColumn[]>> = {
  offices: [
    needed('name', 200, 'Denver North'),
    needed('timezone', 64, 'America/Denver'),
    maybe('hours', 500, 'mon tue wed thu fri 08:00-17:00'),
    maybe('slot_minutes', 3, '30'),
    maybe('capacity', 3, '4'),
  ],
  people: [
    needed('reference', 200, 'A-1042'),
    needed('name', 200, 'Ana María Pérez'),
    maybe('preferred_name', 200, 'Ana'),
    maybe('pronouns', 200),
    maybe('languages', 200, 'es en'),
    maybe('office', 200, 'Denver North'),
    maybe('officer', 254),
    maybe('timezone', 64),
    maybe('other_names', 2_500),
    maybe('identifiers', 1_500, 'Booking: B-1042'),
    maybe('needs', 7_000, 'interpreter: Spanish'),
  ],
  orders: [
    participant,
    needed('order', 200, '26-CR-100'),
    maybe('version', 6, '1'),
    needed('from', 35, '2026-01-05'),
    maybe('to', 35, '2027-01-05'),
    maybe('review', 35, '2026-07-05'),
    maybe('ended', 35),
    maybe('ended_as', 20),
    maybe('legal_basis', 8_000, 'Order of the county court of 5 January 2026'),
    maybe('necessity', 8_000),
    maybe('lesser_means', 8_000),
    maybe('vulnerability', 8_000),
    maybe('representations', 8_000),
    maybe('reasons', 8_000),
    maybe('agreed_location', 10, 'zones'),
    maybe('agreed_language', 20, 'es'),
    maybe('agreed_on', 35, '2026-01-05'),
    maybe('agreed_until', 35),
    needed('clause', 50, '1'),
    needed('kind', 20, 'check-ins'),
    maybe('clause_from', 35),
    maybe('clause_to', 35),
  ],
  'court-cases': [
    participant,
    maybe('number', 100, '26-CR-100'),
    maybe('court', 200, 'County Court, Part 2'),
    maybe('matter', 500),
    maybe('orders', 2_000, '26-CR-100'),
  ],
  conditions: [
    participant,
    needed('condition', 100, 'z1'),
    needed('kind', 20, 'exclusion-zone'),
    maybe('order', 200, '26-CR-100'),
    maybe('clause', 50),
    maybe('name', 120, 'School'),
    needed('from', 35, '2026-01-05'),
    maybe('to', 35),
    maybe('ended', 35),
    maybe('latitude', 30, '39.7392'),
    maybe('longitude', 30, '-104.9903'),
    maybe('radius', 30, '200'),
    maybe('area', 150_000),
    maybe('timetable', 4_000),
  ],
  exceptions: [
    participant,
    needed('condition', 100, 'z1'),
    needed('from', 35, '2026-03-02T08:00:00Z'),
    needed('to', 35, '2026-03-02T16:00:00Z'),
    needed('reason', 2_000, 'A hearing in the zone'),
  ],
  'check-ins': [
    participant,
    needed('office', 200, 'Denver North'),
    needed('kind', 20, 'office'),
    needed('rhythm', 20, 'weeks-4'),
    needed('starts_on', 10, '2026-02-03'),
    maybe('dates', 2_000),
    maybe('days_before', 2, '3'),
    maybe('days_after', 2, '3'),
    maybe('ends_on', 10),
  ],
  'past-check-ins': [
    participant,
    needed('office', 200, 'Denver North'),
    needed('kind', 20, 'office'),
    needed('due_on', 10, '2026-01-06'),
    maybe('window_from', 10),
    maybe('window_to', 10),
    needed('outcome', 20, 'kept'),
    maybe('reason', 20),
    maybe('decided', 35, '2026-01-06T17:30:00Z'),
    maybe('contacts_confirmed', 3),
    maybe('note', 2_000),
  ],
  hearings: [
    participant,
    needed('date', 10, '2026-03-10'),
    needed('time', 8, '09:30'),
    needed('court', 200, 'County Court, Part 2'),
    maybe('timezone', 64, 'America/Denver'),
    maybe('kind', 20, 'in-person'),
    maybe('case_number', 100, '26-CR-100'),
    maybe('matter', 200),
    maybe('room', 100, '4B'),
    maybe('address', 300),
    maybe('link', 500),
    maybe('directions', 1_000),
    maybe('status', 20, 'scheduled'),
    maybe('appearance', 20),
    maybe('excuse', 20),
    maybe('uid', 300),
  ],
  contacts: [
    participant,
    needed('kind', 10, 'phone'),
    needed('address', 254, '+1 303 555 0123'),
    maybe('language', 10, 'es'),
    maybe('note', 500),
    maybe('preference', 2, '1'),
    maybe('consent', 35, '2026-01-05'),
    maybe('withdrawn', 35),
    maybe('stopped', 35),
    maybe('confirmed', 35),
    maybe('bounced', 35),
  ],
  addresses: [
    participant,
    needed('use', 20, 'home'),
    needed('address', 500, '12 Elm Street, Denver, CO 80205'),
    ...dates,
    maybe('protected', 3),
    maybe('protected_because', 500),
    maybe('note', 500),
  ],
  'emergency-contacts': [
    participant,
    needed('name', 200, 'Luis Pérez'),
    maybe('relationship', 200, 'brother'),
    ...reached,
    ...dates,
    maybe('note', 500),
  ],
  attorneys: [
    participant,
    needed('name', 200, 'Rosa Lang'),
    maybe('firm', 200),
    ...reached,
    needed('authority', 20, 'participant'),
    maybe('document', 200),
    ...dates,
    maybe('note', 500),
  ],
  providers: [
    participant,
    needed('provider', 120, 'Northern Monitoring'),
    needed('from', 35, '2026-01-05'),
    maybe('to', 35),
  ],
  devices: [
    needed('protocol', 20, 'laipac'),
    needed('identifier', 200, '357653051212345'),
    needed('technology', 10, 'ankle'),
    maybe('model', 200),
    maybe('networks', 1_000),
    maybe('retired', 35),
  ],
  assignments: [
    participant,
    needed('protocol', 20, 'laipac'),
    needed('identifier', 200, '357653051212345'),
    needed('from', 35, '2026-01-05T18:00:00Z'),
    maybe('to', 35),
    needed('fix_every', 5, '60'),
    needed('upload_every', 6, '600'),
    maybe('primary', 3, 'yes'),
  ],
  log: [
    participant,
    needed('kind', 10, 'call'),
    needed('at', 35, '2026-01-06T17:30:00Z'),
    maybe('place', 10),
    maybe('result', 20, 'reached'),
    maybe('by', 254, 'officer@example.org'),
    needed('text', 4_000, 'Asked for another day.'),
  ],
};

/** One record of a file, its values by column as they stand there; `line`: where it begins. */
export type CaseloadRecord = {
  readonly line: number;
  readonly values: Readonly<Record<string, string>>;
};

/** What is wrong, and where. `column` null: with the line as a whole. */
export type CaseloadFault = { readonly line: number } & ColumnFault;
export type ColumnFault = {
  readonly column: string | null;
  readonly code: string;
  /** What stands there, shortened; null: nothing, or it is about the line as a whole. */
  readonly value?: string | null;
} & Told;

/** What a record would do. `settled`: the file says otherwise than what a person decided here, and nothing is done. */
export const caseloadStepKinds = ['new', 'changed', 'same', 'settled'] as const;
export type CaseloadStepKind = (typeof caseloadStepKinds)[number];
