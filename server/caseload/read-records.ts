import { endOfRecords, plainOf } from '@attend/casework/caseload/csv';
import {
  type CaseloadColumn,
  type CaseloadFault,
  type CaseloadKind,
  type CaseloadRecord,
  caseloadForms,
} from '@attend/casework/caseload/forms';
import { say, tell, type Wording } from '@attend/kernel';
import { CsvError, parse } from 'csv-parse/sync';

/** Where the reading of a file stands. */
export type Head = { readonly columns: readonly (string | null)[]; readonly delimiter: ',' | ';' };
export type Standing = {
  readonly head: Head | null;
  /** After the last whole record. */
  readonly rest: string;
  readonly lines: number;
};
export type ReadPart = Standing & {
  readonly records: readonly CaseloadRecord[];
  readonly faults: readonly CaseloadFault[];
};

/** A record that is longer was opened by a quotation mark that nothing closes. */
const longestRecord = 200_000;

type Form = readonly CaseloadColumn[];

export const readRecords = (kind: CaseloadKind, before: Standing, part: string, last: boolean): ReadPart =>
  readForm(caseloadForms[kind], before, part, last);

/** Reads what a further part of a file completes: RFC 4180, its first line naming the columns. `last`: no more comes. */
export function readForm(form: Form, before: Standing, part: string, last: boolean): ReadPart {
  const began = before.head === null && before.lines === 0;
  const text = before.rest + (began && before.rest === '' ? part.replace(/^\uFEFF/, '') : part);
  const end = last ? text.length : endOfRecords(text);
  const rest = text.slice(end);
  if (rest.length > longestRecord) return unreadable(before, before.lines + 1);
  // Ends of lines inside quotation marks would else count twice.
  const whole = text.slice(0, end).replaceAll('\r\n', '\n');
  if (whole === '') return { ...before, rest, records: [], faults: [] };
  const lines = before.lines + (whole.match(/\n/g)?.length ?? 0);
  const delimiter = before.head?.delimiter ?? delimiterOf(whole);
  const parsed = parseWhole(whole, delimiter);
  if ('line' in parsed) return unreadable({ ...before, rest: '' }, before.lines + parsed.line);
  let rows = parsed.rows;
  let head = before.head;
  if (head === null) {
    const [first, ...others] = rows;
    if (first === undefined) return { head, rest, lines, records: [], faults: [] };
    const columns = first.record.map((name) => columnOf(form, name));
    const faults = checkHead(form, first.record, columns);
    head = { columns, delimiter };
    // Nothing more can be said of a file whose columns are not known.
    if (faults.length > 0) return { head: { columns: [], delimiter }, rest, lines, records: [], faults };
    rows = others;
  }
  // A head that was at fault has none: what follows it is not read.
  if (head.columns.length === 0) return { head, rest, lines, records: [], faults: [] };
  return { head, rest, lines, ...readRows(head.columns, rows, before.lines) };
}

type Row = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

function parseWhole(
  text: string,
  delimiter: string,
): { readonly rows: readonly Row[] } | { readonly line: number } {
  try {
    const options = { info: true, skip_empty_lines: true, relax_column_count: true, delimiter } as const;
    return {
      rows: parse(text, { ...options, record_delimiter: '\n' }) as unknown as readonly Row[],
    };
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    return { line: typeof thrown.lines === 'number' ? thrown.lines : 1 };
  }
}

const unreadable = (before: Standing, line: number): ReadPart => ({
  ...before,
  ...{ head: { columns: [], delimiter: ',' }, rest: '', records: [] },
  faults: [
    {
      ...{ line, column: null, code: 'unreadable' },
      message: 'From here on the file cannot be read: a quotation mark is open or stands alone.',
    },
  ],
});

/** Spreadsheets of half the world write semicolons. */
function delimiterOf(text: string): ',' | ';' {
  const head = text.split('\n', 1)[0] ?? '';
  return head.includes(';') && !head.includes(',') ? ';' : ',';
}

function columnOf(form: Form, name: string): string | null {
  const given = name
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  return form.find((column) => column.name === given)?.name ?? null;
}

function checkHead(
  form: Form,
  names: readonly string[],
  columns: readonly (string | null)[],
): CaseloadFault[] {
  const fault = (column: string | null, code: string, wording: Wording): CaseloadFault => ({
    ...{ line: 1, column, code },
    ...tell(wording),
  });
  return [
    ...form
      .filter(({ name, needed }) => needed && !columns.includes(name))
      .map(({ name }) => fault(name, 'missing-column', 'The first line names no such column.')),
    ...names
      .filter((name, at) => columns[at] === null && name.trim() !== '')
      .map((name) =>
        fault(
          null,
          'unknown-column',
          say('No column is called «{name}».', { name: name.trim().slice(0, 40) }),
        ),
      ),
    ...columns
      .filter((column, at) => column !== null && columns.indexOf(column) < at)
      .map((column) => fault(column, 'column-twice', 'Two columns have this name.')),
  ];
}

function readRows(
  columns: readonly (string | null)[],
  rows: readonly Row[],
  linesBefore: number,
): Pick<ReadPart, 'records' | 'faults'> {
  const records: CaseloadRecord[] = [];
  const faults: CaseloadFault[] = [];
  for (const { record, info } of rows) {
    // Where it begins: the parser counts up to where it ends.
    const inside = record.reduce(
      (sum, value) => sum + (value.includes('\n') ? value.split('\n').length - 1 : 0),
      0,
    );
    const line = linesBefore + info.lines - inside;
    if (record.length > columns.length) {
      const told = say('It has {count} values, the first line {columns}: is one with a comma not quoted?', {
        count: record.length,
        columns: columns.length,
      });
      faults.push({ line, column: null, code: 'too-many-values', ...told });
      continue;
    }
    const values: Record<string, string> = {};
    for (const [at, column] of columns.entries()) {
      const value = record[at];
      if (column !== null && value !== undefined && value !== '') values[column] = plainOf(value);
    }
    records.push({ line, values });
  }
  return { records, faults };
}
