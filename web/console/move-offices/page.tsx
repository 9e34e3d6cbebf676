import { t } from '@lingui/core/macro';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moves } from '../move-caseloads/moves.tsx';
import { useTitle } from '../shell/title.ts';
import { MoveOffice } from './move.tsx';
import { officeMoveChoicesQuery, officeMovedKeys, officeMovesQuery } from './queries.ts';

/** People of one office go to another: before it ends, or because the work is shared out anew. */
export function MoveOfficesPage() {
  useTitle(t`Move people between offices`);
  const { from = '' } = useSearch({ from: '/move-offices' });
  const choices = useQuery(officeMoveChoicesQuery);
  const moves = useQuery(officeMovesQuery);
  return (
    <Page
      title={t`Move people between offices`}
      lead={t`Move everybody of an office, one officer’s people, or some of them, to another office in one step. You see first who would move and what goes along.`}
    >
      {choices.data ? (
        <MoveOffice key={from} of={choices.data} from={from} />
      ) : choices.error ? (
        <Failed error={choices.error} retry={choices.refetch} />
      ) : (
        <Waiting />
      )}
      <Moves
        list={moves}
        path="/api/office-moves"
        text={t`Whoever is still of the second office goes back to the first, with the officer they had. Who is of a third office by now stays there. A booked time that was lost stays lost.`}
        queryKeys={officeMovedKeys}
      />
    </Page>
  );
}
