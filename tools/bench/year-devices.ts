import { randomUUIDv7 } from 'node:crypto';
import { occurrenceIdentity } from '@attend/server/database/repositories/alert-history';
import type { Keyring } from '@attend/server/keys/keyring';
import { sealJson } from '@attend/server/keys/seal';
import { addRow, type CopiedRows } from './copy-rows.ts';
import type { YearPerson, YearPlaces } from './year-rows.ts';

const protocols = { ankle: 'laipac', wrist: 'watch', phone: 'osmand' } as const;
const rhythms = { ankle: [60, 600], wrist: [300, 600], phone: [600, 600] } as const;
const day = 86_400_000;
export const yearDevice = (assignment: number): string => `D${String(assignment).padStart(7, '0')}`;

/**
 * Each span of wear with a device of its own, which came to the office some weeks before and, once it was handed in, lies there again or
 * was sent to be repaired; of one in two thousand that were handed in nobody knows where it is. Answers the last one.
 */
export function addWear(rows: CopiedRows, places: YearPlaces, person: YearPerson, first: number): string {
  let last = '';
  for (const [at, { tier, from, to, ended }] of person.year.wear.entries()) {
    const assignment = first + at;
    const device = randomUUIDv7();
    last = device;
    const [fixEvery, uploadEvery] = rhythms[tier];
    addRow(rows, 'device', {
      ...{
        id: device,
        programme_id: places.programmeId,
        protocol: protocols[tier],
        identifier: yearDevice(assignment),
      },
      ...{ technology: tier, model_id: places.models[tier], created_at: { at: from - 30 * day } },
    });
    addRow(rows, 'assignment', {
      ...{ ...person.named, id: assignment, device_id: device, from_at: { at: from } },
      ...{
        to_at: to === null ? null : { at: to },
        fix_every: fixEvery,
        upload_every: uploadEvery,
        fitted_by: person.officer,
      },
    });
    const place = (row: Readonly<Record<string, string | number | null | { at: number }>>): void =>
      addRow(rows, 'device_place', {
        ...{
          programme_id: places.programmeId,
          device_id: device,
          kind: null,
          office_id: null,
          assignment_id: null,
        },
        ...{ from_office_id: null, from_at: null, to_at: null, by_id: person.officer, why: null, ...row },
      });
    const shelf = { kind: 'office', office_id: person.office };
    place({ ...shelf, from_at: { at: from - 30 * day }, to_at: { at: from }, why: 'registered' });
    const worn = {
      kind: 'participant',
      assignment_id: assignment,
      from_office_id: person.office,
      why: 'fitted',
    };
    if (to === null) place({ ...worn, from_at: { at: from } });
    else {
      place({ ...worn, from_at: { at: from }, to_at: { at: to } });
      if (assignment % 2_000 === 7) place({ kind: 'lost', from_at: { at: to }, why: 'lost' });
      else if (ended === 'fault') place({ kind: 'repair', from_at: { at: to }, why: 'repair' });
      else place({ ...shelf, from_at: { at: to }, why: 'collected' });
    }
  }
  return last;
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
