import type { PersonOrder, PromptView } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import { useTimezone } from '../../ui/zone.tsx';
import { Refusal } from '../shell/entry.tsx';
import { usePressed } from '../shell/stands.tsx';
import { may, useStaff } from '../signed-in.tsx';
import {
  askApproval,
  askDecision,
  askDiscard,
  askDraftError,
  askEnd,
  askMedical,
  askService,
  askWithdrawal,
} from './commands.tsx';
import { Differences } from './differences.tsx';
import { DraftDialog } from './draft-dialog.tsx';
import { orderStands } from './facts.tsx';
import classes from './page.module.css';
import { SignDialog } from './sign.tsx';
import { type Asked, TextDialog } from './text-dialog.tsx';
import { useOrderCommand } from './use-command.ts';
import { Version } from './versions.tsx';
import { agreementStands, standingOf } from './view.ts';
import {
  endingWords,
  missingWords,
  promptDecisionWords,
  promptKindWords,
  restrictionWords,
  statusWords,
} from './words.ts';

type Props = { readonly person: string; readonly order: PersonOrder };

/** One order: what is drafted, what stands, what was, and what can be done. */
export function OrderCard({ person, order }: Props) {
  const staff = useStaff();
  const zone = useTimezone();
  const writes = may(staff, 'orders.write');
  const [asked, setAsked] = useState<((order: PersonOrder) => Asked | null) | null>(null);
  const asking = asked?.(order) ?? null;
  const [open, setOpen] = useState<'draft' | 'sign' | null>(null);
  const { run, sending, failure } = useOrderCommand();
  const { reference, draft, revision } = order;
  const { press, told } = usePressed(orderStands(order), failure);
  const command = (path: string, done: string) => {
    press();
    void run(`/api/orders/${order.id}/${path}`, { revision }, done);
  };
  const button = (words: string, press: () => void) => (
    <Button
      variant="default"
      size="compact-md"
      aria-label={`${words} ${reference}`}
      onClick={press}
      disabled={sending}
    >
      {words}
    </Button>
  );
  return (
    <Card
      title={t`Order ${reference}`}
      aside={<Tag tone={order.status === 'active' ? 'good' : 'plain'}>{statusWords(order.status)}</Tag>}
    >
      {(order.court || order.caseNumber) && (
        <p className={classes.dim}>
          {[order.court, order.caseNumber].filter((part) => part !== null).join(' · ')}
        </p>
      )}
      {order.endedAt && order.endedAs && (
        <p>
          <Trans>
            Ended <Moment at={order.endedAt} />:
          </Trans>{' '}
          {endingWords(order.endedAs)} <bdi>{order.endReason}</bdi>
        </p>
      )}
      {order.unlooked && (
        <p>
          <Tag tone="medium">{t`Imported`}</Tag>{' '}
          {t`It came from another system, and no supervisor has looked at it yet.`}
        </p>
      )}
      <Prompts
        of={order.prompts}
        writes={writes}
        decide={(id) =>
          setAsked(() => ({ prompts }: PersonOrder) => {
            const prompt = prompts.find((one) => one.id === id);
            return prompt === undefined ? null : askDecision(prompt, zone);
          })
        }
      />
      {draft && <Draft order={order} draft={draft} />}
      {told}
      <Refusal failure={failure} />
      {order.status !== 'ended' && (
        <div className={classes.bar}>
          {writes && draft && button(t`Change the draft…`, () => setOpen('draft'))}
          {may(staff, 'orders.approve') &&
            draft &&
            draft.adds.length > 0 &&
            !draft.mine &&
            button(t`Approve…`, () => setAsked(() => askApproval))}
          {writes &&
            (draft ? draft.missing.length === 0 : standingOf(order) !== null) &&
            button(t`Sign…`, () => setOpen('sign'))}
          {writes && draft && button(t`Served…`, () => setAsked(() => askService))}
          {writes &&
            draft &&
            draft.adds.length === 0 &&
            button(t`Put in force`, () => command('take-effect', t`The version is in force.`))}
          {writes && draft && button(t`Give up…`, () => setAsked(() => askDiscard))}
          {writes && draft && button(t`Entered in error…`, () => setAsked(() => askDraftError))}
          {writes &&
            !draft &&
            button(t`Amend`, () =>
              command('amend', t`A draft of the next version stands. Change what is to change.`),
            )}
          {writes &&
            agreementStands(order) &&
            button(t`Agreement withdrawn…`, () => setAsked(() => askWithdrawal))}
          {writes &&
            order.status === 'active' &&
            button(t`Evidence of harm…`, () => setAsked(() => askMedical))}
          {may(staff, 'orders.approve') &&
            order.unlooked &&
            button(t`Looked at`, () => command('looked-at', t`It is on record that you looked at it.`))}
          {writes && order.status === 'active' && button(t`End…`, () => setAsked(() => askEnd))}
        </div>
      )}
      {order.versions.map((version) => (
        <Version key={version.version} of={version} />
      ))}
      {asking && <TextDialog of={asking} close={() => setAsked(null)} />}
      {open === 'draft' && <DraftDialog person={person} order={order} close={() => setOpen(null)} />}
      {open === 'sign' && <SignDialog order={order} close={() => setOpen(null)} />}
    </Card>
  );
}

