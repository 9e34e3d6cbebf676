import { t } from '@lingui/core/macro';
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react';
import {
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo, useState } from 'react';
import classes from './DataTable.module.css';

export type Column<Row> = {
  readonly id: string;
  readonly name: string;
  readonly cell: (row: Row) => ReactNode;
  /** What it is sorted by; without it the column cannot be sorted. */
  readonly by?: (row: Row) => string | number;
  /** It holds what can be done: at the row's end, and on a phone without its name. */
  readonly acts?: boolean;
};
type Props<Row> = {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  /** Said instead of a table that has no rows. */
  readonly empty?: string;
  /** Shown paler: what has ended. */
  readonly over?: (row: Row) => boolean;
  /** Heads are sentences, and there are many: they stand in several lines rather than be wider than a desk. */
  readonly longHeads?: boolean;
};

/** Several things that can be done with one row. */
export const actions = classes.actions;

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a).localeCompare(String(b), undefined, { numeric: true });

/** Without a head to sort by nothing in a table may take the focus, and what is wider than the window could not be reached by keyboard. */
const reached = (label: string) => ({ tabIndex: 0, role: 'group', 'aria-label': label }) as const;

/** A table that can be sorted by its heads; on a phone each row is a card that names its values. */
export function DataTable<Row extends object>({
  label,
  rows,
  columns,
  rowId,
  empty,
  over,
  longHeads,
}: Props<Row>) {
  const [sorting, setSorting] = useState<SortingState>([]);
  const data = useMemo(() => [...rows], [rows]);
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.name,
        accessorFn: (row: Row) => column.by?.(row) ?? '',
        enableSorting: column.by !== undefined,
        sortFn: (a: { original: Row }, b: { original: Row }) =>
          compare(column.by?.(a.original) ?? '', column.by?.(b.original) ?? ''),
      })),
    [columns],
  );
  const table = useTable({
    features,
    data,
    columns: definitions,
    getRowId: rowId,
    state: { sorting },
    onSortingChange: setSorting,
  });
  if (rows.length === 0) return <p className={classes.empty}>{empty ?? t`None.`}</p>;
  return (
    <div className={classes.scroll} {...(columns.some(({ by }) => by !== undefined) ? {} : reached(label))}>
      <table
        className={`${classes.table} ${classes.cards} ${longHeads ? classes.longHeads : ''}`}
        aria-label={label}
      >
        <thead>
          <tr>
            {table.getHeaderGroups()[0]?.headers.map((header) => {
              const order = header.column.getIsSorted();
              const { name, acts } = columns.find((column) => column.id === header.id) ?? {};
              return (
                <th
                  key={header.id}
                  scope="col"
                  className={acts ? classes.act : undefined}
                  aria-sort={order === 'asc' ? 'ascending' : order === 'desc' ? 'descending' : undefined}
                >
                  {header.column.getCanSort() ? (
                    <button type="button" onClick={header.column.getToggleSortingHandler()}>
                      {name}
                      <SortSign order={order} />
                    </button>
                  ) : (
                    name
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {table.getRowModel().rows.map((row) => (
            <tr key={row.id} className={over?.(row.original) ? classes.over : undefined}>
              {columns.map((column) => (
                <td
                  key={column.id}
                  data-name={column.acts ? undefined : column.name}
                  className={column.acts ? classes.act : undefined}
                >
                  <div>{column.cell(row.original)}</div>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SortSign({ order }: { readonly order: false | 'asc' | 'desc' }) {
  if (order === 'asc') return <IconArrowUp size={14} aria-hidden />;
  if (order === 'desc') return <IconArrowDown size={14} aria-hidden />;
  return <IconArrowsSort size={14} aria-hidden opacity={0.55} />;
}
