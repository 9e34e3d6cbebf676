import { formatInstant } from '@attend/kernel';
import type { ExportedPerson } from '../database/repositories/caseload-export.ts';
import type { CaseloadContext } from './context.ts';

/** Of whom a page of a file is. */
export type Page = { readonly people: readonly ExportedPerson[]; readonly ids: readonly string[] };
/** A line's values by column. */
export type Line = Readonly<Record<string, string | number | null>>;
export type LinesOf = (context: CaseloadContext, page: Page) => Promise<readonly Line[]>;

export const instant = (at: number | null): string | null => (at === null ? null : formatInstant(at));
export const yes = (given: boolean | null): string | null => (given === null ? null : given ? 'yes' : 'no');

/** Rows of people in the order of the page. */
export function inOrder<Row extends { readonly participantId: string }>(
  { people }: Page,
  rows: readonly Row[],
): readonly { readonly row: Row; readonly participant: string }[] {
  const by = Map.groupBy(rows, ({ participantId }) => participantId);
  return people.flatMap(({ id, reference }) =>
    (by.get(id) ?? []).map((row) => ({ row, participant: reference })),
  );
}

/** Of what a file would name twice, the last: a file names each thing once. */
export const lastOfEach = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];
