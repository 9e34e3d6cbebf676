import { accrue, type CostLine, cardsBy } from '@attend/casework/costs/accrue';
import { adjust } from '@attend/casework/costs/adjust';
import { type DayTable, dayNumber, dayOfNumber, makeDayTable } from '@attend/casework/costs/day-table';
import { daysOfMonth, monthAfter, monthOf } from '@attend/casework/costs/forecast';
import { splitByProvider } from '@attend/casework/costs/provider-spans';
import { day, type Millis } from '@attend/kernel';
import { type Pool, transaction } from '../database/connect.ts';
import {
  type BookedRow,
  type CostPerson,
  type CostProgramme,
  type CostRecords,
  insertCostLines,
  listAskedChecks,
  listBooked,
  listCostPeople,
  listCostProgrammes,
  listPublishedCards,
  loadCostRecords,
  type NewLine,
  writeCheck,
  writeClosedMonth,
} from '../database/repositories/cost-closing.ts';
import { findCostSettings } from '../database/repositories/cost-settings.ts';
import type { Queryable } from '../database/repositories/queryable.ts';

const page = 2_000;
const first = '00000000-0000-0000-0000-000000000000';
/** How far back late corrections are looked for: a year, as long as invoices are settled. */
export const correctedMonths = 12;

/** CST-7: a month is closed once its last day is over everywhere (twelve hours west of Greenwich at most), and a day later. */
export function isOver(month: string, now: Millis): boolean {
  const end = dayNumber(daysOfMonth(month).to) + 1;
  return now >= end * day + day / 2 + day;
}

/** Closes what is to be closed, oldest first. The newest of them takes up the corrections of those before. */
export async function closeMonths(pool: Pool, now: () => Millis): Promise<{ closed: number; lines: number }> {
  const done = { closed: 0, lines: 0 };
  for (const programme of await listCostProgrammes(pool)) {
    let month = programme.lastClosed === null ? programme.firstMonth : monthAfter(programme.lastClosed);
    while (isOver(month, now())) {
      const newest = !isOver(monthAfter(month), now());
      const lines = await transaction(pool, {}, (client) => closeMonth(client, programme, month, newest));
      done.closed += 1;
      done.lines += lines;
      month = monthAfter(month);
    }
  }
  return done;
}

async function closeMonth(
  client: Queryable,
  programme: CostProgramme,
  month: string,
  corrects: boolean,
): Promise<number> {
  const earliest = monthAfter(month, -correctedMonths);
  const from = corrects ? laterMonth(earliest, programme.firstMonth) : month;
  let batch: NewLine[] = [];
  let lines = 0;
  const flush = async () => {
    if (batch.length > 0) await insertCostLines(client, programme.id, month, batch);
    lines += batch.length;
    batch = [];
  };
  for await (const { person, right, booked } of workOut(client, programme, from, month, from < month)) {
    for (const line of right)
      if (line.month === month) batch.push({ ...line, ...placeOf(person), takesBack: null });
    const before = right.filter((line) => line.month < month);
    if (before.length + booked.length > 0) batch.push(...corrections(person, booked, before));
    if (batch.length >= 5_000) await flush();
  }
  await flush();
  await writeClosedMonth(client, programme.id, month);
  return lines;
}

/** Months are compared as text: all have four figures of a year. */
const laterMonth = (a: string, b: string): string => [a, b].sort()[1] ?? a;
const placeOf = ({ id, office, outcome }: CostPerson) => ({ person: id, office, outcome });

/** What is taken back is taken back from the office and outcome under which it was booked. */
function corrections(person: CostPerson, booked: readonly BookedRow[], right: readonly Dated[]): NewLine[] {
  return adjust(booked, right).map((made): NewLine => {
    if (made.kind === 'booked')
      return {
        ...made.line,
        ...placeOf(person),
        month: monthOf(dayOfNumber(made.line.from)),
        takesBack: null,
      };
    const { id, ...line } = made.line as BookedRow;
    return { ...line, minor: -line.minor, takesBack: id };
  });
}

