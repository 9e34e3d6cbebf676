import { randomUUIDv7 } from 'node:crypto';
import {
  addDays,
  clausesInForce,
  type DueDate,
  dayOf,
  dueDates,
  earlierDay,
  laterDay,
  type OfficeCalendar,
  permitCondition,
  spanOfDay,
} from '@attend/casework';
import type { CaseloadFault, ColumnFault } from '@attend/casework/caseload/forms';
import {
  type CaseloadSchedule,
  isSameSchedule,
  readSchedule,
  scheduleKeyOf,
} from '@attend/casework/caseload/schedules';
import { type Failure, fail, type Result, succeed, tell, type Wording, wordingOf } from '@attend/kernel';
import { writeChanges } from '../audit/changes.ts';
import { loadCaseloadOffices, loadCaseloadSchedules } from '../database/repositories/caseload-standing.ts';
import { insertCaseloadSchedules } from '../database/repositories/caseload-write.ts';
import { type LegalRow, loadLegal } from '../database/repositories/legal.ts';
import { loadCalendar, type OfficePlace } from '../database/repositories/office-calendars.ts';
import type { CaseloadContext } from './context.ts';
import { defineKind, eachRecord, type Planned, type Step } from './kind.ts';
import { findOwners } from './known-people.ts';

type Made = {
  readonly clauseId: string;
  readonly officeId: string;
  readonly endsOn: string | null;
  readonly madeUntil: string;
  readonly due: readonly DueDate[];
};
type ScheduleStep = Step & {
  readonly schedule: CaseloadSchedule;
  readonly participantId: string;
  /** Null: it stands already. */
  readonly made: Made | null;
};
type Place = OfficePlace & { readonly calendar: OfficeCalendar | null };

/** As far ahead as a schedule that is set by hand (CHK-6). */
const daysAhead = 400;

async function plan(
  context: CaseloadContext,
  given: readonly CaseloadSchedule[],
): Promise<Planned<ScheduleStep>> {
  const { client, pending } = context;
  const known = await findOwners(context, given, ({ participant }) => participant);
  const ids = [...new Set(known.items.flatMap(({ person }) => person?.id ?? []))];
  const places = await loadPlaces(context, new Set(given.map(({ office }) => office)));
  const legal = await loadLegal(client, ids);
  const rows = await loadCaseloadSchedules(client, ids);
  const standing = new Map(
    rows.map((row) => [scheduleKeyOf({ ...row, participant: row.participantId }), row]),
  );
  const dueOf = dueIn.get(context) ?? rememberDue();
  dueIn.set(context, dueOf);
  const steps: ScheduleStep[] = [];
  const faults: CaseloadFault[] = [...known.faults];
  const seen: string[] = [];
  for (const { item: schedule, person } of known.items) {
    const { line, participant: about } = schedule;
    const of = { participant: person?.id ?? null, participantId: person?.id ?? '' };
    const step = { line, about, fields: [], schedule, ...of };
    const office = places.get(schedule.office);
    if (person === null || (office === undefined && pending?.offices.has(schedule.office))) {
      steps.push({ ...step, kind: 'new', stands: null, made: null });
      continue;
    }
    const row = standing.get(scheduleKeyOf({ ...schedule, participant: person.id }));
    if (row !== undefined && isSameSchedule({ ...row, participant: about }, schedule)) {
      steps.push({ ...step, kind: 'same', stands: row.scheduleId, made: null });
      continue;
    }
    const made =
      row === undefined ? makeSchedule(context, schedule, office, legal.get(person.id), dueOf) : stands;
    if (made.ok) {
      steps.push({ ...step, kind: 'new', stands: null, made: made.value });
      continue;
    }
    faults.push({ line, ...faultOf(made.error) });
    seen.push(person.id);
  }
  return { steps, faults, seen };
}

const refused = (column: string, code: string, wording: Wording): Result<never> =>
  fail({ code, ...tell(wording), path: [column] });
const stands = refused(
  'starts_on',
  'differs',
  'Such a schedule stands and says something else: it is ended and set anew, by a person.',
);
const faultOf = (failure: Failure): ColumnFault => ({
  column: String(failure.path?.[0] ?? '') || null,
  code: failure.code,
  ...tell(wordingOf(failure)),
});

