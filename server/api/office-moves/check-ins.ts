import { type AtOtherOffice, instantValue, mayKeepTime, standAtOtherOffice } from '@attend/casework';
import { type Failure, fail, type Result, succeed } from '@attend/kernel';
import { loadCalendar, loadFree, type OfficePlace } from '../../database/repositories/office-calendars.ts';
import {
  listMovingCheckIns,
  listMovingSchedules,
  type MovedCheckIn,
  type MovingCheckInRow,
  type MovingScheduleRow,
} from '../../database/repositories/office-move-check-ins.ts';
import type { Plan } from '../../messages/plan-message.ts';
import type { StaffContext } from '../context.ts';

export type Following = {
  readonly schedules: readonly MovingScheduleRow[];
  readonly checkIns: readonly {
    readonly row: MovingCheckInRow;
    readonly stands: AtOtherOffice;
    readonly becomes: MovedCheckIn;
  }[];
};

const noHours: Failure = {
  code: 'no-hours',
  message: 'The hours of the new office are not set, so no check-in can be held there. Set them first.',
  path: ['body', 'to'],
};
const noOpenDay: Failure = {
  code: 'no-open-day',
  message: 'The new office is open on no day within a year.',
  path: ['body', 'to'],
};

/** Which of the booked times are kept: as many as the new office has places for, in order of id. */
async function findKept(
  { client, now }: StaffContext,
  to: OfficePlace,
  calendar: NonNullable<Awaited<ReturnType<typeof loadCalendar>>>,
  rows: readonly MovingCheckInRow[],
): Promise<ReadonlySet<string>> {
  const wanting = rows.filter((row) => mayKeepTime(row, calendar, calendar.slotMinutes, now()));
  const slots = [...new Set(wanting.flatMap(({ slotAt }) => slotAt ?? []))];
  const free = new Map(await loadFree(client, to.id, slots));
  const kept = new Set<string>();
  for (const { id, slotAt } of wanting) {
    const left = free.get(slotAt ?? 0) ?? 0;
    if (left <= 0) continue;
    free.set(slotAt ?? 0, left - 1);
    kept.add(id);
  }
  return kept;
}

const becomesOf = ({ id, dueOn, windowFrom, windowTo, slotAt }: MovingCheckInRow, stands: AtOtherOffice) => ({
  ...{ id, dueOn, windowFrom, windowTo },
  ...('dueOn' in stands
    ? { dueOn: stands.dueOn, windowFrom: stands.windowFrom, windowTo: stands.windowTo, slotAt: null }
    : { slotAt }),
});

/** PPL-27: what goes along with these people, and how it stands at the new office. `only`: of these schedules alone. */
export async function planFollowing(
  context: StaffContext,
  { from, to }: { readonly from: OfficePlace; readonly to: OfficePlace },
  people: readonly string[],
  only: ReadonlySet<string> | null = null,
): Promise<Result<Following>> {
  const { client, now } = context;
  const of = { officeId: from.id, people };
  const wanted = (schedule: string | null): boolean =>
    only === null || (schedule !== null && only.has(schedule));
  const schedules = (await listMovingSchedules(client, of)).filter(({ id }) => wanted(id));
  const rows = (await listMovingCheckIns(client, of)).filter(({ scheduleId }) => wanted(scheduleId));
  if (schedules.length + rows.length === 0) return succeed({ schedules, checkIns: [] });
  const calendar = await loadCalendar(client, to);
  if (calendar === null) return fail(noHours);
  const kept = await findKept(context, to, calendar, rows);
  // Many have the same days: each is worked out once.
  const known = new Map<string, AtOtherOffice | null>();
  const standOf = (row: MovingCheckInRow): AtOtherOffice | null => {
    const name = [row.dueOn, row.windowFrom, row.windowTo, row.slotAt, kept.has(row.id)].join(' ');
    const found = known.get(name) ?? standAtOtherOffice(row, calendar, kept.has(row.id), now());
    known.set(name, found);
    return found;
  };
  const checkIns: Following['checkIns'][number][] = [];
  for (const row of rows) {
    const stands = standOf(row);
    if (stands === null) return fail(noOpenDay);
    checkIns.push({ row, stands, becomes: becomesOf(row, stands) });
  }
  return succeed({ schedules, checkIns });
}

/** PPL-29: each is told once where their office is from now on, with the time that they keep; who loses one is told that too. */
export function tellMoved(
  {
    programmeId,
    move,
    from,
    to,
    now,
  }: {
    readonly programmeId: string;
    readonly move: string;
    readonly from: OfficePlace;
    readonly to: OfficePlace;
    readonly now: number;
  },
  people: readonly string[],
  { checkIns }: Following,
): Plan[] {
  const next = new Map<string, number>();
  for (const { row, stands } of checkIns)
    if (stands.kind === 'same-time' && row.slotAt !== null)
      next.set(row.participantId, Math.min(row.slotAt, next.get(row.participantId) ?? row.slotAt));
  const told = people.map((participantId): Plan => {
    const at = next.get(participantId);
    return {
      ...{ programmeId, participantId, template: 'office-changed', dueAt: now, now },
      values: { was: from.name, to: to.name, when: at === undefined ? null : instantValue(at) },
      key: `office-move/${move}/${participantId}`,
    };
  });
  const lost = checkIns.flatMap(({ row, stands, becomes }): Plan[] =>
    stands.kind !== 'time-lost' || row.slotAt === null
      ? []
      : [
          {
            ...{
              programmeId,
              participantId: row.participantId,
              template: 'check-in-time-lost',
              dueAt: now,
              now,
            },
            values: {
              was: instantValue(row.slotAt),
              due: becomes.dueOn,
              from: becomes.windowFrom,
              until: becomes.windowTo,
              where: row.kind === 'office' ? to.name : null,
              how: row.kind === 'office' ? null : row.kind,
            },
            usefulUntil: row.slotAt,
            key: `check-in/${row.id}/office-moved/v${row.version}`,
          },
        ],
  );
  return [...told, ...lost];
}
