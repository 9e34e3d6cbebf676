import { formatMinor } from '@attend/kernel';
import { csvLine } from '../caseload/csv.ts';
import { keyWords, type StatisticWords } from './methods.ts';
import { type Table, tableForms } from './tables.ts';

/** STA-11: a table as a file; nothing in it calculates anything where it is opened. */
export function statisticCsv(table: Table, words: StatisticWords): string {
  const isOffice = tableForms[table.name].rows === 'office';
  // Amounts with two places, as a spreadsheet reads them.
  const written = (one: number): string => (table.currency === undefined ? String(one) : formatMinor(one));
  const value = (one: number | null): string => (one === null ? words.hidden : written(one));
  const line = (name: string, cells: readonly (number | null)[], total: number | null): string =>
    csvLine([name, ...cells.map(value), value(total)]);
  return [
    csvLine([
      words.tables[table.name].rows,
      ...table.columns.map((key) => keyWords(words, key, false)),
      table.currency === undefined ? words.all : `${words.all} (${table.currency})`,
    ]),
    ...table.rows.map(({ key, cells, total }) => line(keyWords(words, key, isOffice), cells, total)),
    line(words.all, table.totals, table.total),
  ].join('');
}