function Draft({ order, draft }: { order: PersonOrder; draft: NonNullable<PersonOrder['draft']> }) {
  const approved = order.versions.find(({ version }) => version === draft.version)?.approvedBy;
  return (
    <section className={classes.part} aria-label={t`Draft`}>
      <h3>
        <Trans>Draft of version {draft.version}</Trans>
      </h3>
      {draft.missing.length > 0 ? (
        <>
          <p>{t`It cannot go live without:`}</p>
          <ul>
            {draft.missing.map((path) => (
              <li key={path}>{missingWords(path)}</li>
            ))}
          </ul>
        </>
      ) : (
        <p>{t`Nothing is missing.`}</p>
      )}
      {draft.adds.length > 0 ? (
        <p>
          <Trans>It adds restriction:</Trans>{' '}
          {[...new Set(draft.adds.map(({ kind }) => restrictionWords(kind)))].join(', ')}.{' '}
          {approved
            ? t`A second person has approved it; it takes effect by signature or service.`
            : t`A second person has to approve it.`}
        </p>
      ) : (
        <p>{t`It adds no restriction: one person’s word is enough.`}</p>
      )}
      {order.versions.length > 1 && <Differences of={draft.changes} />}
    </section>
  );
}

type Prompted = {
  readonly of: readonly PromptView[];
  readonly writes: boolean;
  readonly decide: (prompt: string) => void;
};

function Prompts({ of, writes, decide }: Prompted) {
  const shown = of.filter(
    ({ decidedAt, closed, atRisk }) => atRisk !== null || (decidedAt === null && !closed),
  );
  if (shown.length === 0) return null;
  return (
    <ul className={classes.lines}>
      {shown.map((prompt) => (
        <li key={prompt.id}>
          {promptKindWords(prompt.kind)}:{' '}
          <Trans>
            to decide by <Moment at={prompt.dueAt} />
          </Trans>{' '}
          {prompt.atRisk && (
            <Tag tone="high">
              {prompt.atRisk.to === null ? (
                <Trans>
                  at risk since <Moment at={prompt.atRisk.from} />
                </Trans>
              ) : (
                <Trans>
                  was at risk from <Moment at={prompt.atRisk.from} /> to <Moment at={prompt.atRisk.to} />
                </Trans>
              )}
            </Tag>
          )}{' '}
          {prompt.evidence && <bdi>{prompt.evidence}</bdi>}
          {prompt.decision && promptDecisionWords(prompt.decision)}{' '}
          {writes && prompt.decidedAt === null && !prompt.closed && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={`${t`Decide…`} ${promptKindWords(prompt.kind)}`}
              onClick={() => decide(prompt.id)}
            >
              <Trans>Decide…</Trans>
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
