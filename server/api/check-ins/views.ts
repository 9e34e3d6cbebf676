import { isOpen, nextWay, windowEnds } from '@attend/casework';
import type { CheckInScheduleView, CheckInView } from '@attend/contracts/check-ins';
import { formatInstant } from '@attend/kernel';
import type { ScheduleRow } from '../../database/repositories/check-in-schedules.ts';
import type { AttemptRow, CheckInRow } from '../../database/repositories/check-ins.ts';
import { instantText, staffOf } from '../alerts/summary.ts';
import type { Ladder } from './ladder.ts';

export function viewSchedule(row: ScheduleRow): CheckInScheduleView {
  const { id, kind, rhythm, startsOn, daysBefore, daysAfter, endsOn, version } = row;
  return {
    ...{ id, kind, rhythm, startsOn, daysBefore, daysAfter, endsOn, version },
    office: { id: row.officeId, name: row.office },
    dates: [...row.dates],
    endedAt: instantText(row.endedAt),
    clause: { number: row.clauseNumber, order: row.order },
  };
}

/** A step that was entered in error is tried again. */
export const countTried = (attempts: readonly AttemptRow[]): number =>
  attempts.filter(({ inError }) => !inError).length;

export function viewCheckIn(
  row: CheckInRow,
  attempts: readonly AttemptRow[],
  ladder: Ladder,
  now: number,
): CheckInView {
  const { id, kind, dueOn, windowFrom, windowTo, status, letGo, reason, contactsConfirmed, note, version } =
    row;
  const tried = attempts.filter(({ checkInId }) => checkInId === id);
  const late = isOpen(row) && letGo === null && windowEnds(row, row.timezone) <= now;
  return {
    ...{ id, kind, dueOn, windowFrom, windowTo, status, reason, contactsConfirmed, note, version, late },
    inError: row.inError,
    letGo: isOpen(row) || status === 'missed' ? letGo : null,
    office: { id: row.officeId, name: row.office, timezone: row.timezone },
    at: instantText(row.slotAt),
    decidedAt: instantText(row.decidedAt),
    decidedBy: staffOf(row.deciderId, row.decider),
    incident: row.incidentId,
    attempts: tried.map(({ step, way, result, at, byId, by, note, inError, letterId }) => ({
      ...{ step, way, result, note, inError, letter: letterId },
      at: formatInstant(at),
      by: { id: byId, name: by },
    })),
    next: late ? nextWay(ladder, countTried(tried)) : null,
  };
}
