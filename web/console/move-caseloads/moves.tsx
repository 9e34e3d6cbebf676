import { type CaseloadMoves, caseloadUndone } from '@attend/contracts/caseloads';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { Confirm } from '../shell/confirm.tsx';
import classes from './page.module.css';
import { caseloadMovesQuery } from './queries.ts';

type Move = CaseloadMoves['moves'][number];

/** What was moved, and its way back. */
export function Moves() {
  const list = useQuery(caseloadMovesQuery);
  const [undoing, setUndoing] = useState<Move | null>(null);
  const undo = useUndo();
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  return (
    <Card title={t`Moves`} flush>
      <DataTable
        label={t`Moves`}
        rows={list.data.moves}
        rowId={({ id }) => id}
        empty={t`None yet.`}
        columns={[...columns(), undoColumn(setUndoing)]}
      />
      <Confirm
        opened={undoing !== null}
        title={t`Move them back?`}
        text={t`Whoever is still with the second officer goes back to the first. Who is with somebody else by now stays there.`}
        action={t`Move them back`}
        cancel={() => setUndoing(null)}
        confirm={() => {
          if (undoing) void undo(undoing);
          setUndoing(null);
        }}
      />
    </Card>
  );
}

const columns = (): Column<Move>[] => [
  { id: 'at', name: t`When`, cell: ({ at }) => <Moment at={at} />, by: ({ at }) => at },
  { id: 'from', name: t`From`, cell: ({ from }) => from.name, by: ({ from }) => from.name },
  { id: 'to', name: t`To`, cell: ({ to }) => to.name, by: ({ to }) => to.name },
  { id: 'people', name: t`People`, cell: ({ people }) => people, by: ({ people }) => people },
  {
    id: 'reason',
    name: t`Reason`,
    cell: ({ reason, by, undoes, undone }) => (
      <>
        {reason}
        <span className={classes.second}>
          {undoes === null ? t`by ${by}` : t`moved back by ${by}`}
          {undone && (
            <>
              {' · '}
              <Trans>
                moved back <Moment at={undone} />
              </Trans>
            </>
          )}
        </span>
      </>
    ),
  },
];

const undoColumn = (undo: (move: Move) => void): Column<Move> => ({
  id: 'action',
  name: t`Action`,
  acts: true,
  cell: (move) => {
    if (move.undone !== null || move.undoes !== null) return null;
    const [from, to] = [move.from.name, move.to.name];
    return (
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t`Move back from ${to} to ${from}`}
        onClick={() => undo(move)}
      >
        <Trans>Move back…</Trans>
      </Button>
    );
  },
});

function useUndo(): (move: Move) => Promise<void> {
  const client = useQueryClient();
  const say = useSay();
  return async ({ id }) => {
    const answer = await request(`/api/caseload-moves/${id}/undo`, caseloadUndone, { method: 'POST' });
    if (!answer.ok) say(failureWords(answer.error).detail, 'trouble');
    else {
      const { people, stayed } = answer.value;
      const back = plural(people.length, { one: '# person went back.', other: '# people went back.' });
      const rest = plural(stayed, { one: '# stayed.', other: '# stayed.' });
      say(stayed > 0 ? `${back} ${rest}` : back);
    }
    await Promise.all(
      [['caseloads'], ['people'], ['supervision']].map((queryKey) => client.invalidateQueries({ queryKey })),
    );
  };
}
