import type { DisclosureDelay } from '@attend/contracts/disclosure';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../ui/api/request.ts';
import { Card, Facts } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { failureWords, refusalWords } from '../../ui/words/failures.ts';
import { delaysQuery } from '../queries.ts';
import { Confirm } from '../shell/confirm.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { NewOrder } from './new-order.tsx';
import classes from './page.module.css';
import { Say } from './say.tsx';
import { isStanding, standingWords } from './view.ts';

type Doing = { readonly kind: 'confirm' | 'review' | 'end'; readonly delay: DisclosureDelay };

/** Orders under which looks are kept from a participant's own view for a time: entered, confirmed, reviewed and ended here. */
export function DisclosurePage() {
  useTitle(t`Delayed disclosure`);
  const me = useStaff();
  const client = useQueryClient();
  const tell = useSay();
  const list = useQuery(delaysQuery);
  const [entering, setEntering] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const close = () => setDoing(null);

  const confirm = async ({ id }: DisclosureDelay) => {
    close();
    const answer = await send(`/api/disclosure-delays/${id}/confirm`, undefined);
    if (answer.ok) tell(t`Confirmed: it holds from now on.`);
    else
      tell(
        answer.error.kind === 'refused'
          ? refusalWords(answer.error.problem)
          : failureWords(answer.error).title,
        'trouble',
      );
    await client.invalidateQueries({ queryKey: ['disclosure'] });
  };
  return (
    <Page
      title={t`Delayed disclosure`}
      lead={t`A participant reads who looked at their data. Only a court’s order keeps the looks of named people from them, for 90 days at most; then they are shown, with the order. It takes two people to keep anything back, and one to end it.`}
      action={
        may(me, 'delays.write') && (
          <Button onClick={() => setEntering(true)}>
            <Trans>Enter an order…</Trans>
          </Button>
        )
      }
    >
      {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
      {list.data?.delays.length === 0 && <p>{t`No such order has been entered.`}</p>}
      {list.data?.delays.map((delay) => (
        <Order key={delay.id} delay={delay} act={setDoing} />
      ))}
      {entering && <NewOrder close={() => setEntering(false)} />}
      <Confirm
        opened={doing?.kind === 'confirm'}
        title={doing ? t`Confirm the order ${doing.delay.reference}?` : ''}
        text={t`From now on the looks that it names are kept from the participant’s own view. Confirm only with the court’s order before you.`}
        action={t`Confirm the order`}
        cancel={close}
        confirm={() => doing && void confirm(doing.delay)}
      />
      {doing !== null && doing.kind !== 'confirm' && (
        <Say kind={doing.kind} delay={doing.delay} close={close} />
      )}
    </Page>
  );
}

type OrderProps = { readonly delay: DisclosureDelay; readonly act: (doing: Doing) => void };

function Order({ delay, act }: OrderProps) {
  const { reference, participant } = delay;
  return (
    <Card
      title={t`${participant.name}: order ${reference}`}
      aside={
        <Tag tone={delay.standing === 'in-force' ? 'high' : 'plain'}>{standingWords(delay.standing)}</Tag>
      }
    >
      <Facts of={factsOf(delay)} />
      {isStanding(delay) && (
        <div className={classes.actions}>
          {delay.may.confirm && (
            <Button
              aria-label={t`Confirm the order ${reference}`}
              onClick={() => act({ kind: 'confirm', delay })}
            >
              <Trans>Confirm…</Trans>
            </Button>
          )}
          {delay.may.review && (
            <Button
              variant="default"
              aria-label={t`Review the order ${reference}`}
              onClick={() => act({ kind: 'review', delay })}
            >
              <Trans>Review…</Trans>
            </Button>
          )}
          {delay.may.end && (
            <Button
              variant="default"
              aria-label={t`End the order ${reference}`}
              onClick={() => act({ kind: 'end', delay })}
            >
              <Trans>End…</Trans>
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}

const factsOf = (delay: DisclosureDelay): Parameters<typeof Facts>[0]['of'] => [
  [t`Number`, <bdi key="number">{delay.participant.reference}</bdi>],
  [t`Court`, delay.court],
  [t`Legal basis`, delay.legalBasis],
  [t`Reason`, delay.reason],
  [t`Whose looks`, delay.viewers.map(({ name }) => name).join(', ')],
  [t`For which purposes`, delay.purposes.length === 0 ? t`any` : delay.purposes.join(', ')],
  [t`From`, <Moment key="from" at={delay.from} />],
  [t`To`, <Moment key="to" at={delay.to} />],
  [t`Review by`, <Moment key="review" at={delay.reviewAt} />],
  [t`Entered by`, <Word key="entered" word={delay.entered} />],
  ...(delay.confirmed ? [[t`Confirmed by`, <Word key="confirmed" word={delay.confirmed} />] as const] : []),
  ...(delay.reviewed
    ? [[t`Reviewed by`, <Word key="reviewed" word={delay.reviewed} said={delay.reviewed.note} />] as const]
    : []),
  ...(delay.ended
    ? [[t`Ended by`, <Word key="ended" word={delay.ended} said={delay.ended.reason} />] as const]
    : []),
];

type WordProps = { readonly word: DisclosureDelay['entered']; readonly said?: string };
function Word({ word, said }: WordProps) {
  return (
    <>
      <bdi>{word.by.name}</bdi>, <Moment at={word.at} />
      {said !== undefined && (
        <>
          : <bdi>{said}</bdi>
        </>
      )}
    </>
  );
}
