import { permitEnd, permitSuspension, type Suspension } from '@attend/casework';
import type { markVersionInError } from '@attend/contracts/error-mark';
import type { suspensionBegin, suspensionChanged, suspensionEnd } from '@attend/contracts/suspensions';
import { type Failure, fail, formatInstant, parseInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { extendSchedule } from '../../check-ins/extend.ts';
import { listSchedules } from '../../database/repositories/check-in-schedules.ts';
import { countDueFrom } from '../../database/repositories/check-ins.ts';
import { findOffice, loadCalendar } from '../../database/repositories/office-calendars.ts';
import { findPerson } from '../../database/repositories/people.ts';
import { isTaken, withSavepoint } from '../../database/repositories/savepoint.ts';
import {
  cancelMessagesOf,
  freeBookings,
  insertSuspension,
  listSuspensionsOf,
  lockSuspension,
  type SuspensionRow,
  writeEnd,
} from '../../database/repositories/suspensions.ts';
import { instantText } from '../alerts/summary.ts';
import type { StaffContext } from '../context.ts';
import { markRecord } from '../log/mark.ts';
import { noSuchPerson } from './read.ts';

type Changed = Result<z.output<typeof suspensionChanged>>;
const missing: Failure = { code: 'not-found', message: 'There is no such suspension here.' };
const raced: Failure = {
  code: 'already-suspended',
  message: 'They are suspended in this time already: end or mark that suspension first.',
};

const sayable = ({ kind, from, to }: Suspension) => ({
  kind,
  from: formatInstant(from),
  to: instantText(to),
});
const inBody = ({ path, ...failure }: Failure): Failure =>
  path === undefined ? failure : { ...failure, path: ['body', ...path] };

/** LIF-1, LIF-4, LIF-5: clocks stand still from an instant on; the database raises the plan's version in the same transaction. */
export async function suspend(
  context: StaffContext,
  participant: string,
  given: z.output<typeof suspensionBegin>,
): Promise<Changed> {
  const { client, record, services, programme, actor, audit, now } = context;
  if ((await findPerson(client, participant)) === null) return fail(noSuchPerson);
  await record.open(participant);
  if (services.keyring.isDestroyed(participant))
    return fail({ code: 'person-destroyed', message: 'The key of this person was destroyed.' });
  const asked: Suspension = {
    kind: given.kind,
    from: parseInstant(given.from) ?? Number.NaN,
    to: given.to === null ? null : parseInstant(given.to),
  };
  const rows = await listSuspensionsOf(client, services.keyring, participant);
  const standing = rows.filter(({ markedAt }) => markedAt === null);
  const permitted = permitSuspension(asked, standing, now());
  if (!permitted.ok) return fail(inBody(permitted.error));
  const made = { ...asked, programmeId: programme.id, participantId: participant, by: actor.staffId };
  let id = '';
  try {
    id = await withSavepoint(client, () =>
      insertSuspension(client, services.keyring, { ...made, note: given.note }),
    );
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail(raced);
  }
  const freed = await freeBookings(client, participant, asked);
  const cancelled = given.kind === 'death' ? await cancelMessagesOf(client, participant) : 0;
  await audit({
    ...{ action: 'suspension.began', entity: 'suspension', entityId: id, participant },
    after: { ...sayable(asked), note: given.note, freed, cancelled },
  });
  return succeed({ participant, suspension: id, checkIns: freed.length });
}

async function take(
  { client, record, services }: StaffContext,
  id: string,
  version: number,
): Promise<Result<SuspensionRow>> {
  const row = await lockSuspension(client, services.keyring, id);
  if (row === null) return fail(missing);
  await record.open(row.participantId);
  if (row.markedAt !== null) return fail({ code: 'already-marked', message: 'It was entered in error.' });
  return row.version === version
    ? succeed(row)
    : fail({ code: 'version-changed', message: 'Somebody changed this suspension meanwhile.' });
}

/** LIF-4: check-ins are planned again, as far ahead as usual. Answers how many are asked for from now on. */
async function planAgain(context: StaffContext, participant: string, from: number): Promise<number> {
  const { client } = context;
  for (const schedule of await listSchedules(client, participant)) {
    const office = schedule.endedAt === null ? await findOffice(client, schedule.officeId) : null;
    const calendar = office === null ? null : await loadCalendar(client, office);
    if (calendar !== null)
      await extendSchedule(context.client, context.programme.id, schedule.id, calendar, context.now());
  }
  return countDueFrom(client, participant, from);
}

export async function resume(
  context: StaffContext,
  id: string,
  given: z.output<typeof suspensionEnd>,
): Promise<Changed> {
  const { client, services, actor, audit, now } = context;
  const taken = await take(context, id, given.version);
  if (!taken.ok) return taken;
  const row = taken.value;
  const to = given.to === undefined ? now() : (parseInstant(given.to) ?? Number.NaN);
  const permitted = permitEnd(row, to, now());
  if (!permitted.ok) return fail(given.to === undefined ? permitted.error : inBody(permitted.error));
  const { participantId: participant } = row;
  try {
    await withSavepoint(client, () =>
      writeEnd(client, services.keyring, row, { to, by: actor.staffId, note: given.note }),
    );
  } catch (thrown) {
    if (!isTaken(thrown)) throw thrown;
    return fail(raced);
  }
  const planned = await planAgain(context, participant, to);
  await audit({
    ...{ action: 'suspension.ended', entity: 'suspension', entityId: id, participant },
    before: sayable(row),
    after: { ...sayable({ ...row, to }), note: given.note, planned },
  });
  return succeed({ participant, suspension: id, checkIns: planned });
}

/** LOG-5, LIF-7: as if it had never been; that somebody said so stays. */
export async function markSuspension(
  context: StaffContext,
  id: string,
  { version, reason }: z.output<typeof markVersionInError>,
): Promise<Changed> {
  const taken = await take(context, id, version);
  if (!taken.ok) return taken;
  const { participantId, from } = taken.value;
  const marked = await markRecord(context, { ...taken.value, kind: 'suspension' }, reason);
  if (!marked.ok) return marked;
  const planned = await planAgain(context, participantId, from);
  return succeed({ participant: participantId, suspension: id, checkIns: planned });
}
