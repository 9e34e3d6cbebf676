import type { DeviceFlag } from '@attend/contracts/devices';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { toChoose } from '../../ui/to-choose.ts';
import { flagWords, outcomes, outcomeWords, seenWords } from '../devices/view.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { decisionForm } from './form.ts';

type Props = { readonly device: string; readonly flag: DeviceFlag; readonly close: () => void };

/** What came of looking at a flag. */
export function Decide({ device, flag, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(`device.${device}.flag.${flag.id}`, {
    mode: 'uncontrolled',
    initialValues: { outcome: '', note: '' },
    validate: formCheck(decisionForm),
  });
  const { form } = kept;
  const decide = useMutation({
    mutationFn: async (body: unknown) => {
      const answer = await send(`/api/devices/${device}/flags/${flag.id}/outcome`, body);
      await client.invalidateQueries({ queryKey: ['devices'] });
      if (!answer.ok) throw answer.error;
      say(t`Kept.`);
      kept.forget();
      close();
    },
  });
  const kind = flagWords(flag.kind);
  return (
    <Modal
      opened
      onClose={close}
      title={t`What came of it? ${kind}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => decide.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <p>{seenWords(flag)}</p>
        <NativeSelect
          label={t`Outcome`}
          data={toChoose(outcomes.map((value) => ({ value, label: outcomeWords(value) })))}
          key={form.key('outcome')}
          {...form.getInputProps('outcome')}
        />
        <Textarea
          label={t`Note`}
          description={t`What was looked at and found. It stays on record.`}
          autosize
          minRows={3}
          data-autofocus
          key={form.key('note')}
          {...form.getInputProps('note')}
        />
        <Refusal failure={decide.error} />
        <Button type="submit" loading={decide.isPending}>
          <Trans>Keep the outcome</Trans>
        </Button>
      </form>
    </Modal>
  );
}
