import { authorityNow, authorityOf, clipAuthority, conditionInForce, unsuspended } from '@attend/casework';
import type { ConditionView, PersonDetail } from '@attend/contracts/people';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import { listAlertsOf } from '../../database/repositories/alerts.ts';
import { type LegalRow, loadLegal, openLegal } from '../../database/repositories/legal.ts';
import { loadOrderViews } from '../../database/repositories/orders.ts';
import {
  findPerson,
  type HeldDevice,
  loadHeldDevices,
  nameOf,
  openPerson,
} from '../../database/repositories/people.ts';
import { findGroups } from '../../database/repositories/person-links.ts';
import { loadSuspendedSpans } from '../../database/repositories/suspensions.ts';
import { batteryOf } from '../alerts/detail.ts';
import { instantText, staffOf, summariseAlerts } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { readStanding } from '../suspensions/read.ts';
import { readComingUp } from './coming-up.ts';

const always = [{ from: Number.NEGATIVE_INFINITY, to: null }];

/** Conditions with the time in which a clause really carries them; those that never hold are left out. */
function conditionViews(legal: LegalRow, opened: ReturnType<typeof openLegal>): ConditionView[] {
  return opened.conditions.flatMap((condition) => {
    const held = conditionInForce(condition, [], legal, always);
    const clause = legal.clauses.find((one) => one.id === condition.clauseId);
    if (held === null || clause === undefined) return [];
    const exceptions = opened.exceptions.filter((exception) => exception.conditionId === condition.id);
    return [
      {
        reference: condition.reference,
        name: condition.name,
        kind: condition.kind,
        area: condition.area as ConditionView['area'],
        timetable: condition.timetable.map((entry) => ({ ...entry, days: [...entry.days] })),
        from: formatInstant(held.from),
        to: instantText(held.to),
        clause: clause.number,
        exceptions: exceptions.map(({ from, to, status, reason }) => ({
          from: formatInstant(from),
          to: formatInstant(to),
          status,
          reason,
        })),
      },
    ];
  });
}

const assignmentView = (device: HeldDevice): PersonDetail['assignments'][number] => ({
  id: device.assignmentId,
  device: {
    id: device.deviceId,
    identifier: device.identifier,
    protocol: device.protocol,
    technology: device.technology,
    model: device.model,
  },
  from: formatInstant(device.from),
  to: instantText(device.to),
  fixEvery: device.fixEvery,
  uploadEvery: device.uploadEvery,
  lastContact: instantText(device.lastContact),
  battery: batteryOf(device),
  strap: device.strap,
});

/** One person: who they are, what permits their supervision, what they must do, their devices and alerts. */
export async function readPerson(
  context: StaffContext,
  id: string,
  purpose: string,
): Promise<Result<PersonDetail>> {
  const { client, services, record, now } = context;
  const person = await findPerson(client, id);
  if (person === null) return fail({ code: 'not-found', message: 'There is no such person here.' });
  await record.open(id, purpose);
  const { keyring } = services;
  const key = keyring.find(id);
  const details = openPerson(keyring, id, person.sealed);
  const legal = (await loadLegal(client, [id])).get(id);
  const authority = legal === undefined ? [] : authorityOf(legal);
  const suspensions = (await loadSuspendedSpans(client, [id])).get(id) ?? [];
  const standing = authorityNow(clipAuthority(authority, unsuspended(suspensions)), now());
  const [kept = id, ...records] = (await findGroups(client, [id])).get(id) ?? [];
  return succeed({
    person: {
      id,
      reference: person.reference,
      name: nameOf(details),
      preferredName: details?.preferredName ?? null,
      languages: details?.languages ?? [],
      office: person.office,
      officer: staffOf(person.officerId, person.officer),
      suspended: await readStanding(client, id, now()),
      version: person.version,
      mergedInto: kept === id ? null : kept,
      records: kept === id ? records : [],
      destroyed: keyring.isDestroyed(id),
    },
    timezone: person.timezone,
    // Without a key nothing is kept, whatever an order says.
    authority:
      standing === null || key === null
        ? null
        : { location: standing.location, until: instantText(standing.until) },
    orders: await loadOrderViews(client, key, id),
    conditions: key === null || legal === undefined ? [] : conditionViews(legal, openLegal(legal, key)),
    comingUp: await readComingUp(context, id, kept === id ? [id, ...records] : [id]),
    assignments: (await loadHeldDevices(client, id)).map(assignmentView),
    openAlerts: await summariseAlerts(client, keyring, await listAlertsOf(client, id, 'open', 100)),
    recentAlerts: await summariseAlerts(client, keyring, await listAlertsOf(client, id, 'settled', 50)),
  });
}
