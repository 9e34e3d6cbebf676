import type { PersonOrder } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import { DataTable } from '../../ui/DataTable.tsx';
import { Moment } from '../../ui/When.tsx';
import { pathWords, sideOf } from './view.ts';

type Change = NonNullable<PersonOrder['draft']>['changes'][number];

/** What a new version changes, by clause and field. */
export function Differences({ of }: { readonly of: readonly Change[] }) {
  return (
    <DataTable
      label={t`What changes`}
      rows={of}
      rowId={({ path }) => path}
      empty={t`Nothing is changed yet.`}
      columns={[
        { id: 'path', name: t`What`, cell: ({ path }) => <strong>{pathWords(path)}</strong> },
        { id: 'was', name: t`As it stands`, cell: ({ path, was }) => <Side path={path} value={was} /> },
        { id: 'now', name: t`In the new version`, cell: ({ path, now }) => <Side path={path} value={now} /> },
      ]}
    />
  );
}

function Side({ path, value }: { readonly path: string; readonly value: string | null }) {
  const { kind, text } = sideOf(path, value);
  if (kind === 'none') return <>—</>;
  return kind === 'instant' ? <Moment at={text} /> : <bdi>{text}</bdi>;
}
