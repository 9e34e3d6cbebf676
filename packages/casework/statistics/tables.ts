import type { Currency } from '@attend/kernel';
import { costOutcomes } from '../costs/words.ts';

/** The monthly tables. Each is of whole numbers, rows by columns, with its sums. */
export const statisticTables = [
  'people',
  'time-in-programme',
  'appearances',
  'check-ins',
  'alerts',
  'alert-kinds',
  'wearer-days',
  'steps',
  'losses',
  'person-days',
  'person-day-outcomes',
  'cost',
  'cost-outcomes',
] as const;
export type StatisticTable = (typeof statisticTables)[number];

export type TableForm = {
  readonly rows: 'office' | 'tier' | 'technology' | 'alert-kind' | 'time' | 'outcome';
  readonly columns: readonly string[];
  /** Below this a number is small: it could be traced to somebody. */
  readonly least: number;
};

/** STA-3: a number of people, or of things that one person did, is small below ten. */
const least = 10;
/** Ten people who wear something all month long: fewer wearer-days say of how few people they are. */
const leastDays = 310;
const tiers = ['none', 'phone', 'wrist', 'ankle'] as const;
/** Whoever has none of these costs nothing. */
const priced = ['phone', 'wrist', 'ankle'] as const;
const alertEnds = [
  'confirmed',
  'no-violation',
  'excused',
  'fault',
  'helped',
  'other',
  'by-itself',
  'open',
] as const;

export const tableForms: Readonly<Record<StatisticTable, TableForm>> = {
  people: { rows: 'office', columns: tiers, least },
  'time-in-programme': { rows: 'time', columns: tiers, least },
  appearances: {
    rows: 'office',
    columns: ['appeared', 'appeared-remotely', 'excused', 'did-not-appear', 'not-known', 'open'],
    least,
  },
  'check-ins': { rows: 'office', columns: ['kept', 'excused', 'missed', 'not-known', 'open'], least },
  alerts: { rows: 'technology', columns: alertEnds, least },
  'alert-kinds': { rows: 'alert-kind', columns: alertEnds, least },
  'wearer-days': { rows: 'technology', columns: ['days'], least: leastDays },
  steps: { rows: 'tier', columns: ['stay', 'step-down', 'end', 'step-up'], least },
  losses: { rows: 'technology', columns: ['lost', 'found'], least },
  'person-days': { rows: 'office', columns: priced, least: leastDays },
  'person-day-outcomes': { rows: 'outcome', columns: priced, least: leastDays },
  // Hidden where their days are (amounts.ts). Of its own an amount is small where the page that shows it would refuse it as a count.
  cost: { rows: 'office', columns: priced, least },
  'cost-outcomes': { rows: 'outcome', columns: priced, least },
};

/**
 * Tables that are suppressed together: two that count the same people, or the same alerts, have the same sums of columns, so that what one
 * hides the other must. Never more than two: of three no flow is left by which it is proved (suppress.ts).
 */
export const families: readonly (readonly [StatisticTable, StatisticTable?])[] = [
  ['people', 'time-in-programme'],
  ['appearances'],
  ['check-ins'],
  ['alerts', 'alert-kinds'],
  ['wearer-days'],
  ['steps'],
  ['losses'],
  ['person-days', 'person-day-outcomes'],
];

/** Amounts, in whole minor units, and the days that they pay for. */
export const amountTables = [
  { amounts: 'cost', days: 'person-days' },
  { amounts: 'cost-outcomes', days: 'person-day-outcomes' },
] as const satisfies readonly { readonly amounts: StatisticTable; readonly days: StatisticTable }[];
export const isAmount = (name: StatisticTable): boolean =>
  amountTables.some(({ amounts }) => amounts === name);

/** One number of the record. Whatever has none is zero. */
export type StatisticFigure = {
  readonly table: StatisticTable;
  readonly row: string;
  readonly column: string;
  readonly value: number;
};

/** A table with all of its sums; null: hidden. */
export type Table = {
  readonly name: StatisticTable;
  readonly columns: readonly string[];
  readonly rows: readonly {
    readonly key: string;
    readonly cells: readonly (number | null)[];
    readonly total: number | null;
  }[];
  readonly totals: readonly (number | null)[];
  readonly total: number | null;
  /** The edition whose numbers these are, where a later one could not show its own without giving somebody away (STA-7). */
  readonly keptFrom: string | null;
  /** Of amounts alone; its numbers are then minor units. Editions from before there were any have none. */
  readonly currency?: Currency | undefined;
};

const fixedRows: Readonly<Record<TableForm['rows'], readonly string[]>> = {
  office: [],
  tier: tiers,
  technology: ['phone', 'wrist', 'ankle'],
  'alert-kind': [],
  time: ['under-90', '90-179', '180-364', '365-or-more'],
  outcome: costOutcomes,
};

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);

/** Days and what they cost have the same rows. */
const rowsLike = (name: StatisticTable): readonly StatisticTable[] => {
  const pair = amountTables.find(({ amounts, days }) => amounts === name || days === name);
  return pair === undefined ? [name] : [pair.amounts, pair.days];
};

/** The tables whole, as staff see them: rows that the form fixes in their order, others by name. `currency`: of the amounts. */
export function tablesOf(figures: readonly StatisticFigure[], currency: Currency = 'USD'): Table[] {
  return statisticTables.map((name) => {
    const { rows: kind, columns } = tableForms[name];
    const own = figures.filter(({ table }) => table === name);
    const fixed = fixedRows[kind];
    const like = rowsLike(name);
    const named = figures.filter(({ table }) => like.includes(table)).map(({ row }) => row);
    const others = [...new Set(named)].filter((row) => !fixed.includes(row));
    const values = new Map(own.map(({ row, column, value }) => [JSON.stringify([row, column]), value]));
    const rows = [...fixed, ...others.sort()].map((key) => {
      const cells = columns.map((column) => values.get(JSON.stringify([key, column])) ?? 0);
      return { key, cells, total: sum(cells) };
    });
    const totals = columns.map((_, at) => sum(rows.map(({ cells }) => cells[at] ?? 0)));
    const table = { name, columns, rows, totals, total: sum(totals), keptFrom: null };
    return isAmount(name) ? { ...table, currency } : table;
  });
}