async function loadPlaces(
  { client, author }: CaseloadContext,
  names: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Place>> {
  const offices = await loadCaseloadOffices(client, author.programmeId);
  const places = new Map<string, Place>();
  for (const { id, name, timezone } of offices.values()) {
    if (!names.has(name)) continue;
    places.set(name, { id, name, timezone, calendar: await loadCalendar(client, { id, name, timezone }) });
  }
  return places;
}

/** CHK-5, CHK-6: as a schedule that is set by hand: the clause that permits it, and what it makes due. */
function makeSchedule(
  { now }: CaseloadContext,
  schedule: CaseloadSchedule,
  office: Place | undefined,
  legal: LegalRow | undefined,
  dueOf: DueOf,
): Result<Made> {
  if (office === undefined)
    return refused('office', 'unknown-office', 'There is no such office: the file of offices goes in first.');
  if (office.calendar === null) return refused('office', 'no-hours', 'The hours of this office are not set.');
  if (legal === undefined) return refused('participant', 'clause-missing', 'No order in force permits it.');
  const { timezone } = office;
  const permitted = permitCondition(legal, {
    kind: 'check-ins',
    from: Math.max(spanOfDay(schedule.startsOn, timezone).from, now),
    to: schedule.endsOn === null ? null : spanOfDay(schedule.endsOn, timezone).from,
  });
  if (!permitted.ok) {
    const column = permitted.error.path?.[0] === 'to' ? 'ends_on' : 'starts_on';
    return refused(column, permitted.error.code, wordingOf(permitted.error));
  }
  const clauseId = permitted.value.id;
  const end = clausesInForce(legal).find(({ clause }) => clause.id === clauseId)?.span.to ?? null;
  const endsOn = schedule.endsOn ?? (end === null ? null : dayOf(end, timezone));
  const today = dayOf(now, timezone);
  const ahead = addDays(laterDay(today, schedule.startsOn), daysAhead);
  const madeUntil = earlierDay(ahead, endsOn ?? ahead);
  const from = today > schedule.startsOn ? today : addDays(schedule.startsOn, -schedule.daysBefore);
  const due = dueOf({ ...office, calendar: office.calendar }, schedule, from, madeUntil);
  if (!due.ok) return refused('office', due.error.code, wordingOf(due.error));
  return succeed({ clauseId, officeId: office.id, endsOn, madeUntil, due: due.value });
}

type DueOf = (
  office: Place & { readonly calendar: OfficeCalendar },
  schedule: CaseloadSchedule,
  from: string,
  to: string,
) => Result<readonly DueDate[]>;

/** As long as a file is read: calendars stand still in its transaction. */
const dueIn = new WeakMap<CaseloadContext, DueOf>();

/** Many schedules of an office begin on the same day and have the same rhythm: their days are the same. */
function rememberDue(): DueOf {
  const known = new Map<string, Result<readonly DueDate[]>>();
  return (office, schedule, from, to) => {
    const { rhythm, startsOn, dates, daysBefore, daysAfter } = schedule;
    const key = JSON.stringify([office.id, rhythm, startsOn, dates, daysBefore, daysAfter, from, to]);
    const due = known.get(key) ?? dueDates(schedule, office.calendar, from, to);
    known.set(key, due);
    return due;
  };
}

async function write(context: CaseloadContext, steps: readonly ScheduleStep[]): Promise<void> {
  const { client, keyring, author } = context;
  const made = steps.flatMap(({ schedule, participantId, made: what }) =>
    what === null ? [] : [{ ...schedule, ...what, participantId, id: randomUUIDv7() }],
  );
  await insertCaseloadSchedules(client, author, made);
  await writeChanges(
    client,
    keyring,
    author,
    made.map(({ id, participantId: participant, kind, rhythm, startsOn, endsOn }) => ({
      ...{ action: 'check-in-schedule.imported', entity: 'check_in_schedule', entityId: id, participant },
      after: { kind, rhythm, startsOn, endsOn },
    })),
  );
}

export const importSchedules = defineKind<CaseloadSchedule, ScheduleStep>({
  items: eachRecord(readSchedule),
  keysOf: (schedule) => [scheduleKeyOf(schedule)],
  plan,
  write,
});
