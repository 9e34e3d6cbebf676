import type { Caseloads } from '@attend/contracts/caseloads';
import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { Card } from '../../ui/Card.tsx';
import { DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { useTitle } from '../shell/title.ts';
import { MoveCaseload } from './move.tsx';
import { Moves } from './moves.tsx';
import { caseloadMovesQuery, caseloadsQuery, movedKeys } from './queries.ts';

/** How many people each officer has, and a whole caseload's way from one to another. */
export function MoveCaseloadsPage() {
  useTitle(t`Move caseloads`);
  const list = useQuery(caseloadsQuery);
  const moves = useQuery(caseloadMovesQuery);
  return (
    <Page
      title={t`Move caseloads`}
      lead={t`Move all of an officer’s people, those of an office, or some of them, to another officer in one step. You see first who would move.`}
    >
      {list.data ? (
        <>
          <MoveCaseload of={list.data} />
          <Sizes of={list.data.officers} />
        </>
      ) : list.error ? (
        <Failed error={list.error} retry={list.refetch} />
      ) : (
        <Waiting />
      )}
      <Moves
        list={moves}
        path="/api/caseload-moves"
        text={t`Whoever is still with the second officer goes back to the first. Who is with somebody else by now stays there.`}
        queryKeys={movedKeys}
      />
    </Page>
  );
}

const Sizes = ({ of }: { readonly of: Caseloads['officers'] }) => (
  <Card title={t`Officers and their people`} flush>
    <DataTable
      label={t`Officers and their people`}
      rows={of}
      rowId={({ id }) => id}
      empty={t`Nobody may be an officer yet.`}
      columns={[
        {
          id: 'officer',
          name: t`Officer`,
          cell: ({ name, left }) => (
            <>
              <strong>{name}</strong> {left && <Tag tone="medium">{t`has left`}</Tag>}
            </>
          ),
          by: ({ name }) => name,
        },
        { id: 'people', name: t`People`, cell: ({ people }) => people, by: ({ people }) => people },
      ]}
    />
  </Card>
);