type Dated = CostLine & { readonly month: string };
type WorkedOut = {
  readonly person: CostPerson;
  readonly right: readonly Dated[];
  readonly booked: readonly BookedRow[];
};

/** What each person's devices cost in the months of a span by what the record says now, beside what is booked of them. */
async function* workOut(
  client: Queryable,
  programme: CostProgramme,
  from: string,
  to: string,
  /** Whether anything is booked of these months: what is closed for the first time has nothing to be compared with. */
  hasBooked: boolean,
): AsyncGenerator<WorkedOut> {
  const cardsOf = cardsBy(await listPublishedCards(client, programme.id));
  const { currency } = await findCostSettings(client, programme.id);
  const tables = new Map<string, DayTable>();
  const tableOf = (timezone: string): DayTable => {
    const made = tables.get(timezone) ?? makeDayTable(daysOfMonth(from).from, daysOfMonth(to).to, timezone);
    tables.set(timezone, made);
    return made;
  };
  const breaks = new Set<number>();
  for (let month = from; month <= to; month = monthAfter(month))
    breaks.add(dayNumber(daysOfMonth(month).from));
  const monthNames = new Map([...breaks].map((start) => [start, monthOf(dayOfNumber(start))]));
  const starts = [...breaks].sort((a, b) => b - a);
  const monthOfDay = (number: number): string =>
    monthNames.get(starts.find((start) => start <= number) ?? 0) ?? from;
  for (let after = first; ; ) {
    const people = await listCostPeople(client, programme.id, after, page);
    const ids = people.map(({ id }) => id);
    const last = ids.at(-1);
    if (last === undefined) return;
    // Wide enough for every time zone; what lies outside of a person's own days is cut off there.
    const records = byPerson(
      await loadCostRecords(
        client,
        ids,
        dayNumber(daysOfMonth(from).from) * day - day,
        (dayNumber(daysOfMonth(to).to) + 2) * day,
      ),
    );
    const booked = groupBy(hasBooked ? await listBooked(client, ids, from, to) : []);
    for (const person of people) {
      const own = records(person.id);
      const standing = booked.get(person.id) ?? [];
      if (own.assignments.length === 0 && standing.length === 0) continue;
      const span = { table: tableOf(person.timezone), breaks, currency };
      const right = person.inError
        ? []
        : accrue(splitByProvider(own.assignments, own.providers), cardsOf, own.faults, span);
      yield {
        person,
        right: right.map((line) => ({ ...line, month: monthOfDay(line.from) })),
        booked: standing,
      };
    }
    if (people.length < page) return;
    after = last;
  }
}

function groupBy<T extends { readonly person: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.person);
    if (group === undefined) groups.set(row.person, [row]);
    else group.push(row);
  }
  return groups;
}
function byPerson({ assignments, providers, faults }: CostRecords) {
  const [worn, by, wrong] = [groupBy(assignments), groupBy(providers), groupBy(faults)];
  return (id: string) => ({
    assignments: worn.get(id) ?? [],
    providers: by.get(id) ?? [],
    faults: wrong.get(id) ?? [],
  });
}

/** CST-7: a closed month worked out again, on demand: how many lines the record would book otherwise now. Nothing is changed. */
export async function checkMonths(pool: Pool): Promise<number> {
  const asked = await listAskedChecks(pool);
  const programmes = asked.length === 0 ? [] : await listCostProgrammes(pool);
  for (const one of asked) {
    const programme = programmes.find(({ id }) => id === one.programmeId);
    if (programme === undefined) continue;
    await transaction(pool, {}, async (client) => {
      let differences = 0;
      for await (const { right, booked } of workOut(client, programme, one.month, one.month, true))
        differences += adjust(booked, right).length;
      await writeCheck(client, one, differences);
    });
  }
  return asked.length;
}
