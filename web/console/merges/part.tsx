import type { Merge } from '@attend/contracts/merges';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { AskDialog } from './ask-dialog.tsx';
import classes from './part.module.css';
import { mergesQuery } from './queries.ts';
import { UndoDialog } from './undo-dialog.tsx';
import { useDecide } from './use-decide.ts';
import { stateWords } from './view.ts';

type Doing = { readonly what: 'ask' } | { readonly what: 'undo'; readonly of: Merge };

/** Records that are one person's: asked for, confirmed by a second person where somebody sees more by it, and undone. */
export function MergesPart({ id }: { readonly id: string }) {
  const staff = useStaff();
  const list = useQuery(mergesQuery(id));
  const [doing, setDoing] = useState<Doing | null>(null);
  const decide = useDecide();
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const { merges } = list.data;
  const writes = may(staff, 'people.write');
  if (merges.length === 0 && !writes) return null;
  return (
    <Card
      title={t`Records of the same person`}
      flush
      aside={
        writes && (
          <Button variant="default" size="compact-md" onClick={() => setDoing({ what: 'ask' })}>
            <Trans>Another record is theirs…</Trans>
          </Button>
        )
      }
    >
      <DataTable
        label={t`Records of the same person`}
        rows={merges}
        rowId={(merge) => merge.id}
        empty={t`None. Where a person is on record twice, the records can be joined here, and parted again.`}
        over={({ state }) => state === 'undone' || state === 'refused'}
        columns={[
          ...columns(),
          ...(writes ? [actionColumn(decide, (of) => setDoing({ what: 'undo', of }))] : []),
        ]}
      />
      {doing?.what === 'ask' && <AskDialog person={id} close={() => setDoing(null)} />}
      {doing?.what === 'undo' && <UndoDialog of={doing.of} close={() => setDoing(null)} />}
    </Card>
  );
}

const Ref = ({ of: { id, name, reference } }: { readonly of: Merge['kept'] }) => (
  <>
    <Link to="/people/$id" params={{ id }} preload={false}>
      {name}
    </Link>
    <span className={classes.second}>{reference}</span>
  </>
);

const columns = (): Column<Merge>[] => [
  {
    id: 'kept',
    name: t`Lists show`,
    cell: ({ kept }) => <Ref of={kept} />,
    by: ({ kept }) => kept.reference,
  },
  {
    id: 'other',
    name: t`Stands under it`,
    cell: ({ other }) => <Ref of={other} />,
    by: ({ other }) => other.reference,
  },
  {
    id: 'state',
    name: t`State`,
    cell: ({ state, reason, askedBy, at, decidedBy }) => (
      <>
        <Tag {...(state === 'waiting' ? { tone: 'medium' as const } : {})}>{stateWords(state)}</Tag>
        <span className={classes.second}>
          {reason} · {askedBy}, <Moment at={at} />
          {decidedBy !== null && ` · ${decidedBy}`}
        </span>
      </>
    ),
    by: ({ state }) => state,
  },
];

type Decide = (merge: Merge, decision: 'confirmed' | 'refused') => Promise<void>;
const actionColumn = (decide: Decide, undo: (merge: Merge) => void): Column<Merge> => ({
  id: 'action',
  name: t`Action`,
  acts: true,
  cell: (merge) => {
    const { reference } = merge.other;
    return (
      <div className={actions}>
        {merge.mayDecide && (
          <>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t`Confirm: ${reference}`}
              onClick={() => void decide(merge, 'confirmed')}
            >
              <Trans>Confirm</Trans>
            </Button>
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t`Refuse: ${reference}`}
              onClick={() => void decide(merge, 'refused')}
            >
              <Trans>Refuse</Trans>
            </Button>
          </>
        )}
        {merge.mayUndo && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Part them: ${reference}`}
            onClick={() => undo(merge)}
          >
            <Trans>Part them…</Trans>
          </Button>
        )}
      </div>
    );
  },
});
