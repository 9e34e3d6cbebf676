import type { PolicyAsk, ReviewPolicyView } from '@attend/contracts/review-policy';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Moment } from '../../ui/When.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptFields } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { useStaff } from '../signed-in.tsx';
import { Differences } from './difference.tsx';
import classes from './page.module.css';
import { differencesOf, fieldOf, fieldsOf, fieldWords, valueWords } from './view.ts';

type Decision = 'published' | 'refused' | 'withdrawn';
type Props = { readonly of: PolicyAsk; readonly standing: ReviewPolicyView['parameters'] };

/** A policy that asks for more and waits: whoever asked may take it back, anybody else decides. */
export function Asked({ of, standing }: Props) {
  const staff = useStaff();
  const kept = useKeptFields(`review-policy.asked.${of.id}`, { note: '' });
  const { run, failure, sending } = useCommand([['reviews']]);
  const [tried, setTried] = useState(false);
  const facts = fieldsOf(standing);
  const stands = { version: of.version, facts, about: of.id, name: fieldWords, text: valueWords };
  const { version, told } = useStands(stands, sending);
  const note = kept.fields.note.trim();
  const own = of.askedBy.id === staff.id;
  const decide = async (decision: Decision, done: string) => {
    setTried(true);
    if (note.length < 3) return;
    const refused = await run(
      `/api/review-policy/asked/${of.id}/decision`,
      { version, decision, note },
      done,
    );
    if (refused === null) kept.forget();
  };
  return (
    <Card title={t`Waits for a second person`}>
      <div className={classes.asked}>
        <p>
          <Trans>
            {of.askedBy.name} asked for it <Moment at={of.askedAt} />. Until it is published, the policy below
            holds.
          </Trans>
        </p>
        <blockquote className={entryClasses.quote}>
          <bdi>{of.reason}</bdi>
        </blockquote>
        <Differences
          label={t`What is asked for`}
          of={differencesOf(facts, fieldsOf(of.parameters))}
          more={new Set(of.more.map((one) => fieldOf(one.name, one.of)))}
        />
        <Restored of={kept} />
        {told}
        <Textarea
          label={own ? t`Why you take it back` : t`What you looked at`}
          autosize
          minRows={2}
          value={kept.fields.note}
          onChange={(event) => kept.set({ note: event.currentTarget.value })}
          error={tried && note.length < 3 ? t`Write it first` : null}
        />
        <Refusal failure={failure} />
        <div className={classes.bars}>
          {own ? (
            <Button
              variant="default"
              loading={sending}
              onClick={() => void decide('withdrawn', t`It is taken back.`)}
            >
              <Trans>Take it back</Trans>
            </Button>
          ) : (
            <>
              <Button
                loading={sending}
                onClick={() => void decide('published', t`Published. It holds from now on.`)}
              >
                <Trans>Publish it</Trans>
              </Button>
              <Button
                variant="default"
                loading={sending}
                onClick={() => void decide('refused', t`It is refused.`)}
              >
                <Trans>Refuse it</Trans>
              </Button>
            </>
          )}
        </div>
      </div>
    </Card>
  );
}
