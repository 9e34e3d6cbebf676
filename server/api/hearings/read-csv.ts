import {
  type ImportColumn,
  type ImportFault,
  type ImportRecord,
  importColumns,
  neededColumns,
} from '@attend/casework/hearings/import-record';
import { type PlainSentence, say } from '@attend/kernel';
import { CsvError, parse } from 'csv-parse/sync';

export type ReadFile = { readonly records: readonly ImportRecord[]; readonly faults: readonly ImportFault[] };

const whole = (line: number, code: string, message: PlainSentence): ReadFile => ({
  records: [],
  faults: [{ line, column: null, code, message }],
});
type Parsed = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

const columnOf = (name: string): ImportColumn | undefined =>
  importColumns.find(
    (column) =>
      column ===
      name
        .trim()
        .toLowerCase()
        .replaceAll(/[\s-]+/g, '_'),
  );

/** A file of comma- or semicolon-separated values (RFC 4180); its first line names the columns, in any order. */
export function readCsv(file: string): ReadFile {
  // Ends of lines inside quotation marks would else count twice.
  const text = file.replaceAll(/\r\n?/g, '\n');
  let parsed: readonly Parsed[];
  const head = text.slice(0, text.indexOf('\n') === -1 ? text.length : text.indexOf('\n'));
  try {
    parsed = parse(text, {
      bom: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      // Spreadsheets of half the world write semicolons.
      delimiter: head.includes(';') && !head.includes(',') ? ';' : ',',
    }) as unknown as readonly Parsed[];
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    const line = typeof thrown.lines === 'number' ? thrown.lines : 1;
    return whole(
      line,
      'unreadable',
      'From here on the file cannot be read: a quotation mark is open or stands alone.',
    );
  }
  const [first, ...rest] = parsed;
  if (first === undefined) return whole(1, 'empty', 'The file is empty.');
  const columns = first.record.map(columnOf);
  const faults = checkHead(first.record, columns);
  if (faults.length > 0) return { records: [], faults };
  return readRows(columns, rest);
}

function checkHead(
  names: readonly string[],
  columns: readonly (ImportColumn | undefined)[],
): readonly ImportFault[] {
  const missing = neededColumns
    .filter((column) => !columns.includes(column))
    .map((column) => ({
      line: 1,
      column,
      code: 'missing-column',
      message: 'The first line names no such column.' as const,
    }));
  const unknown = names.flatMap((name, at) =>
    columns[at] === undefined && name.trim() !== ''
      ? [
          {
            line: 1,
            column: null,
            code: 'unknown-column',
            ...say('No column is called «{name}».', { name: name.trim().slice(0, 40) }),
          },
        ]
      : [],
  );
  const twice = columns.flatMap((column, at) =>
    column !== undefined && columns.indexOf(column) < at
      ? [{ line: 1, column, code: 'column-twice', message: 'Two columns have this name.' as const }]
      : [],
  );
  return [...missing, ...unknown, ...twice];
}

function readRows(columns: readonly (ImportColumn | undefined)[], rows: readonly Parsed[]): ReadFile {
  const records: ImportRecord[] = [];
  const faults: ImportFault[] = [];
  for (const { record, info } of rows) {
    // Where it begins: the parser counts up to where it ends.
    const line = info.lines - (record.join('').match(/\n/g)?.length ?? 0);
    if (record.length > columns.length) {
      const told = say('It has {count} values, the first line {columns}: is one with a comma not quoted?', {
        count: record.length,
        columns: columns.length,
      });
      faults.push({ line, column: null, code: 'too-many-values', ...told });
      continue;
    }
    const values = Object.fromEntries(
      columns.flatMap((column, at) => (column === undefined ? [] : [[column, record[at] ?? '']])),
    );
    records.push({ line, values });
  }
  return { records, faults };
}
