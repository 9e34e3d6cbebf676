import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { request } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { failureWords } from '../../ui/words/failures.ts';
import { Confirm } from '../shell/confirm.tsx';
import classes from './page.module.css';

/** What both kinds of moves are shown by: between officers, or between offices. */
export type Move = {
  readonly id: string;
  readonly from: { readonly name: string };
  readonly to: { readonly name: string };
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly people: number;
  readonly undoes: string | null;
  readonly undone: string | null;
};
type Props<M extends Move> = {
  readonly list: UseQueryResult<{ readonly moves: readonly M[] }>;
  readonly path: string;
  /** What is said before they are moved back. */
  readonly text: string;
  readonly queryKeys: readonly string[];
};

/** What was moved, and its way back. */
export function Moves<M extends Move>({ list, path, text, queryKeys }: Props<M>) {
  const [undoing, setUndoing] = useState<Move | null>(null);
  const undo = useUndo(path, queryKeys);
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  return (
    <Card title={t`Moves`} flush>
      <DataTable<Move>
        label={t`Moves`}
        rows={list.data.moves}
        rowId={({ id }) => id}
        empty={t`None yet.`}
        columns={[...columns(), undoColumn(setUndoing)]}
      />
      <Confirm
        opened={undoing !== null}
        title={t`Move them back?`}
        text={text}
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

const movedBack = z.object({ people: z.array(z.string()), stayed: z.int() });

function useUndo(path: string, queryKeys: readonly string[]): (move: Move) => Promise<void> {
  const client = useQueryClient();
  const say = useSay();
  return async ({ id }) => {
    const answer = await request(`${path}/${id}/undo`, movedBack, { method: 'POST' });
    if (!answer.ok) say(failureWords(answer.error).detail, 'trouble');
    else {
      const { people, stayed } = answer.value;
      const back = plural(people.length, { one: '# person went back.', other: '# people went back.' });
      const rest = plural(stayed, { one: '# stayed.', other: '# stayed.' });
      say(stayed > 0 ? `${back} ${rest}` : back);
    }
    await Promise.all(queryKeys.map((key) => client.invalidateQueries({ queryKey: [key] })));
  };
}
