import type { StatisticTable, Table } from './tables.ts';

type Priced = Pick<Table, 'currency'>;

/** How a table's numbers are written for whoever reads a language: as numbers, or as amounts in their currency. */
export function numberWriter({ currency }: Priced, locale: string): (value: number) => string {
  if (currency === undefined) {
    const numbers = new Intl.NumberFormat(locale);
    return (value) => numbers.format(value);
  }
  const amounts = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return (minor) => amounts.format(minor / 100);
}

/** The same of several tables, by their names: what is not among them is a number. */
export function numbersWriter(
  tables: readonly (Priced & Pick<Table, 'name'>)[],
  locale: string,
): (table: StatisticTable, value: number) => string {
  const writers = new Map(tables.map((table) => [table.name, numberWriter(table, locale)]));
  const plain = numberWriter({}, locale);
  return (table, value) => (writers.get(table) ?? plain)(value);
}
