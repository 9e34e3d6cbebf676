import { randomUUIDv7 } from 'node:crypto';
import { occurrenceIdentity } from '@attend/server/database/repositories/alert-history';
import type { Keyring } from '@attend/server/keys/keyring';
import { sealJson } from '@attend/server/keys/seal';
import { repairOf } from '@attend/simulator/year/repair';
import { addRow, type CopiedRows } from './copy-rows.ts';
import type { YearPerson, YearPlaces } from './year-places.ts';

const protocols = { ankle: 'laipac', wrist: 'watch', phone: 'osmand' } as const;
const rhythms = { ankle: [60, 600], wrist: [300, 600], phone: [600, 600] } as const;
const day = 86_400_000;
export const yearDevice = (assignment: number): string => `D${String(assignment).padStart(7, '0')}`;

/** A device that lies on its office's shelf, since when, and from where it came: handed in, or repaired. */
type Lying = {
  readonly device: string;
  readonly since: number;
  readonly why: 'collected' | 'repaired';
};
/** What lies on shelves, by office and technology. */
export type Shelves = Map<string, Lying[]>;
/** Days in which a device is cleaned, charged and looked at before somebody else has it. */
const restDays = 2;
/** How far back one looks for a device that is ready. */
const looked = 40;

function takeFrom(shelves: Shelves, shelf: string, at: number): Lying | null {
  const lying = shelves.get(shelf) ?? [];
  const found = lying.slice(-looked).findIndex(({ since }) => since + restDays * day <= at);
  if (found < 0) return null;
  return lying.splice(Math.max(0, lying.length - looked) + found, 1)[0] ?? null;
}

const lay = (shelves: Shelves, shelf: string, one: Lying): void => {
  shelves.set(shelf, [...(shelves.get(shelf) ?? []), one]);
};

type Place = Readonly<Record<string, string | number | null | { at: number }>>;
function putPlace(
  rows: CopiedRows,
  programme: string,
  device: string,
  by: string | null,
  place: Place,
): void {
  addRow(rows, 'device_place', {
    ...{ programme_id: programme, device_id: device, kind: null, office_id: null, assignment_id: null },
    ...{ from_office_id: null, from_at: null, to_at: null, by_id: by, why: null, ...place },
  });
}

/**
 * Each span of wear with a device from the office's shelf, where one is ready, else one that came some weeks before. Handed in it lies on
 * the shelf again, or is sent to be repaired and comes back some weeks later, or is worth none; of one in two thousand nobody knows where it
 * is. Answers the last one.
 */
export function addWear(
  rows: CopiedRows,
  places: YearPlaces,
  shelves: Shelves,
  person: YearPerson,
  first: number,
): string {
  const { programmeId } = places;
  let last = '';
  for (const [at, { tier, from, to, ended }] of person.year.wear.entries()) {
    const assignment = first + at;
    const shelf = `${person.office} ${tier}`;
    const ready = takeFrom(shelves, shelf, from);
    const device = ready?.device ?? randomUUIDv7();
    last = device;
    if (ready === null)
      addRow(rows, 'device', {
        ...{
          id: device,
          programme_id: programmeId,
          protocol: protocols[tier],
          identifier: yearDevice(assignment),
        },
        ...{ technology: tier, model_id: places.models[tier], created_at: { at: from - 30 * day } },
      });
    const [fixEvery, uploadEvery] = rhythms[tier];
    addRow(rows, 'assignment', {
      ...{ ...person.named, id: assignment, device_id: device, from_at: { at: from } },
      ...{ to_at: to === null ? null : { at: to }, fix_every: fixEvery, upload_every: uploadEvery },
      fitted_by: person.officer,
    });
    const place = (one: Place): void => putPlace(rows, programmeId, device, person.officer, one);
    const came =
      ready === null ? { since: from - 30 * day, why: 'registered' } : { since: ready.since, why: ready.why };
    place({
      kind: 'office',
      office_id: person.office,
      from_at: { at: came.since },
      to_at: { at: from },
      why: came.why,
    });
    place({
      ...{ kind: 'participant', assignment_id: assignment, from_office_id: person.office, why: 'fitted' },
      ...{ from_at: { at: from }, to_at: to === null ? null : { at: to } },
    });
    if (to === null) continue;
    if (assignment % 2_000 === 7) place({ kind: 'lost', from_at: { at: to }, why: 'lost' });
    else if (ended !== 'fault') lay(shelves, shelf, { device, since: to, why: 'collected' });
    else {
      const { until, end } = repairOf(places.seed, assignment, to);
      const isOver = until < places.until;
      place({
        ...{ kind: 'repair', why: 'repair', from_at: { at: to } },
        to_at: isOver ? { at: until } : null,
      });
      if (!isOver) continue;
      if (end === 'retired') place({ kind: 'retired', from_at: { at: until }, why: 'retired' });
      else lay(shelves, shelf, { device, since: until, why: 'repaired' });
    }
  }
  return last;
}

