import type { HearingView, PersonHearings } from '@attend/contracts/hearings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconCalendarPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card, Facts } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { HelpPart } from '../help/part.tsx';
import { personHearingsQuery } from '../queries.ts';
import { Outcome } from './appearance.tsx';
import { CancelDialog, HearingDialog, MoveDialog } from './dialogs.tsx';
import classes from './page.module.css';
import { nextOf } from './view.ts';
import { HearingTime, Matter, Where, WholeTime } from './when.tsx';

type Doing =
  | { readonly what: 'change' | 'move' | 'cancel'; readonly of: HearingView }
  | { readonly what: 'enter' };

/** A person's hearings, the next first. */
export function HearingsPart({ id }: { readonly id: string }) {
  const list = useQuery(personHearingsQuery(id));
  const [doing, setDoing] = useState<Doing | null>(null);
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const { hearings, mayChange, timezone } = list.data;
  const next = nextOf(hearings, serverNow());
  const others = hearings.filter((one) => one !== next);
  const close = () => setDoing(null);
  // As it stands by now: what somebody else changes meanwhile is told in the dialog.
  const live = (of: HearingView) => hearings.find((one) => one.id === of.id) ?? of;
  return (
    <div className={classes.stack}>
      <Card
        title={t`Next hearing`}
        aside={
          mayChange && (
            <Button
              variant="default"
              size="compact-md"
              leftSection={<IconCalendarPlus size={16} aria-hidden />}
              onClick={() => setDoing({ what: 'enter' })}
            >
              <Trans>Enter a hearing…</Trans>
            </Button>
          )
        }
      >
        {next ? (
          <Next of={next} act={mayChange ? setDoing : null} />
        ) : (
          <p className={classes.dim}>{t`None is to come.`}</p>
        )}
      </Card>
      <HelpPart person={id} kind="hearing" />
      {others.length > 0 && (
        <Card title={t`Other hearings`} flush>
          <DataTable
            label={t`Other hearings`}
            rows={others}
            rowId={({ id }) => id}
            columns={columnsOf(list.data, setDoing)}
            over={({ status, inError }) => inError || ['moved', 'cancelled', 'not-followed'].includes(status)}
          />
        </Card>
      )}
      {doing?.what === 'enter' && <HearingDialog person={id} timezone={timezone} close={close} />}
      {doing?.what === 'change' && (
        <HearingDialog person={id} timezone={timezone} of={live(doing.of)} close={close} />
      )}
      {doing?.what === 'move' && <MoveDialog of={live(doing.of)} close={close} />}
      {doing?.what === 'cancel' && <CancelDialog of={live(doing.of)} close={close} />}
    </div>
  );
}

type Act = ((doing: Doing) => void) | null;

function Next({ of, act }: { readonly of: HearingView; readonly act: Act }) {
  return (
    <>
      <p className={classes.next}>
        <WholeTime {...of} />
      </p>
      <Facts
        of={[
          [t`Where`, <Where key="where" of={of} />],
          [t`Case`, <Matter key="case" of={of} />],
          ...(of.directions ? [[t`How to get there, and help`, of.directions] as const] : []),
          ...(of.movedFrom
            ? [[t`Was to be`, <HearingTime key="was" at={of.movedFrom.at} timezone={of.timezone} />] as const]
            : []),
          [t`Outcome`, <Outcome key={of.id} of={of} mayChange={act !== null} />],
        ]}
      />
      {act && (
        <div className={classes.below}>
          <Actions of={of} act={act} />
        </div>
      )}
    </>
  );
}

function Actions({ of, act }: { readonly of: HearingView; readonly act: (doing: Doing) => void }) {
  if (of.status !== 'scheduled' || of.inError) return null;
  return (
    <div className={actions}>
      <Button variant="default" size="compact-sm" onClick={() => act({ what: 'change', of })}>
        <Trans>Change…</Trans>
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => act({ what: 'move', of })}>
        <Trans>Move…</Trans>
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => act({ what: 'cancel', of })}>
        <Trans>Cancel it…</Trans>
      </Button>
    </div>
  );
}

function columnsOf({ mayChange }: PersonHearings, act: (doing: Doing) => void): Column<HearingView>[] {
  return [
    {
      id: 'at',
      name: t`Time`,
      cell: (of) => (
        <>
          {of.inError ? (
            <s>
              <HearingTime {...of} />
            </s>
          ) : (
            <HearingTime {...of} />
          )}
          {of.movedTo && (
            <span className={classes.second}>
              <Trans>
                moved to <HearingTime at={of.movedTo.at} timezone={of.timezone} />
              </Trans>
            </span>
          )}
        </>
      ),
      by: ({ at }) => Date.parse(at),
    },
    { id: 'where', name: t`Where`, cell: (of) => <Where of={of} />, by: ({ court }) => court },
    { id: 'case', name: t`Case`, cell: (of) => <Matter of={of} />, by: ({ caseNumber }) => caseNumber ?? '' },
    {
      id: 'outcome',
      name: t`Outcome`,
      cell: (of) => <Outcome of={of} mayChange={mayChange} />,
    },
    ...(mayChange
      ? [
          {
            id: 'act',
            name: t`Action`,
            acts: true,
            cell: (of: HearingView) => <Actions of={of} act={act} />,
          },
        ]
      : []),
  ];
}
