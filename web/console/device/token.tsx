import { deviceToken } from '@attend/contracts/devices';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '../../ui/api/request.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';

type Props = { readonly device: string; readonly close: () => void };

/** A new token, shown this once: the server keeps a keyed hash, from which it cannot be shown again. */
export function NewToken({ device, close }: Props) {
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: async () => {
      const answer = await request(`/api/devices/${device}/token`, deviceToken, { method: 'POST' });
      await client.invalidateQueries({ queryKey: ['devices'] });
      if (!answer.ok) throw answer.error;
      return answer.value.token;
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={t`New token`}
      size="lg"
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <div className={entryClasses.form}>
        {make.data === undefined ? (
          <>
            <p>{t`The phone’s app is refused from then on until the new token is set in it. Messages that wait on the phone are sent afterwards.`}</p>
            <Refusal failure={make.error} />
            <Button loading={make.isPending} onClick={() => make.mutate()}>
              <Trans>Make a new token</Trans>
            </Button>
          </>
        ) : (
          <>
            <p>{t`Set it in the phone’s app as its password. It is not shown again.`}</p>
            <TextInput
              label={t`Token`}
              value={make.data}
              readOnly
              data-autofocus
              onFocus={(event) => event.currentTarget.select()}
            />
            <Button onClick={close}>
              <Trans>Close</Trans>
            </Button>
          </>
        )}
      </div>
    </Modal>
  );
}
