import type { Suspension } from '@attend/contracts/suspensions';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { MarkDialog } from '../log/mark.tsx';
import { asItStands } from '../shell/stands.tsx';
import { BeginDialog, EndDialog, stale } from './dialogs.tsx';
import { suspensionStands } from './facts.tsx';
import classes from './part.module.css';
import { suspensionsOfQuery } from './queries.ts';
import { kindWords, mayEnd, standingOf, standingWords } from './view.ts';

type Doing = { readonly what: 'begin' } | { readonly what: 'end' | 'mark'; readonly of: Suspension };

/** When clocks stood still for a person, and why. */
export function SuspensionsPart({ id }: { readonly id: string }) {
  const list = useQuery(suspensionsOfQuery(id));
  const [doing, setDoing] = useState<Doing | null>(null);
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const { suspensions, mayWrite } = list.data;
  const close = () => setDoing(null);
  const now = doing !== null && doing.what !== 'begin' ? asItStands(suspensions, doing.of).of : null;
  return (
    <Card
      title={t`Suspension`}
      flush
      aside={
        mayWrite && (
          <Button variant="default" size="compact-md" onClick={() => setDoing({ what: 'begin' })}>
            <Trans>Suspend…</Trans>
          </Button>
        )
      }
    >
      <DataTable
        label={t`Suspension`}
        rows={suspensions}
        rowId={(row) => row.id}
        empty={t`Clocks have always run for this person.`}
        over={(row) => standingOf(row, serverNow()) === 'over'}
        columns={[...columns(), ...(mayWrite ? [acts(setDoing)] : [])]}
      />
      {doing?.what === 'begin' && <BeginDialog person={id} close={close} />}
      {now && doing?.what === 'end' && <EndDialog of={now} close={close} />}
      {now && doing?.what === 'mark' && (
        <MarkDialog
          path={`/api/suspensions/${now.id}/entered-in-error`}
          stands={suspensionStands(now)}
          stale={stale}
          close={close}
        />
      )}
    </Card>
  );
}

const columns = (): Column<Suspension>[] => [
  {
    id: 'standing',
    name: t`Standing`,
    cell: (row) => {
      const standing = standingOf(row, serverNow());
      return (
        <Tag {...(standing === 'now' ? { tone: 'medium' as const } : {})}>{standingWords(standing)}</Tag>
      );
    },
  },
  { id: 'why', name: t`Why`, cell: (row) => <Why of={row} /> },
  { id: 'from', name: t`From`, cell: ({ from }) => <Moment at={from} />, by: ({ from }) => from },
  {
    id: 'to',
    name: t`Until`,
    cell: ({ to, kind }) => (to ? <Moment at={to} /> : kind === 'death' ? t`no end` : t`not known`),
  },
  { id: 'by', name: t`Who said so`, cell: (row) => <Who of={row} /> },
];

function Why({ of: { kind, note, ended, inError } }: { readonly of: Suspension }) {
  const words = (
    <>
      {kindWords(kind)}
      {note !== null && (
        <span className={classes.second} dir="auto">
          {note}
        </span>
      )}
      {ended?.note && (
        <span className={classes.second} dir="auto">
          {ended.note}
        </span>
      )}
    </>
  );
  return inError ? (
    <>
      <s>{words}</s> <span className={classes.second}>{inError.reason}</span>
    </>
  ) : (
    words
  );
}

function Who({ of: { begun, ended, inError } }: { readonly of: Suspension }) {
  const ender = ended?.by;
  const marker = inError?.by;
  return (
    <>
      {begun.by ?? t`not known`}
      {ender && (
        <span className={classes.second}>
          <Trans>its end: {ender}</Trans>
        </span>
      )}
      {marker && (
        <span className={classes.second}>
          <Trans>in error: {marker}</Trans>
        </span>
      )}
    </>
  );
}

const acts = (act: (doing: Doing) => void): Column<Suspension> => ({
  id: 'acts',
  name: t`Action`,
  acts: true,
  cell: (row) => {
    if (row.inError) return null;
    const why = kindWords(row.kind);
    return (
      <div className={actions}>
        {mayEnd(row, serverNow()) && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`It has ended… ${why}`}
            onClick={() => act({ what: 'end', of: row })}
          >
            <Trans>It has ended…</Trans>
          </Button>
        )}
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Entered in error… ${why}`}
          onClick={() => act({ what: 'mark', of: row })}
        >
          <Trans>Entered in error…</Trans>
        </Button>
      </div>
    );
  },
});
