import { t } from '@lingui/core/macro';
import { DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { type Difference, fieldWords, valueWords } from './view.ts';

type Props = {
  readonly label: string;
  readonly of: readonly Difference[];
  /** Fields that ask for more than before. */
  readonly more: ReadonlySet<string>;
};

/** Parameter by parameter: what stands, what would, and where that asks for more of somebody. */
export const Differences = ({ label, of, more }: Props) => (
  <DataTable
    label={label}
    rows={of}
    rowId={({ field }) => field}
    empty={t`Nothing is different.`}
    columns={[
      {
        id: 'what',
        name: t`What`,
        cell: ({ field }) => (
          <>
            {fieldWords(field)} {more.has(field) && <Tag tone="high">{t`asks for more`}</Tag>}
          </>
        ),
      },
      { id: 'was', name: t`Was`, cell: ({ field, was }) => valueWords(field, was) },
      { id: 'is', name: t`Becomes`, cell: ({ field, is }) => valueWords(field, is) },
    ]}
  />
);
