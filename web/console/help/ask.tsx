import { type HelpKind, type HelpTargetView, helpChanged, helpKinds, helpWays } from '@attend/contracts/help';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { currentLocale } from '../../ui/language.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { slipWords, undoBy } from '../shell/undo.ts';
import { useHelpCommand } from './queries.ts';
import { kindWords, targetWords, wayWords } from './view.ts';

type Props = {
  readonly person: string;
  readonly targets: readonly HelpTargetView[];
  /** What is proposed; absent: nothing. */
  readonly kind?: HelpKind;
  readonly close: () => void;
};
type Fields = { target: string; kind: HelpKind; way: (typeof helpWays)[number]; note: string };

/** Help that somebody asks for, for one hearing or check-in. */
export function AskDialog({ person, targets, kind = 'transport', close }: Props) {
  const kept = useKeptForm<Fields>(`help.ask.${person}.${kind}.${targets[0]?.id ?? ''}`, {
    initialValues: { target: targets[0]?.id ?? '', kind, way: 'telephone', note: '' },
  });
  const { form } = kept;
  const ask = useHelpCommand(close, kept.forget);
  const locale = currentLocale();
  const field = form.getInputProps;
  const submit = ({ target, kind, way, note }: Fields) => {
    const of = targets.find(({ id }) => id === target);
    if (of === undefined) return;
    const body = { for: { kind: of.kind, id: of.id }, kind, way, note: note.trim() || null };
    ask.mutate({
      ...{ path: `/api/people/${person}/help`, body, done: t`It is asked for. Somebody arranges it.` },
      undo: undoBy(helpChanged, ({ id, version }) => ({
        path: `/api/help/${id}/settle`,
        body: { version, as: 'not-needed', reason: slipWords() },
        done: t`It is not asked for any more.`,
      })),
    });
  };
  return (
    <Modal opened onClose={close} title={t`Ask for help`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form className={entryClasses.form} noValidate onSubmit={form.onSubmit(submit)}>
        <Restored of={kept} />
        <NativeSelect
          label={t`For what`}
          data-autofocus
          data={targets.map((of) => ({ value: of.id, label: targetWords(of, locale) }))}
          {...field('target')}
        />
        <NativeSelect
          label={t`Which help`}
          data={helpKinds.map((value) => ({ value, label: kindWords(value) }))}
          {...field('kind')}
        />
        <NativeSelect
          label={t`How it was asked for`}
          data={helpWays.map((value) => ({ value, label: wayWords(value) }))}
          {...field('way')}
        />
        <Textarea
          label={t`Note`}
          description={t`What is needed: a wheelchair, how many children, from where.`}
          autosize
          minRows={2}
          {...field('note')}
        />
        <Refusal failure={ask.error} />
        <Button type="submit" loading={ask.isPending}>
          <Trans>Ask for it</Trans>
        </Button>
      </form>
    </Modal>
  );
}
