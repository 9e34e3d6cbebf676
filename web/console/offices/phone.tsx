import type { AgencyView } from '@attend/contracts/agency';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { fieldFaults } from '../../ui/api/field-faults.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { Meanwhile } from '../shell/meanwhile.tsx';
import { useChange } from './change-place.tsx';

type Props = { readonly of: AgencyView['offices'][number]; readonly close: () => void };

/** ACC-38: the number that stands on the office’s letters. Of two who enter one the second sees the other’s, and keeps what they typed. */
export function OfficePhone({ of, close }: Props) {
  const { id, name, phone } = of;
  const stands = { phone: phone ?? '' };
  const kept = useKeptForm(`office-phone.${id}`, { initialValues: stands });
  const change = useChange(
    `/api/offices/${id}/phone`,
    t`It stands on its letters from now on.`,
    kept.forget,
    close,
  );
  const [read, setRead] = useState(phone);
  useEffect(() => {
    if (phone === read) return;
    setRead(phone);
    kept.learn(stands);
  });
  const faults = fieldFaults(change.error, { phone: 'phone' });
  return (
    <Modal
      opened
      onClose={close}
      title={t`Telephone of ${name}`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        noValidate
        onSubmit={kept.form.onSubmit((values) =>
          change.mutate({ was: read, phone: values.phone.trim() || null }),
        )}
      >
        <Restored of={kept} />
        <Meanwhile of={kept} name={() => t`Telephone number`} />
        <TextInput
          label={t`Telephone number`}
          description={t`As one dials it. It stands on this office’s letters; where it is empty, whoever makes a letter is asked for it.`}
          type="tel"
          autoComplete="off"
          data-autofocus
          {...kept.form.getInputProps('phone')}
          error={faults.phone}
        />
        {Object.keys(faults).length === 0 && <Refusal failure={change.error} />}
        <Button type="submit" loading={change.isPending}>
          <Trans>Save</Trans>
        </Button>
      </form>
    </Modal>
  );
}
