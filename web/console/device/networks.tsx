import type { DeviceDetail } from '@attend/contracts/devices';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { useSay } from '../../ui/Say.tsx';
import { networksOf } from '../devices/view.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { networksForm } from './form.ts';

type Props = { readonly device: DeviceDetail; readonly close: () => void };

/** Where a device may come from. */
export function ChangeNetworks({ device, close }: Props) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(`device.${device.id}.networks`, {
    mode: 'uncontrolled',
    initialValues: { networks: (device.networks ?? []).join('\n'), reason: '' },
    validate: formCheck(networksForm),
  });
  const { form } = kept;
  const change = useMutation({
    mutationFn: async ({ networks, reason }: { networks: string; reason: string }) => {
      const body = { networks: networksOf(networks), reason };
      const answer = await send(`/api/devices/${device.id}/networks`, body, 'PUT');
      await client.invalidateQueries({ queryKey: ['devices'] });
      if (!answer.ok) throw answer.error;
      say(t`Kept. It holds from the next message on.`);
      kept.forget();
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={t`Allowed networks`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => change.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        <Textarea
          label={t`Networks`}
          description={t`One a line, like 10.20.0.0/16. Empty: from anywhere. From elsewhere nothing is taken.`}
          autosize
          minRows={3}
          data-autofocus
          spellCheck={false}
          key={form.key('networks')}
          {...form.getInputProps('networks')}
        />
        <Textarea
          label={t`Reason`}
          description={t`About the equipment. It stays on record.`}
          key={form.key('reason')}
          {...form.getInputProps('reason')}
        />
        <Refusal failure={change.error} />
        <Button type="submit" loading={change.isPending}>
          <Trans>Keep the networks</Trans>
        </Button>
      </form>
    </Modal>
  );
}
