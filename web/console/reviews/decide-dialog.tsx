import type { PersonReview } from '@attend/contracts/reviews';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { toChoose } from '../../ui/to-choose.ts';
import { conditionKindWords } from '../../ui/words/devices.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { useStands } from '../shell/stands.tsx';
import { useCommand } from '../shell/use-command.ts';
import { type Choice, checkDecide, type DecideFields, decisionOf, lowerTiers } from './form.ts';
import { stale } from './queries.ts';
import { decisionWords, proposalWords, tierWords } from './view.ts';

type Standing = NonNullable<PersonReview['standing']>;
type Props = { readonly of: PersonReview; readonly standing: Standing; readonly close: () => void };

/** What was last decided and what stands: whoever has the dialog open sees it where somebody else changes it. */
const factsOf = (of: PersonReview, standing: Standing) => {
  const [last] = of.history;
  return {
    level: tierWords(standing.tier),
    last: last === undefined ? '' : `${decisionWords(last.decision)} · ${last.by}`,
  };
};
const factNames = (field: string): string => (field === 'level' ? t`Level` : t`Decided last`);

export function DecideDialog({ of, standing, close }: Props) {
  const { run, sending, failure } = useCommand(stale);
  const version = of.history.length + (standing.review?.version ?? 0);
  const { told: meanwhile } = useStands({ version, facts: factsOf(of, standing), name: factNames }, sending);
  const kept = useKeptForm<DecideFields>(`review.${of.participant}`, {
    initialValues: { choice: '', reason: '', told: '' },
    validate: checkDecide,
  });
  const { form } = kept;
  const decide = async ({ choice, reason, told: words }: DecideFields) => {
    if (choice === '') return;
    const { review, tier } = standing;
    const body = {
      ...{ review: review?.id ?? null, version: review?.version ?? null, tier },
      ...{ ...decisionOf(choice), reason: reason.trim(), told: words.trim() },
    };
    const path = `/api/people/${of.participant}/review/decision`;
    if ((await run(path, body, t`It is decided, and they are told.`)) !== null) return;
    kept.forget();
    close();
  };
  const { choice } = form.values;
  const choices: Choice[] = ['stay', ...lowerTiers(standing.tier), 'end'];
  const field = form.getInputProps;
  const faults = fieldFaults(failure, { to: 'choice', reason: 'reason', told: 'told' });
  return (
    <Modal opened onClose={close} title={t`Decide the review`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={form.onSubmit((fields) => void decide(fields))}
      >
        <Restored of={kept} />
        {meanwhile}
        <NativeSelect
          label={t`Decision`}
          data-autofocus
          data={toChoose(
            choices.map((value) => {
              const { decision, to } = decisionOf(value);
              return { value, label: proposalWords(decision, to) };
            }),
          )}
          {...field('choice')}
          error={faults.choice ?? field('choice').error}
        />
        {choice !== '' && <Follows choice={choice} standing={standing} />}
        <Textarea label={t`Reason`} autosize minRows={2} {...field('reason')} />
        <Textarea
          label={t`Why, as they will read it`}
          description={t`It is sent to them, and others may see it. Name nobody.`}
          autosize
          minRows={2}
          {...field('told')}
        />
        <Refusal failure={failure} />
        <Button type="submit" loading={sending}>
          <Trans>Decide</Trans>
        </Button>
      </form>
    </Modal>
  );
}

/** What follows by itself from what is chosen. */
function Follows({ choice, standing }: { readonly choice: Choice; readonly standing: Standing }) {
  if (choice === 'stay')
    return (
      <p>
        <Trans>Nothing changes. The next review is set by the agency’s interval.</Trans>
      </p>
    );
  if (choice === 'end')
    return (
      <p>
        <Trans>Every order ends, with its conditions and check-ins. The device is to be taken back.</Trans>
      </p>
    );
  const conditions = standing.endsWith.find(({ to }) => to === choice)?.conditions ?? [];
  const named = conditions
    .map(({ kind, reference }) => `${conditionKindWords(kind)} ${reference}`)
    .join(', ');
  return (
    <p>
      {conditions.length === 0 ? (
        <Trans>Conditions stay. Changing the device comes to Today.</Trans>
      ) : (
        <Trans>These end with it: {named}. Changing the device comes to Today.</Trans>
      )}
    </p>
  );
}
