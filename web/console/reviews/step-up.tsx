import type { PersonReview } from '@attend/contracts/reviews';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { Card, Facts } from '../../ui/Card.tsx';
import { toChoose } from '../../ui/to-choose.ts';
import { Moment } from '../../ui/When.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { checkStepUp, higherTiers, type StepUpFields } from './form.ts';
import classes from './part.module.css';
import { stale } from './queries.ts';
import { tierWords } from './view.ts';

type Standing = NonNullable<PersonReview['standing']>;
type AskProps = { readonly of: PersonReview; readonly standing: Standing; readonly close: () => void };

/** Asked for by one person: nothing changes before a second has approved it. */
export function StepUpDialog({ of, standing, close }: AskProps) {
  const { run, sending, failure } = useCommand(stale);
  const above = higherTiers(standing.tier);
  const kept = useKeptForm<StepUpFields>(`step-up.${of.participant}`, {
    initialValues: { to: '', reason: '', lesserMeans: '', told: '' },
    validate: checkStepUp,
  });
  const { form } = kept;
  const ask = async ({ to, reason, lesserMeans, told }: StepUpFields) => {
    const words = { reason: reason.trim(), lesserMeans: lesserMeans.trim(), told: told.trim() };
    const body = { tier: standing.tier, to, ...words };
    const done = t`It waits for a second person. Nothing has changed.`;
    if ((await run(`/api/people/${of.participant}/step-ups`, body, done)) !== null) return;
    kept.forget();
    close();
  };
  const field = form.getInputProps;
  return (
    <Modal opened onClose={close} title={t`Ask for a step up`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form className={entryClasses.form} noValidate onSubmit={form.onSubmit((fields) => void ask(fields))}>
        <Restored of={kept} />
        <p>
          <Trans>
            A clause of an order in force must permit it, and a second person must approve it. Nothing changes
            before.
          </Trans>
        </p>
        <NativeSelect
          label={t`To`}
          data={toChoose(above.map((value) => ({ value, label: tierWords(value) })))}
          {...field('to')}
        />
        <Textarea label={t`Reason`} data-autofocus autosize minRows={2} {...field('reason')} />
        <Textarea label={t`Which lesser means were tried`} autosize minRows={2} {...field('lesserMeans')} />
        <Textarea
          label={t`Why, as they will read it`}
          description={t`It is sent to them once it is approved, and others may see it. Name nobody.`}
          autosize
          minRows={2}
          {...field('told')}
        />
        <Refusal failure={failure} />
        <Button type="submit" loading={sending}>
          <Trans>Ask for it</Trans>
        </Button>
      </form>
    </Modal>
  );
}

type StepUp = PersonReview['stepUps'][number];

const factWords = (field: string): string =>
  ({ to: t`To`, reason: t`Reason`, lesserMeans: t`Which lesser means were tried` })[field] ??
  t`Why, as they will read it`;

/** A step up that waits, before whoever may decide it. */
export function WaitingStepUp({ of, mayApprove }: { readonly of: StepUp; readonly mayApprove: boolean }) {
  const { run, sending, failure } = useCommand(stale);
  const kept = useKeptForm<{ note: string }>(`step-up.${of.id}.decision`, {
    initialValues: { note: '' },
    validate: ({ note }) => (note.trim().length < 3 ? { note: t`Write it first` } : {}),
  });
  const { form } = kept;
  const { reason, lesserMeans, told: said } = of;
  const facts = { to: tierWords(of.to), reason, lesserMeans, said };
  const { version, told } = useStands({ version: of.version, facts, name: factWords }, sending);
  const decide =
    (decision: 'approved' | 'refused') =>
    async ({ note }: { note: string }) => {
      const body = { version, decision, note: note.trim() };
      const done = decision === 'approved' ? t`Approved. They are told.` : t`Refused. Nothing has changed.`;
      if ((await run(`/api/step-ups/${of.id}/decision`, body, done)) === null) kept.forget();
    };
  const takeBack = async ({ note }: { note: string }) => {
    const body = { version, note: note.trim() };
    const done = t`Taken back. Nothing has changed.`;
    if ((await run(`/api/step-ups/${of.id}/withdrawal`, body, done)) === null) kept.forget();
  };
  const [from, to] = [tierWords(of.from), tierWords(of.to)];
  return (
    <Card title={t`A step up waits for a second person`}>
      <Facts
        of={[
          [t`What`, t`${from} → ${to}`],
          [t`Asked by`, of.askedBy],
          [t`When`, <Moment key="at" at={of.askedAt} />],
          [t`Reason`, <bdi key="reason">{of.reason ?? '—'}</bdi>],
          [t`Which lesser means were tried`, <bdi key="means">{of.lesserMeans ?? '—'}</bdi>],
          [t`Why, as they will read it`, <bdi key="told">{of.told ?? '—'}</bdi>],
        ]}
      />
      {of.mine && (
        <form
          className={entryClasses.form}
          noValidate
          onSubmit={form.onSubmit((fields) => void takeBack(fields))}
        >
          <p>
            <Trans>You asked for it: somebody else decides. While it waits you may take it back.</Trans>
          </p>
          <Restored of={kept} />
          {told}
          <Textarea label={t`Why you take it back`} autosize minRows={2} {...form.getInputProps('note')} />
          <Refusal failure={failure} />
          <div className={classes.bar}>
            <Button type="submit" variant="default" loading={sending}>
              <Trans>Take it back</Trans>
            </Button>
          </div>
        </form>
      )}
      {!of.mine && mayApprove && (
        <form
          className={entryClasses.form}
          noValidate
          onSubmit={form.onSubmit((fields) => void decide('approved')(fields))}
        >
          <Restored of={kept} />
          {told}
          <Textarea label={t`What you looked at`} autosize minRows={2} {...form.getInputProps('note')} />
          <Refusal failure={failure} />
          <div className={classes.bar}>
            <Button type="submit" loading={sending}>
              <Trans>Approve</Trans>
            </Button>
            <Button
              variant="default"
              loading={sending}
              onClick={() => void form.onSubmit((fields) => void decide('refused')(fields))()}
            >
              <Trans>Refuse</Trans>
            </Button>
          </div>
        </form>
      )}
    </Card>
  );
}
