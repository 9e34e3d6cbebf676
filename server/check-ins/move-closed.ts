import { randomUUID } from 'node:crypto';
import { dueDateOf, earlierDay, instantValue, laterDay, spanOfDay } from '@attend/casework';
import type { Millis } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { createAudit } from '../audit/audit.ts';
import { type Pool, transaction } from '../database/connect.ts';
import { lockSchedule } from '../database/repositories/check-in-schedules.ts';
import {
  type ClosedCheckIn,
  type ClosureToMove,
  listClosedCheckIns,
  lockClosureToMove,
  markMoved,
  moveCheckIn,
} from '../database/repositories/closures.ts';
import { loadCalendar } from '../database/repositories/office-calendars.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { cancelCheckInReminders } from '../messages/plan-check-in-reminders.ts';
import { planMessage } from '../messages/plan-message.ts';
import { rhythmOf } from './extend.ts';

/**
 * CHK-18: what is due on a day that was closed moves to the next day that the rhythm gives with it; whoever had a time is told by
 * message that it is none any more. A closure in one transaction, with its audit and its messages. As the owner's role. How many moved.
 */
export async function moveClosed(pool: Pool, keyring: Keyring, now: Millis): Promise<number> {
  let moved = 0;
  for (;;) {
    const one = await transaction(pool, {}, async (client) => {
      const closure = await lockClosureToMove(client);
      if (closure === null) return null;
      const count = await moveDay(client, keyring, closure, now);
      await markMoved(client, closure.id);
      return count;
    });
    if (one === null) return moved;
    moved += one;
  }
}

async function moveDay(
  client: Queryable,
  keyring: Keyring,
  closure: ClosureToMove,
  now: Millis,
): Promise<number> {
  const { office, on } = closure;
  const calendar = await loadCalendar(client, office);
  const day = spanOfDay(on, office.timezone);
  // A day that is over is closed for the record alone.
  if (calendar === null || day.to <= now) return 0;
  let moved = 0;
  for (const row of await listClosedCheckIns(client, office.id, on, day)) {
    const schedule = row.scheduleId === null ? null : await lockSchedule(client, row.scheduleId);
    const due = schedule === null ? null : dueDateOf(rhythmOf(schedule), calendar, row.nominalOn);
    if (due === null) continue;
    // A window that somebody had made wider stays as wide.
    const windowFrom = earlierDay(row.windowFrom, due.windowFrom);
    const windowTo = laterDay(row.windowTo, due.windowTo);
    const to = { dueOn: due.dueOn, windowFrom, windowTo };
    await moveCheckIn(client, row.id, to);
    await cancelCheckInReminders(client, row.id);
    if (row.slotAt !== null) await tell(client, keyring, closure, { ...row, ...to }, row.slotAt, now);
    const actor = { staffId: closure.madeBy, programme: { id: closure.programmeId } };
    await createAudit(
      client,
      keyring,
      actor,
      `closure/${randomUUID()}`,
    )({
      ...{ action: 'check-in.moved-by-closure', entity: 'check_in', entityId: row.id },
      participant: row.participantId,
      before: { dueOn: row.dueOn, slotAt: row.slotAt },
      after: { ...to, slotAt: null, closedOn: on },
    });
    moved += 1;
  }
  return moved;
}

const tell = (
  client: Queryable,
  keyring: Keyring,
  { programmeId, office }: ClosureToMove,
  row: ClosedCheckIn,
  slotAt: Millis,
  now: Millis,
): Promise<boolean> =>
  planMessage(client, keyring, {
    ...{ programmeId, participantId: row.participantId, template: 'check-in-moved', dueAt: now, now },
    values: {
      was: instantValue(slotAt),
      due: row.dueOn,
      from: row.windowFrom,
      until: row.windowTo,
      where: row.kind === 'office' ? office.name : null,
      how: row.kind === 'office' ? null : row.kind,
    },
    // What it says, that nobody need come then, is so for as long as they might.
    usefulUntil: slotAt,
    key: `check-in/${row.id}/closed/v${row.version}`,
  });
