import { type Millis, parseInstant, say, tell, type Wording } from '@attend/kernel';
import { isTimezone } from '../hearings/commands.ts';
import { type CaseloadFault, type CaseloadKind, type CaseloadRecord, caseloadForms } from './forms.ts';
import { textFault } from './text-fault.ts';

export type Read<Item> = { readonly item: Item } | { readonly faults: readonly CaseloadFault[] };

/** Reads a record's values, and gathers every fault of it, not the first alone. */
export type Fields = {
  readonly faults: readonly CaseloadFault[];
  wrong(column: string | null, code: string, wording: Wording): null;
  /** Null: the record does not say. */
  text(column: string): string | null;
  /** Empty only where that is among the faults. */
  needed(column: string): string;
  instant(column: string): Millis | null;
  /** A day of the calendar, `2026-03-08`. */
  day(column: string): string | null;
  whole(column: string, least: number, most: number): number | null;
  /** With a point, as a coordinate has it. */
  decimal(column: string, least: number, most: number): number | null;
  yes(column: string): boolean | null;
  oneOf<Word extends string>(column: string, words: readonly Word[]): Word | null;
  timezone(column: string): string | null;
};

/** `timezone`: of days that stand for their first instant. */
export function fieldsOf(kind: CaseloadKind, { line, values }: CaseloadRecord, timezone: string): Fields {
  const faults: CaseloadFault[] = [];
  const columns = new Map(caseloadForms[kind].map((column) => [column.name, column]));
  const wrong = (column: string | null, code: string, wording: Wording): null => {
    faults.push({ line, column, code, ...tell(wording) });
    return null;
  };
  const text = (name: string): string | null => {
    const value = values[name]?.trim() ?? '';
    if (value === '') return null;
    const longest = columns.get(name)?.longest ?? 0;
    const fault = textFault(value, longest);
    return fault === null ? value : wrong(name, fault.code, fault.wording);
  };
  const day = (name: string): string | null => {
    const value = text(name);
    if (value === null) return null;
    return readDay(value) === null ? wrong(name, 'bad-date', 'It is no day written as 2026-03-08.') : value;
  };
  const oneOf = <Word extends string>(name: string, words: readonly Word[]): Word | null => {
    const value = text(name)?.toLowerCase() ?? null;
    if (value === null) return null;
    return (
      words.find((word) => word === value) ??
      wrong(name, 'unknown-word', say('It is {words}.', { words: words.join(', ') }))
    );
  };
  return {
    faults,
    wrong,
    text,
    needed: (name) => {
      const value = text(name);
      if (value === null && !faults.some(({ column }) => column === name))
        wrong(name, 'missing', 'It is empty.');
      return value ?? '';
    },
    instant: (name) => {
      const value = text(name);
      if (value === null) return null;
      const at = readInstant(value, timezone);
      return (
        at ??
        wrong(name, 'bad-time', 'It is neither a day (2026-03-08) nor an instant (2026-03-08T14:30:00Z).')
      );
    },
    day,
    whole: (name, least, most) => {
      const value = text(name);
      if (value === null) return null;
      const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
      return number >= least && number <= most
        ? number
        : wrong(name, 'bad-number', say('It is a whole number from {least} to {most}.', { least, most }));
    },
    decimal: (name, least, most) => {
      const value = text(name);
      if (value === null) return null;
      const number = /^-?\d{1,9}(\.\d{1,20})?(e-\d{1,2})?$/.test(value) ? Number(value) : Number.NaN;
      return number >= least && number <= most
        ? number
        : wrong(name, 'bad-number', say('It is a number from {least} to {most}.', { least, most }));
    },
    yes: (name) => {
      const word = oneOf(name, ['yes', 'no']);
      return word === null ? null : word === 'yes';
    },
    oneOf,
    timezone: (name) => {
      const value = text(name);
      if (value === null) return null;
      return isTimezone(value)
        ? value
        : wrong(name, 'unknown-timezone', 'No clock is known for this time zone.');
    },
  };
}

export function readDay(text: string): Temporal.PlainDate | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  try {
    const date = Temporal.PlainDate.from(text, { overflow: 'reject' });
    return date.year >= 1900 && date.year <= 2200 ? date : null;
  } catch {
    return null;
  }
}

function readInstant(text: string, timezone: string): Millis | null {
  const day = readDay(text);
  if (day !== null) return day.toZonedDateTime(timezone).epochMilliseconds;
  return parseInstant(text);
}

/** The fault of a word that is needed and is not there; where it is none that is known, that is told already. */
export function neededWord<Word extends string>(
  fields: Fields,
  column: string,
  words: readonly [Word, ...Word[]],
): Word {
  const word = fields.oneOf(column, words);
  if (word === null) fields.needed(column);
  return word ?? words[0];
}

/** The same of an instant. */
export function neededInstant(fields: Fields, column: string): Millis {
  const at = fields.instant(column);
  if (at === null) fields.needed(column);
  return at ?? 0;
}

/** The same of a day. */
export function neededDay(fields: Fields, column: string): string {
  const on = fields.day(column);
  if (on === null) fields.needed(column);
  return on ?? '';
}

/** What a record says, where nothing is wrong with it. */
export const itemOf = <Item>(fields: Fields, item: Item): Read<Item> =>
  fields.faults.length > 0 ? { faults: fields.faults } : { item };
