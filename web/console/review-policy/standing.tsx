import type { ReviewParameters } from '@attend/contracts/review-policy';
import { t } from '@lingui/core/macro';
import { DataTable } from '../../ui/DataTable.tsx';
import { fieldsOf, fieldWords, valueWords } from './view.ts';

/** Each parameter as it holds, for whoever reads and does not publish: an auditor, a case officer. */
export const Standing = ({ of }: { readonly of: ReviewParameters }) => (
  <DataTable
    label={t`The policy in force`}
    rows={Object.entries(fieldsOf(of))}
    rowId={([field]) => field}
    empty={t`None.`}
    columns={[
      { id: 'what', name: t`What`, cell: ([field]) => fieldWords(field) },
      { id: 'is', name: t`Holds`, cell: ([field, value]) => valueWords(field, value) },
    ]}
  />
);
