import type { RateCard, RateCardList } from '@attend/contracts/costs';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { technologyWords } from '../../ui/words/devices.ts';
import { dayWords } from '../check-ins/view.ts';
import { usePressedRow } from '../shell/stands.tsx';
import { useTitle } from '../shell/title.ts';
import { useCommand } from '../shell/use-command.ts';
import { may, useStaff } from '../signed-in.tsx';
import { cardStands } from './facts.ts';
import classes from './page.module.css';
import { CostParts } from './parts.tsx';
import { rateCardsQuery, stale } from './queries.ts';
import { RateCardDialog } from './rate-dialog.tsx';
import { faultCreditWords, moneyWords, partDayWords } from './view.ts';

/** Prices of a day, by provider and kind of device, from a day on. */
export function RateCardsPage() {
  useTitle(t`Rate cards`);
  const cards = useQuery(rateCardsQuery);
  const writes = may(useStaff(), 'costs.write');
  const [asked, setAsked] = useState<RateCard | 'new' | null>(null);
  return (
    <Page
      title={t`Rate cards`}
      lead={<CostParts />}
      action={
        writes && (
          <Button onClick={() => setAsked('new')}>
            <Trans>Draft a rate card…</Trans>
          </Button>
        )
      }
    >
      {!cards.data && (cards.error ? <Failed error={cards.error} retry={cards.refetch} /> : <Waiting />)}
      {cards.data && <Cards of={cards.data} change={writes ? setAsked : null} />}
      {cards.data && asked !== null && (
        <RateCardDialog
          of={asked === 'new' ? null : (cards.data.cards.find(({ id }) => id === asked.id) ?? asked)}
          list={cards.data}
          close={() => setAsked(null)}
        />
      )}
    </Page>
  );
}

type Props = { readonly of: RateCardList; readonly change: ((card: RateCard) => void) | null };
function Cards({ of, change }: Props) {
  const { run, sending, failure } = useCommand(stale);
  const { press, said } = usePressedRow(of.cards, cardStands, failure);
  const step = (card: RateCard, name: 'publish' | 'drop', done: string) => {
    press(card);
    void run(`/api/rate-cards/${card.id}/${name}`, { version: card.version }, done);
  };
  const columns: Column<RateCard>[] = [
    { id: 'of', name: t`Provider`, cell: (card) => <bdi>{nameOf(card)}</bdi>, by: nameOf },
    {
      id: 'technology',
      name: t`Kind`,
      cell: ({ technology }) => technologyWords(technology),
      by: ({ technology }) => technology,
    },
    {
      id: 'from',
      name: t`From`,
      cell: ({ from, holds, status }) => (
        <>
          {dayWords(from, currentLocale())} {holds && <Tag tone="low">{t`holds now`}</Tag>}
          {status === 'draft' && <Tag tone="medium">{t`draft`}</Tag>}
        </>
      ),
      by: ({ from }) => from,
    },
    {
      id: 'rate',
      name: t`A day`,
      cell: ({ minor, currency }) => moneyWords(minor, currency),
      by: ({ minor }) => minor,
    },
    {
      id: 'rules',
      name: t`Part days and faults`,
      cell: ({ partDay, faultCredit }) => (
        <>
          {partDayWords(partDay)}
          <span className={classes.second}>{faultCreditWords(faultCredit)}</span>
        </>
      ),
    },
    {
      id: 'source',
      name: t`Written in`,
      cell: ({ source, publishedBy, madeBy }) => (
        <>
          <bdi>{source}</bdi>
          <span className={classes.second}>{publishedBy ?? madeBy}</span>
        </>
      ),
    },
    // Only a draft is changed: where there is none the column would stand empty.
    ...(change === null || of.cards.every(({ status }) => status !== 'draft')
      ? []
      : [
          {
            id: 'act',
            name: t`What can be done`,
            acts: true,
            cell: (card: RateCard) => {
              const name = `${nameOf(card)} ${technologyWords(card.technology)} ${card.from}`;
              if (card.status === 'published') return null;
              return (
                <span className={actions}>
                  <Button
                    variant="default"
                    size="compact-sm"
                    aria-label={t`Change… ${name}`}
                    onClick={() => change(card)}
                  >
                    <Trans>Change…</Trans>
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    loading={sending}
                    aria-label={t`Publish: ${name}`}
                    onClick={() => step(card, 'publish', t`It is published, and stands.`)}
                  >
                    <Trans>Publish</Trans>
                  </Button>
                  <Button
                    variant="default"
                    size="compact-sm"
                    loading={sending}
                    aria-label={t`Drop: ${name}`}
                    onClick={() => step(card, 'drop', t`The draft is gone.`)}
                  >
                    <Trans>Drop</Trans>
                  </Button>
                </span>
              );
            },
          },
        ]),
  ];
  return (
    <Card title={t`Rate cards`} flush>
      <DataTable
        label={t`Rate cards`}
        rows={of.cards}
        rowId={({ id }) => id}
        empty={t`None yet. Months are closed once one is published.`}
        columns={columns}
      />
      {said}
      <p className={classes.note}>
        <Trans>
          A published card is not changed: another one holds from a later day. One that holds from a day of a
          closed month leads to corrections in the next month that is closed.
        </Trans>
      </p>
    </Card>
  );
}

const nameOf = ({ provider }: RateCard): string => provider?.name ?? t`The agency’s own`;
