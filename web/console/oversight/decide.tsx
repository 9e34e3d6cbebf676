import type { UnusualLook } from '@attend/contracts/oversight';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { toChoose } from '../../ui/to-choose.ts';
import { unusualQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { decisionEmpty, decisionForm } from './form.ts';
import { outcomeWords, unusualWords } from './view.ts';

type Props = { readonly look: UnusualLook; readonly close: () => void };

/** What came of asking about one look. */
export function Decide({ look, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(`unusual-look.${look.id}`, {
    mode: 'uncontrolled',
    initialValues: decisionEmpty,
    validate: formCheck(decisionForm),
  });
  const { form } = kept;
  const decide = useMutation({
    mutationFn: async (body: unknown) => {
      const answer = await send(`/api/oversight/looks/${look.id}/decision`, body);
      await client.invalidateQueries({ queryKey: unusualQuery.queryKey });
      if (!answer.ok) throw answer.error;
      say(t`Kept.`);
      kept.forget();
      close();
    },
  });
  const name = look.staff.name;
  return (
    <Modal
      opened
      onClose={close}
      title={t`What did ${name} say?`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => decide.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <p>{unusualWords(look)}</p>
        <NativeSelect
          label={t`Outcome`}
          data={toChoose(
            (['explained', 'follow-up'] as const).map((value) => ({ value, label: outcomeWords(value) })),
          )}
          key={form.key('outcome')}
          {...form.getInputProps('outcome')}
        />
        <Textarea
          label={t`Note`}
          description={t`What was asked and answered. It stays on record.`}
          autosize
          minRows={3}
          key={form.key('note')}
          {...form.getInputProps('note')}
        />
        <Refusal failure={decide.error} />
        <Button type="submit" loading={decide.isPending}>
          <Trans>Keep the decision</Trans>
        </Button>
      </form>
    </Modal>
  );
}
