import { randomUUIDv7 } from 'node:crypto';
import { sealRow } from '@attend/server/database/repositories/sealed';
import type { Keyring } from '@attend/server/keys/keyring';
import type { PersonYear, YearReview } from '@attend/simulator/year/words';
import { addRow, type CopiedRows } from './copy-rows.ts';
import { enrolledName } from './enrolled-rows.ts';
import { addAlerts, addWear, type Shelves } from './year-devices.ts';
import type { YearPerson, YearPlaces } from './year-places.ts';

export const yearTables = [
  ...[
    'participant',
    'supervision',
    'provider_supervision',
    'supervision_order',
    'order_version',
    'order_clause',
    'agreement',
  ],
  ...[
    'check_in_schedule',
    'check_in',
    'hearing',
    'step_up',
    'review',
    'device',
    'assignment',
    'device_place',
  ],
  ...['alert', 'alert_occurrence', 'alert_transition'],
] as const;

const day = 86_400_000;
const dateOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
export const yearReference = (index: number): string => `Y${String(index).padStart(6, '0')}`;
export const yearOffice = (places: YearPlaces, index: number): number => index % places.offices.length;

/**
 * One person's year as rows in the product's own forms, sealed under their own key, which must stand in the keyring. Answers the
 * device that they had last.
 */
export function addYear(
  rows: CopiedRows,
  keyring: Keyring,
  places: YearPlaces,
  {
    id,
    year,
    firstAssignment,
    shelves,
  }: {
    readonly id: string;
    readonly year: PersonYear;
    readonly firstAssignment: number;
    readonly shelves: Shelves;
  },
): string {
  const { index } = year;
  const at = yearOffice(places, index);
  const officers = places.officers[at] ?? [];
  const person: YearPerson = {
    ...{ id, year, office: places.offices[at] ?? '' },
    officer: officers[1 + (index % Math.max(1, officers.length - 1))] ?? '',
    supervisor: officers[0] ?? '',
    named: { programme_id: places.programmeId, participant_id: id },
  };
  const provider = places.providers[at % places.providers.length] ?? '';
  addRow(rows, 'participant', {
    ...{ id, programme_id: places.programmeId, reference: yearReference(index), office_id: person.office },
    sealed: sealRow(keyring.create(id), 'participant', id, { name: enrolledName(index), languages: ['es'] }),
    ...{ created_at: { at: year.joined }, provider_ids: year.left === null ? `{${provider}}` : '{}' },
  });
  const span = { from_at: { at: year.joined }, to_at: year.left === null ? null : { at: year.left } };
  addRow(rows, 'supervision', { ...person.named, staff_id: person.officer, role: 'case-officer', ...span });
  addRow(rows, 'provider_supervision', { ...person.named, provider_id: provider, ...span });
  const clauses = addOrder(rows, keyring, person);
  addCheckIns(rows, person, clauses.checkIns);
  addHearings(rows, keyring, person);
  for (const review of year.reviews) addReview(rows, keyring, person, review, clauses);
  addAlerts(rows, keyring, person, firstAssignment);
  return addWear(rows, places, shelves, person, firstAssignment);
}

type Clauses = { readonly checkIns: string; readonly technology: Readonly<Record<string, string>> };

function addOrder(rows: CopiedRows, keyring: Keyring, { id, year, named, officer }: YearPerson): Clauses {
  const [order, version, checkIns, location] = Array.from({ length: 4 }, () => randomUUIDv7()) as [
    ...[string, string, string, string],
  ];
  const technology = { ankle: randomUUIDv7(), wrist: randomUUIDv7(), phone: randomUUIDv7() };
  const ended = year.left === null ? null : { at: year.left };
  addRow(rows, 'supervision_order', {
    ...{ ...named, id: order, reference: `26-Y-${year.index}`, status: ended === null ? 'active' : 'ended' },
    ...{ ended_at: ended, ended_as: ended === null ? null : 'completed' },
  });
  const span = { from_at: { at: year.joined }, to_at: { at: year.orderEnds } };
  addRow(rows, 'order_version', {
    ...{ ...named, id: version, order_id: order, version: 1, ...span, review_at: { at: year.orderEnds } },
    ...{ legal_basis: 'order of a court', effective_at: { at: year.joined }, effective_by: 'agreement' },
    sealed: sealRow(keyring.create(id), 'order_version', version, {
      reasons: 'as the court wrote',
      language: 'es',
    }),
    created_by: officer,
  });
  const clause = (clauseId: string, number: number, kind: string): void =>
    addRow(rows, 'order_clause', {
      ...named,
      id: clauseId,
      order_version_id: version,
      number,
      kind,
      ...span,
    });
  clause(checkIns, 1, 'check-ins');
  clause(location, 2, 'location-zones');
  for (const [at, kind] of (['ankle', 'wrist', 'phone'] as const).entries())
    clause(technology[kind], 3 + at, `technology-${kind}`);
  addRow(rows, 'agreement', {
    ...{ ...named, order_version_id: version, language: 'es', text_version: '1', location: 'zones' },
    signed_at: { at: year.joined },
  });
  return { checkIns, technology };
}

