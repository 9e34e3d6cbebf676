import { type StatisticTable, statisticWords } from '@attend/contracts/statistics';

type Numbers = readonly (number | null)[];
/** A line of a table with, beside each number, whether it would be hidden. */
export type ReportLine = {
  readonly key: string;
  readonly isSum: boolean;
  readonly cells: readonly { readonly value: number; readonly hidden: boolean }[];
  readonly total: { readonly value: number; readonly hidden: boolean };
  /** Of the largest sum of a line, between 0 and 1. */
  readonly share: number;
};

const beside = (values: Numbers, shown: Numbers): ReportLine['cells'] =>
  values.map((value, at) => ({ value: value ?? 0, hidden: shown[at] === null }));

/** Its lines and, last, its sums. */
export function linesOf(table: StatisticTable, publishable: StatisticTable | undefined): ReportLine[] {
  const most = Math.max(1, ...table.rows.map(({ total }) => total ?? 0));
  const lines = table.rows.map(({ key, cells, total }): ReportLine => {
    const shown = publishable?.rows.find((row) => row.key === key);
    return {
      ...{ key, isSum: false, share: (total ?? 0) / most },
      cells: beside(cells, shown?.cells ?? []),
      total: { value: total ?? 0, hidden: shown?.total === null },
    };
  });
  const sum: ReportLine = {
    ...{ key: '', isSum: true, share: 0 },
    cells: beside(table.totals, publishable?.totals ?? []),
    total: { value: table.total ?? 0, hidden: publishable?.total === null },
  };
  return lines.length === 0 ? [] : [...lines, sum];
}

/** The tables' words are in two languages; whoever reads another reads English. */
export const wordsOf = (locale: string) => statisticWords[locale.startsWith('es') ? 'es' : 'en'];
