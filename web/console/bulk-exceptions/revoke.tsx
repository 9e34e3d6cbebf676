import type { BulkException } from '@attend/contracts/bulk-exceptions';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ApiFailure, isConflict } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { useSay } from '../../ui/Say.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { Restored, useKeptForm } from '../shell/kept-form.tsx';
import { type Stands, useStands } from '../shell/stands.tsx';

const factWords = (field: string): string => (field === 'by' ? t`Taken back by` : t`Why`);

/** What somebody else may change of it: they take it back. */
const bulkStands = ({ version, revoked }: BulkException): Stands => ({
  ...{ version, facts: { by: revoked?.by, why: revoked?.reason }, name: factWords },
});

/** Taken back for everybody whom it let off. */
export function RevokeDialog({ of, close }: { readonly of: BulkException; readonly close: () => void }) {
  const client = useQueryClient();
  const say = useSay();
  const kept = useKeptForm(`bulk-exception.${of.id}.revoke`, {
    initialValues: { reason: '' },
    validate: ({ reason }) => (reason.trim().length < 3 ? { reason: t`Say why` } : {}),
  });
  const { form } = kept;
  const { version, told } = useStands(bulkStands(of));
  const revoke = useMutation<void, ApiFailure, { readonly reason: string }>({
    mutationFn: async ({ reason }) => {
      const answer = await send(`/api/bulk-exceptions/${of.id}/revoke`, { version, reason });
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: ['bulk-exceptions'] });
      say(t`Taken back. Conditions have to be kept again from now on.`);
      kept.forget();
      close();
    },
    // Behind the dialog stands by now what somebody else has changed.
    onError: (failure) => {
      if (isConflict(failure)) void client.invalidateQueries({ queryKey: ['bulk-exceptions'] });
    },
  });
  return (
    <Modal opened onClose={close} title={t`Take it back`} closeButtonProps={{ 'aria-label': t`Close` }}>
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => revoke.mutate(values))}
        noValidate
      >
        <Restored of={kept} />
        {told}
        <Textarea label={t`Reason`} data-autofocus {...form.getInputProps('reason')} />
        <Refusal failure={revoke.error} />
        <Button type="submit" loading={revoke.isPending}>
          <Trans>Take it back</Trans>
        </Button>
      </form>
    </Modal>
  );
}
