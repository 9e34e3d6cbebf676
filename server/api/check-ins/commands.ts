import {
  type CheckInStatus,
  dayOf,
  decideCheckIn,
  isAskedOn,
  permitAttempt,
  permitBooking,
  permitMissed,
} from '@attend/casework';
import type {
  attemptCreate,
  bookCheckIn,
  CheckInOutcome,
  checkInChanged,
  checkInContacts,
  walkIn,
} from '@attend/contracts/check-ins';
import { type Failure, fail, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { extendSchedule } from '../../check-ins/extend.ts';
import {
  bookSlot,
  type CheckInRow,
  insertAttempt,
  insertIncident,
  insertWalkIn,
  listAttempts,
  lockCheckIn,
  lockOpenOn,
  writeContactsConfirmed,
  writeDecision,
} from '../../database/repositories/check-ins.ts';
import { loadLegal } from '../../database/repositories/legal.ts';
import { findOffice, loadCalendar } from '../../database/repositories/office-calendars.ts';
import { findPerson } from '../../database/repositories/people.ts';
import { hasUnseen } from '../../database/repositories/photos.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import { cancelCheckInReminders } from '../../messages/plan-check-in-reminders.ts';
import type { StaffContext } from '../context.ts';
import { askContacts } from './contacts.ts';
import { readPolicy } from './ladder.ts';
import { noSuchPerson } from './schedules.ts';
import { countTried } from './views.ts';

export type Changed = Result<z.output<typeof checkInChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such check-in here.' };
const changed: Failure = { code: 'version-changed', message: 'Somebody changed this check-in meanwhile.' };

/** Locks it, records the look, and refuses where the caller saw an older one. */
export async function take(
  { client, record, services }: StaffContext,
  id: string,
  version: number | null,
): Promise<Result<CheckInRow>> {
  const row = await lockCheckIn(client, services.keyring, id);
  if (row === null) return fail(missing);
  await record.open(row.participantId);
  return version !== null && row.version !== version ? fail(changed) : succeed(row);
}

export async function finish(
  context: StaffContext,
  row: CheckInRow,
  action: string,
  after: object,
): Promise<Changed> {
  const { status, slotAt, reason } = row;
  const entity = { entity: 'check_in', entityId: row.id, participant: row.participantId };
  await context.audit({ action, ...entity, before: { status, slotAt, reason }, after });
  return succeed({ participant: row.participantId, checkIn: row.id, version: row.version + 1 });
}

/** CHK-7, CHK-8: a time for it, or another one. The database counts the places. */
export async function book(
  context: StaffContext,
  id: string,
  given: z.output<typeof bookCheckIn>,
): Promise<Changed> {
  const { client, now } = context;
  const taken = await take(context, id, given.version);
  if (!taken.ok) return taken;
  const row = taken.value;
  const office = await findOffice(client, row.officeId);
  const calendar = office === null ? null : await loadCalendar(client, office);
  if (calendar === null) return fail({ code: 'no-hours', message: 'The hours of this office are not set.' });
  const permitted = permitBooking(
    row,
    calendar,
    calendar.slotMinutes,
    parseInstant(given.at) ?? Number.NaN,
    now(),
  );
  if (!permitted.ok) return permitted;
  try {
    await withSavepoint(client, () => bookSlot(client, id, permitted.value));
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail({ code: 'slot-full', message: 'Every place of this slot is taken.', path: ['body', 'at'] });
  }
  await cancelCheckInReminders(client, id);
  return finish(context, row, row.slotAt === null ? 'check-in.booked' : 'check-in.moved', {
    slotAt: permitted.value,
  });
}

async function decide(
  context: StaffContext,
  row: CheckInRow,
  decided: {
    status: CheckInStatus;
    reason?: CheckInRow['reason'];
    contactsConfirmed?: boolean;
    incidentId?: string;
    note: string | null;
  },
): Promise<Changed> {
  const { client, services, actor } = context;
  const { status, note, reason = null, contactsConfirmed = null, incidentId = null } = decided;
  const whole = { status, note, reason, contactsConfirmed, incidentId, by: actor.staffId };
  await writeDecision(client, services.keyring, row, whole);
  await cancelCheckInReminders(client, row.id);
  const office = row.scheduleId === null ? null : await findOffice(client, row.officeId);
  const calendar = office === null ? null : await loadCalendar(client, office);
  if (row.scheduleId !== null && calendar !== null)
    await extendSchedule(client, context.programme.id, row.scheduleId, calendar, context.now());
  return finish(context, row, `check-in.${status}`, decided);
}

/** CHK-9: what came of it, as a person says. */
export async function recordOutcome(
  context: StaffContext,
  id: string,
  given: CheckInOutcome,
): Promise<Changed> {
  const taken = await take(context, id, given.version);
  if (!taken.ok) return taken;
  const { version, ...outcome } = given;
  if (outcome.status !== 'kept') return settleCheckIn(context, taken.value, outcome);
  const permitted = decideCheckIn(taken.value, outcome, taken.value.timezone, context.now());
  if (!permitted.ok) return permitted;
  const { contacts, ...kept } = outcome;
  const asked = await askContacts(context, taken.value.participantId, contacts);
  if (!asked.ok) return asked;
  return decide(context, taken.value, {
    ...kept,
    contactsConfirmed: kept.contactsConfirmed || asked.value,
  });
}

/** CHK-16: contact points were asked about after the check-in had been recorded as kept. */
export async function recordContacts(
  context: StaffContext,
  id: string,
  given: z.output<typeof checkInContacts>,
): Promise<Changed> {
  const taken = await take(context, id, given.version);
  if (!taken.ok) return taken;
  const row = taken.value;
  if (row.status !== 'kept')
    return fail({ code: 'changed', message: 'Contact points are asked about at a check-in that was kept.' });
  const asked = await askContacts(context, row.participantId, given.contacts);
  if (!asked.ok) return asked;
  const contactsConfirmed = row.contactsConfirmed === true || asked.value;
  await writeContactsConfirmed(context.client, id, contactsConfirmed);
  return finish(context, row, 'check-in.contacts-asked', { contactsConfirmed });
}

type Outcome = CheckInOutcome extends infer O
  ? O extends unknown
    ? Omit<O, 'version' | 'contacts'>
    : never
  : never;

/** The same, of one that is locked and whose person's look is on record. */
export async function settleCheckIn(
  context: StaffContext,
  row: CheckInRow,
  outcome: Outcome,
): Promise<Changed> {
  const permitted = decideCheckIn(row, outcome, row.timezone, context.now());
  return permitted.ok ? decide(context, row, outcome) : permitted;
}

/** Somebody stands at the desk: what is open of theirs and may be held today is kept, else that they came is put on record. */
export async function walkedIn(
  context: StaffContext,
  participantId: string,
  given: z.output<typeof walkIn>,
): Promise<Changed> {
  const { client, record, services, programme, actor, audit } = context;
  if ((await findPerson(client, participantId)) === null) return fail(noSuchPerson);
  await record.open(participantId);
  const office = await findOffice(client, given.office);
  if (office === null)
    return fail({ code: 'unknown-office', message: 'No office is meant by this.', path: ['body', 'office'] });
  const on = dayOf(context.now(), office.timezone);
  const { note } = given;
  const asked = await askContacts(context, participantId, given.contacts);
  if (!asked.ok) return asked;
  const contactsConfirmed = given.contactsConfirmed || asked.value;
  const open = await lockOpenOn(client, services.keyring, participantId, office.id, on);
  if (open !== null) return decide(context, open, { status: 'kept', contactsConfirmed, note });
  const of = {
    programmeId: programme.id,
    participantId,
    scheduleId: null,
    officeId: office.id,
    kind: 'office' as const,
  };
  const came = { on, by: actor.staffId, contactsConfirmed, note };
  const id = await insertWalkIn(client, services.keyring, of, came);
  await audit({
    action: 'check-in.walked-in',
    entity: 'check_in',
    entityId: id,
    participant: participantId,
    after: { on, contactsConfirmed },
  });
  return succeed({ participant: participantId, checkIn: id, version: 1 });
}

/** CHK-5: nothing outlives its order: what no clause in force on its day asks for is not asked after. */
async function isStillAsked({ client }: StaffContext, row: CheckInRow): Promise<boolean> {
  if (row.scheduleId === null) return false;
  const legal = (await loadLegal(client, [row.participantId])).get(row.participantId);
  if (legal === undefined) return false;
  return isAskedOn(legal, row.dueOn, row.timezone);
}
const photoWaits: Failure = {
  code: 'photo-waits',
  message:
    'A photo of this check-in came and nobody has looked at it: what is not known counts against nobody.',
};
const lapsed: Failure = {
  code: 'clause-missing',
  message: 'No clause of the kind «check-ins» was in force on the day of this check-in.',
};

/** CHK-11: that contact was tried, in the order of the policy. */
export async function addAttempt(
  context: StaffContext,
  id: string,
  given: z.output<typeof attemptCreate>,
): Promise<Changed> {
  const taken = await take(context, id, null);
  if (!taken.ok) return taken;
  return tryContact(context, taken.value, given);
}

async function tryContact(
  context: StaffContext,
  row: CheckInRow,
  given: z.output<typeof attemptCreate> & { readonly letterId?: string },
): Promise<Changed> {
  const { client, services, programme, actor, now } = context;
  if (!(await isStillAsked(context, row))) return fail(lapsed);
  const tried = countTried(await listAttempts(client, services.keyring, [row.id]));
  const { ladder } = await readPolicy(context);
  const step = permitAttempt(row, ladder, tried, given.way, row.timezone, now());
  if (!step.ok) return step;
  const of = { programmeId: programme.id, row, by: actor.staffId, at: now() };
  await insertAttempt(client, services.keyring, of, { ...given, step: step.value });
  return finish(context, row, 'check-in.contact-tried', { step: step.value, ...given });
}

/**
 * LTR-15: a letter that left is the ladder's step where a letter is what is tried next, without somebody saying it twice. False: it is
 * another's turn, or nobody asks after the check-in.
 */
export async function tryByLetter(
  context: StaffContext,
  checkInId: string,
  letterId: string,
): Promise<boolean> {
  const taken = await take(context, checkInId, null);
  if (!taken.ok) return false;
  const sent = { way: 'letter', result: 'sent', note: null, letterId } as const;
  return (await tryContact(context, taken.value, sent)).ok;
}

/** CHK-12: missed, and an incident that somebody works, once every way of contact has been tried. */
export async function markMissed(context: StaffContext, id: string, version: number): Promise<Changed> {
  const { client, services, programme, now } = context;
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const row = taken.value;
  if (!(await isStillAsked(context, row))) return fail(lapsed);
  // PHO-5: what nobody has looked at yet counts against nobody.
  if (await hasUnseen(client, id)) return fail(photoWaits);
  const tried = countTried(await listAttempts(client, services.keyring, [id]));
  const { ladder } = await readPolicy(context);
  const permitted = permitMissed(row, ladder, tried, row.timezone, now());
  if (!permitted.ok) return permitted;
  const incidentId = await insertIncident(client, programme.id, row.participantId);
  return decide(context, row, { status: 'missed', incidentId, note: null });
}