function addCheckIns(rows: CopiedRows, { year, named, office, officer }: YearPerson, clause: string): void {
  const schedule = randomUUIDv7();
  addRow(rows, 'check_in_schedule', {
    ...{ ...named, id: schedule, clause_id: clause, office_id: office, kind: 'office' },
    ...{
      rhythm: `weeks-${year.cadenceWeeks}`,
      starts_on: dateOf(year.joined),
      days_before: 3,
      days_after: 3,
    },
    ...{
      ends_on: dateOf(year.orderEnds),
      made_until: dateOf(Math.max(...year.checkIns.map(({ on }) => on), year.joined) + day),
    },
    ended_at: year.left === null ? null : { at: year.left },
  });
  for (const { on, status, reason } of year.checkIns)
    addRow(rows, 'check_in', {
      ...{ ...named, schedule_id: schedule, office_id: office, kind: 'office', nominal_on: dateOf(on) },
      ...{
        due_on: dateOf(on),
        window_from: dateOf(on - 3 * day),
        window_to: dateOf(on + 3 * day),
        status,
        reason,
      },
      ...(status === 'due'
        ? { decided_at: null, decided_by: null, followed_up_at: null, followed_up_by: null }
        : {
            ...{ decided_at: { at: on }, decided_by: officer },
            followed_up_at: status === 'missed' ? { at: on + 2 * day } : null,
            followed_up_by: status === 'missed' ? officer : null,
          }),
    });
}

function addHearings(rows: CopiedRows, keyring: Keyring, { id, year, named }: YearPerson): void {
  for (const { at, appearance, excuse } of year.hearings) {
    const hearing = randomUUIDv7();
    addRow(rows, 'hearing', {
      ...{
        ...named,
        id: hearing,
        at: { at },
        timezone: 'America/Denver',
        kind: 'in-person',
        court: 'County Court',
      },
      ...{ status: appearance === null ? 'scheduled' : 'held', appearance, excuse },
      sealed: sealRow(keyring.create(id), 'hearing', hearing, {
        caseNumber: `26-Y-${year.index}`,
        room: '4B',
      }),
      created_at: { at: at - 30 * day },
    });
  }
}

function addReview(
  rows: CopiedRows,
  keyring: Keyring,
  { id, named, officer, supervisor }: YearPerson,
  review: YearReview,
  { technology }: Clauses,
): void {
  const { tier, tierTo, decidedAt, decision, proposal } = review;
  const key = keyring.create(id);
  const stepUp = decision === 'step-up' ? randomUUIDv7() : null;
  const decided = decidedAt === null ? null : { at: decidedAt };
  if (stepUp !== null && decided !== null)
    addRow(rows, 'step_up', {
      ...{
        ...named,
        id: stepUp,
        from_tier: tier,
        to_tier: tierTo,
        clause_id: technology[tierTo ?? ''] ?? '',
      },
      ...{
        asked_at: { at: decided.at - day },
        asked_by: officer,
        decided_at: decided,
        decided_by: supervisor,
      },
      decision: 'approved',
      sealed: sealRow(key, 'step_up', stepUp, {
        reason: 'Three curfews not kept within two weeks; the wearer was spoken with after each.',
        lesserMeans: 'Calls in the evening and a later curfew were tried first.',
        told: 'In Spanish, with the reason in writing.',
        note: null,
      }),
    });
  const reviewId = randomUUIDv7();
  const isLate = decidedAt !== null && dateOf(decidedAt) > dateOf(review.dueOn);
  addRow(rows, 'review', {
    ...{
      ...named,
      id: reviewId,
      due_on: dateOf(review.dueOn),
      cause: 'interval',
      tier,
      tier_since: dateOf(review.tierSince),
    },
    ...{ proposal, proposal_to: proposal === 'step-down' ? (tier === 'ankle' ? 'wrist' : 'phone') : null },
    ...{
      looked_at: decided ?? { at: review.tierSince },
      decided_at: decided,
      decision,
      tier_to: tierTo,
      step_up_id: stepUp,
    },
    decided_by: decided === null ? null : decision === 'step-up' ? supervisor : officer,
    at_risk_from: isLate ? dateOf(review.dueOn + day) : null,
    sealed:
      decided === null
        ? null
        : sealRow(key, 'review', reviewId, {
            reason: 'As discussed with the participant.',
            told: 'At the check-in.',
            facts: null,
          }),
  });
}
