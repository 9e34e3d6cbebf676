import type { TransferList } from '@attend/contracts/provider-transfers';
import type { ProviderDetail } from '@attend/contracts/providers';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { dayWords } from '../check-ins/view.ts';
import { Confirm } from '../shell/confirm.tsx';
import { plainText } from '../shell/meanwhile.tsx';
import { type Stands, usePressedRow } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { may, useStaff } from '../signed-in.tsx';
import classes from './page.module.css';
import { staleTransfers, transfersQuery } from './queries.ts';
import { TransferDialog } from './transfer-dialog.tsx';

type Line = TransferList['transfers'][number];

/** Who went from or to a provider, when and why, and the way back. */
export function Transfers({ of }: { readonly of: ProviderDetail }) {
  const moves = may(useStaff(), 'providers.transfer');
  const list = useQuery(transfersQuery(of.provider.id));
  const { run, failure } = useCommand(staleTransfers);
  const { press, said } = usePressedRow(list.data?.transfers ?? [], transferStands, failure);
  const [moving, setMoving] = useState(false);
  const [undoing, setUndoing] = useState<Line | null>(null);
  const act = (one: Line): void => {
    if (one.carriedOutAt !== null) {
      setUndoing(one);
      return;
    }
    press(one);
    void run(`/api/provider-transfers/${one.id}/cancel`, { version: one.version }, t`It is given up.`);
  };
  return (
    <Card
      title={t`Transfers`}
      flush
      aside={
        moves && (
          <Button variant="default" onClick={() => setMoving(true)}>
            <Trans>Move people…</Trans>
          </Button>
        )
      }
    >
      {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
      {list.data && (
        <DataTable
          label={t`Transfers`}
          rows={list.data.transfers}
          rowId={({ id }) => id}
          over={({ cancelledAt, undone }) => cancelledAt !== null || undone !== null}
          empty={t`Nobody was moved from or to it.`}
          columns={columns(moves ? act : null)}
        />
      )}
      {said}
      {moving && <TransferDialog from={of.provider} close={() => setMoving(false)} />}
      <Confirm
        opened={undoing !== null}
        title={t`Move them back?`}
        text={t`Whoever is still with the second provider goes back to the first, with the staff who had them. Who is elsewhere by now stays there.`}
        action={t`Move them back`}
        cancel={() => setUndoing(null)}
        confirm={() => {
          if (undoing) void run(`/api/provider-transfers/${undoing.id}/undo`, {}, t`They are moved back.`);
          setUndoing(null);
        }}
      />
    </Card>
  );
}

/** What of a transfer somebody else may change before it is given up here: it was carried out, or given up. */
const transferStands = ({
  version,
  people,
  moved,
  carriedOutAt,
  cancelledAt,
  cancelledBy,
}: Line): Stands => ({
  by: cancelledBy,
  ...{ version, facts: { people: moved ?? people, carriedOutAt, cancelledAt } },
  name: (field) => ({ people: t`People`, carriedOutAt: t`Carried out` })[field] ?? t`Given up`,
  text: (field, value) =>
    field !== 'people' && typeof value === 'string' ? <Moment at={value} /> : plainText(field, value),
});

const columns = (act: ((one: Line) => void) | null): Column<Line>[] => [
  { id: 'on', name: t`On`, cell: ({ on }) => dayWords(on, currentLocale()), by: ({ on }) => on },
  { id: 'from', name: t`From`, cell: ({ from }) => from.name, by: ({ from }) => from.name },
  { id: 'to', name: t`To`, cell: ({ to }) => to.name, by: ({ to }) => to.name },
  {
    id: 'people',
    name: t`People`,
    cell: ({ people, moved }) => moved ?? people,
    by: ({ people, moved }) => moved ?? people,
  },
  {
    id: 'state',
    name: t`State`,
    cell: ({ carriedOutAt, cancelledAt, cancelledBy, undoes, undone }) => {
      if (cancelledAt !== null)
        return (
          <>
            {t`given up`}
            {cancelledBy != null && <span className={classes.second}>{t`by ${cancelledBy}`}</span>}
          </>
        );
      if (carriedOutAt === null) return t`waits for its day`;
      if (undone !== null)
        return (
          <Trans>
            moved back <Moment at={undone} />
          </Trans>
        );
      return undoes === null ? t`done` : t`done: it took another back`;
    },
  },
  {
    id: 'reason',
    name: t`Reason`,
    cell: ({ reason, askedBy }) => (
      <>
        {reason}
        <span className={classes.second}>{t`by ${askedBy}`}</span>
      </>
    ),
  },
  ...(act === null
    ? []
    : [
        {
          id: 'act',
          name: t`Action`,
          acts: true,
          cell: (one: Line) => {
            if (one.cancelledAt !== null || one.undone !== null || one.undoes !== null) return null;
            const [from, to] = [one.from.name, one.to.name];
            const waits = one.carriedOutAt === null;
            return (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={
                  waits ? t`Give up moving them from ${from} to ${to}` : t`Move back from ${to} to ${from}`
                }
                onClick={() => act(one)}
              >
                {waits ? <Trans>Give it up</Trans> : <Trans>Move back…</Trans>}
              </Button>
            );
          },
        },
      ]),
];