/** What lies on shelves when everybody was told of. */
export function addShelves(rows: CopiedRows, programmeId: string, shelves: Shelves): void {
  for (const [shelf, lying] of shelves)
    for (const { device, since, why } of lying)
      putPlace(rows, programmeId, device, null, {
        ...{
          kind: 'office',
          office_id: shelf.split(' ')[0] ?? null,
          from_at: { at: since },
          why,
        },
      });
}

/** As the gateway writes them and people work them: an alert with its one occurrence and what happened to it. */
export function addAlerts(rows: CopiedRows, keyring: Keyring, person: YearPerson, first: number): void {
  const key = keyring.create(person.id);
  const { programme_id } = person.named;
  for (const [at, alert] of person.year.alerts.entries()) {
    const id = randomUUIDv7();
    const assignment = first + alert.wear;
    const { raisedAt, acknowledgedAt, closedAt, withdrawnAt, outcome, kind, severity } = alert;
    const spanned = {
      from_at: { at: alert.from },
      to_at: { at: alert.to },
      raised_at: { at: raisedAt },
      cleared_at: { at: alert.to },
    };
    const instant = (value: number | null) => (value === null ? null : { at: value });
    addRow(rows, 'alert', {
      ...{
        ...person.named,
        id,
        assignment_id: assignment,
        kind,
        severity,
        ...spanned,
        withdrawn_at: instant(withdrawnAt),
      },
      status: closedAt !== null ? 'closed' : acknowledgedAt !== null ? 'acknowledged' : 'new',
      ...{
        acknowledged_at: instant(acknowledgedAt),
        acknowledged_by: acknowledgedAt === null ? null : person.officer,
      },
      ...{ closed_at: instant(closedAt), closed_by: closedAt === null ? null : person.officer, outcome },
    });
    addRow(rows, 'alert_occurrence', {
      ...{ ...person.named, assignment_id: assignment, ordinal: at + 1, alert_id: id, ...spanned },
      ...{
        withdrawn_at: instant(withdrawnAt),
        severity,
        certainty: 'reported',
        policy_name: 'standard',
        policy_revision: 1,
      },
      sealed: sealJson(key, occurrenceIdentity(assignment, at + 1), {
        because: [{ code: 'strap-reads-open' }],
        readings: [],
      }),
    });
    const step = (kindOf: string, when: number, staff: string | null, said: string | null): void =>
      addRow(rows, 'alert_transition', {
        ...{ programme_id, participant_id: person.id, alert_id: id, at: { at: when }, kind: kindOf },
        ...{ ordinal: staff === null ? at + 1 : null, staff_id: staff, outcome: said },
      });
    step('raised', raisedAt, null, null);
    if (withdrawnAt !== null) step('withdrawn', withdrawnAt, null, null);
    if (acknowledgedAt !== null) step('acknowledged', acknowledgedAt, person.officer, null);
    if (closedAt !== null) step('closed', closedAt, person.officer, outcome);
  }
}
