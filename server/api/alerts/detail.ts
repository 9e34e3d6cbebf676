import type { AlertDetail } from '@attend/contracts/alerts';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import {
  loadOccurrences,
  loadTransitions,
  type Occurrence,
  type Transition,
} from '../../database/repositories/alert-history.ts';
import { type AlertRow, loadAlerts } from '../../database/repositories/alerts.ts';
import { findHeldDevice, findPerson, type HeldDevice } from '../../database/repositories/people.ts';
import { findSwapWindow } from '../../database/repositories/reviews.ts';
import { openRow } from '../../database/repositories/sealed.ts';
import type { StaffContext } from '../context.ts';
import { loadAuthority } from '../movement/movement.ts';
import { readEvidence } from './evidence.ts';
import { instantText, staffOf, summariseAlert } from './summary.ts';

const conditionKinds: Readonly<Record<string, string>> = {
  'exclusion-zone-entered': 'exclusion-zone',
  'inclusion-zone-left': 'inclusion-zone',
  'curfew-absence': 'curfew',
};

function zoneOf(keyring: Keyring, alert: AlertRow): AlertDetail['zone'] {
  const key = keyring.find(alert.participantId);
  const { condition, conditionId, conditionSealed } = alert;
  if (key === null || condition === null || conditionId === null || conditionSealed === null) return null;
  const { name, area } = openRow(key, 'condition', conditionId, conditionSealed);
  return { reference: condition, name, kind: conditionKinds[alert.kind] ?? 'zone', area };
}

export const batteryOf = (
  device: Pick<HeldDevice, 'percent' | 'charging'>,
): { percent: number | null; charging: boolean | null } | null =>
  device.percent === null && device.charging === null
    ? null
    : { percent: device.percent, charging: device.charging };

const occurrenceView = (one: Occurrence): AlertDetail['occurrenceList'][number] => ({
  ordinal: one.ordinal,
  from: formatInstant(one.from),
  to: instantText(one.to),
  raisedAt: formatInstant(one.raisedAt),
  clearedAt: instantText(one.clearedAt),
  withdrawnAt: instantText(one.withdrawnAt),
  severity: one.severity,
  certainty: one.certainty,
  because: one.because,
  readings: one.readings.map(formatInstant),
  policy: { name: one.policyName, revision: one.policyRevision },
});

const transitionView = (one: Transition): AlertDetail['transitions'][number] => ({
  id: one.id,
  at: formatInstant(one.at),
  kind: one.kind,
  staff: staffOf(one.staffId, one.staff),
  outcome: one.outcome,
  note: one.note,
});

/** RVW-14: told beside the alert, which is raised all the same: a person says whether it was that. */
async function plannedRemoval(
  client: StaffContext['client'],
  { participantId, from, to }: AlertRow,
): Promise<AlertDetail['plannedRemoval']> {
  const window = await findSwapWindow(client, participantId, from, to);
  return window === null ? null : { from: formatInstant(window.from), to: formatInstant(window.to) };
}

type Context = Pick<StaffContext, 'client' | 'services' | 'record' | 'now'>;

/** An alert with its evidence, its reasoning and everything that was done with it. */
export async function readAlert(
  { client, services, record, now }: Context,
  id: string,
  purpose: string,
): Promise<Result<AlertDetail>> {
  const missing = fail({ code: 'not-found', message: 'There is no such alert here.' });
  const [alert] = await loadAlerts(client, [id]);
  if (alert === undefined) return missing;
  const person = await findPerson(client, alert.participantId);
  const device = await findHeldDevice(client, alert.assignmentId);
  if (person === null || device === null) return missing;
  await record.open(person.id, purpose);
  const { keyring } = services;
  const occurrences = await loadOccurrences(client, keyring, person.id, id);
  const authority = await loadAuthority(client, person);
  const request = { client, keyring, alert, occurrences, authority, now: now() };
  return succeed({
    ...summariseAlert(keyring, alert),
    occurrenceList: occurrences.map(occurrenceView),
    transitions: (await loadTransitions(client, keyring, person.id, id)).map(transitionView),
    device: {
      identifier: device.identifier,
      protocol: device.protocol,
      technology: device.technology,
      battery: batteryOf(device),
      strap: device.strap,
      lastContact: instantText(device.lastContact),
    },
    zone: zoneOf(keyring, alert),
    plannedRemoval: await plannedRemoval(client, alert),
    ...(await readEvidence(request)),
  });
}
