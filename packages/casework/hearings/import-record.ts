import { type Millis, say, type Told, tell, type Wording, wordingOf } from '@attend/kernel';
import { shownValue } from '../caseload/shown-value.ts';
import { textFault } from '../caseload/text-fault.ts';
import { checkPlace, isTimezone } from './commands.ts';
import { type HearingKind, type HearingPlace, hearingKinds } from './hearing.ts';

/** The columns of a file of hearings; the first line names them, in any order. */
export const importColumns = [
  'participant',
  'date',
  'time',
  'timezone',
  'kind',
  'court',
  'case_number',
  'matter',
  'room',
  'address',
  'link',
  'directions',
  'status',
  'uid',
] as const;
export type ImportColumn = (typeof importColumns)[number];
export const neededColumns: readonly ImportColumn[] = ['participant', 'date', 'time', 'court'];

/** What is wrong with a line, and where. Null: with the line as a whole. */
export type ImportFault = {
  readonly line: number;
  readonly column: ImportColumn | null;
  readonly code: string;
  /** What stands there, shortened; null: nothing, or it is about the line as a whole. */
  readonly value?: string | null;
} & Told;

/** One line of a file, as far as it says something. */
export type ImportedHearing = HearingPlace & {
  readonly line: number;
  /** The agency's own number for the person. */
  readonly participant: string;
  readonly uid: string | null;
  readonly cancelled: boolean;
};
export type ImportRecord = {
  readonly line: number;
  readonly values: Readonly<Partial<Record<ImportColumn, string>>>;
  /** A calendar's event may name its instant in a zone of its own making. */
  readonly at?: Millis;
};

const longest: Readonly<Record<ImportColumn, number>> = {
  participant: 100,
  date: 10,
  time: 8,
  timezone: 64,
  kind: 20,
  court: 200,
  case_number: 100,
  matter: 200,
  room: 100,
  address: 300,
  link: 500,
  directions: 1_000,
  status: 20,
  uid: 300,
};
const columnOf: Readonly<Record<string, ImportColumn>> = {
  timezone: 'timezone',
  link: 'link',
  address: 'address',
};

type Read = { readonly hearing: ImportedHearing } | { readonly faults: readonly ImportFault[] };

/** A line's values as a hearing; every fault of the line, not the first alone. `timezone`: where a line names none. */
export function readImportRecord(record: ImportRecord, timezone: string): Read {
  const { line, values } = record;
  const faults: ImportFault[] = [];
  const wrong: Wrong = (column, code, wording) => {
    const value = column === null ? null : shownValue(values[column]);
    faults.push({ line, column, code, value, ...tell(wording) });
    return null;
  };
  const text = (column: ImportColumn): string | null => {
    const value = values[column]?.trim() ?? '';
    const fault = textFault(value, longest[column]);
    if (fault !== null) return wrong(column, fault.code, fault.wording);
    return value === '' ? null : value;
  };
  const needed = (column: ImportColumn): string =>
    text(column) ??
    (faults.some((one) => one.column === column) ? '' : (wrong(column, 'missing', 'It is empty.') ?? ''));
  const zone = text('timezone') ?? timezone;
  const known = isTimezone(zone);
  if (!known) wrong('timezone', 'unknown-timezone', 'No clock is known for this time zone.');
  const at = record.at ?? instantOf(text('date'), text('time'), known ? zone : 'UTC', wrong);
  const link = text('link');
  const kind = readKind(text('kind'), link, wrong);
  const status = text('status')?.toLowerCase() ?? null;
  if (status !== null && !['scheduled', 'confirmed', 'tentative', 'cancelled', 'canceled'].includes(status))
    wrong('status', 'unknown-status', 'It is scheduled or cancelled.');
  const cancelled = status === 'cancelled' || status === 'canceled';
  const uid = text('uid');
  const hearing: ImportedHearing = {
    line,
    participant: needed('participant'),
    // A calendar takes back what its UID names, and need not say again where it was (RFC 5546, CANCEL).
    court: cancelled && uid !== null ? (text('court') ?? '') : needed('court'),
    ...{ at: at ?? 0, timezone: zone, kind: kind ?? 'in-person', link },
    caseNumber: text('case_number'),
    ...{ matter: text('matter'), room: text('room'), address: text('address') },
    ...{ directions: text('directions'), uid, cancelled },
  };
  const place = checkPlace(hearing);
  if (!place.ok && faults.length === 0)
    wrong(columnOf[String(place.error.path?.[0])] ?? null, place.error.code, wordingOf(place.error));
  return faults.length > 0 ? { faults } : { hearing };
}

type Wrong = (column: ImportColumn | null, code: string, wording: Wording) => null;

function readKind(value: string | null, link: string | null, wrong: Wrong): HearingKind | null {
  if (value === null) return link === null ? 'in-person' : 'remote';
  const found = hearingKinds.find((kind) => kind === value.toLowerCase());
  return found ?? wrong('kind', 'unknown-kind', say('It is {words}.', { words: hearingKinds.join(', ') }));
}

/** `2026-03-08` and `09:30`, also `9:30`: what a spreadsheet leaves of it. */
function instantOf(date: string | null, time: string | null, zone: string, wrong: Wrong): Millis | null {
  if (date === null) wrong('date', 'missing', 'It is empty.');
  if (time === null) wrong('time', 'missing', 'It is empty.');
  if (date === null || time === null) return null;
  const day = readDate(date);
  if (day === null) wrong('date', 'bad-date', 'It is no day written as 2026-03-08.');
  const clock = /^([01]?\d|2[0-3]):([0-5]\d)(?::00)?$/.exec(time);
  if (clock === null) wrong('time', 'bad-time', 'It is no time written as 14:30.');
  if (day === null || clock === null) return null;
  const plainTime = Temporal.PlainTime.from({ hour: Number(clock[1]), minute: Number(clock[2]) });
  const found = day.toZonedDateTime({ timeZone: zone, plainTime });
  if (!found.toPlainTime().equals(plainTime))
    return wrong('time', 'no-such-time', 'Clocks are put on that day: this time does not exist.');
  return found.epochMilliseconds;
}

function readDate(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  try {
    const date = Temporal.PlainDate.from(text, { overflow: 'reject' });
    return date.year >= 1900 && date.year <= 2200 ? date : null;
  } catch {
    return null;
  }
}
