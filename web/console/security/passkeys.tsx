import type { OwnSecurity } from '@attend/contracts/ways-in';
import type { Result } from '@attend/kernel';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconKey } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { formCheck } from '../../ui/form-check.ts';
import { makePasskey } from '../../ui/passkey.ts';
import { useSay } from '../../ui/Say.tsx';
import { Ago, Moment } from '../../ui/When.tsx';
import { securityQuery } from '../queries.ts';
import { Confirm } from '../shell/confirm.tsx';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { nameEmpty, nameForm } from './form.ts';
import classes from './passkeys.module.css';

type Passkey = OwnSecurity['passkeys'][number];
const pathOf = (passkey: Passkey): string => `/api/passkeys/${encodeURIComponent(passkey.id)}`;

/** My passkeys: each with a name, so that a lost one is told from the others. */
export function Passkeys({ of }: { readonly of: OwnSecurity }) {
  const client = useQueryClient();
  const say = useSay();
  const [naming, setNaming] = useState<'new' | Passkey | null>(null);
  const [removing, setRemoving] = useState<Passkey | null>(null);
  const remove = useMutation({
    mutationFn: async (passkey: Passkey) => {
      const answer = await send(pathOf(passkey), undefined, 'DELETE');
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: securityQuery.queryKey });
      say(t`Removed: it opens nothing any more.`);
    },
  });
  const columns: Column<Passkey>[] = [
    { id: 'name', name: t`Name`, cell: (row) => <strong>{row.name}</strong>, by: (row) => row.name },
    { id: 'made', name: t`Made`, cell: (row) => <Moment at={row.createdAt} />, by: (row) => row.createdAt },
    {
      id: 'used',
      name: t`Last used`,
      cell: (row) => (row.lastUsedAt ? <Ago at={row.lastUsedAt} /> : t`Never`),
    },
    {
      id: 'action',
      name: t`Action`,
      acts: true,
      cell: (row) => (
        <span className={classes.actions}>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Rename ${row.name}`}
            onClick={() => setNaming(row)}
          >
            <Trans>Rename…</Trans>
          </Button>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Remove ${row.name}`}
            onClick={() => setRemoving(row)}
          >
            <Trans>Remove…</Trans>
          </Button>
        </span>
      ),
    },
  ];
  return (
    <Card
      title={t`Passkeys`}
      aside={
        of.passkeysHere && (
          <Button
            size="compact-md"
            leftSection={<IconKey size={16} aria-hidden />}
            onClick={() => setNaming('new')}
          >
            <Trans>Add a passkey</Trans>
          </Button>
        )
      }
    >
      <p>
        <Trans>
          A passkey is kept by your computer, phone or security key, opens with your finger, face or PIN, and
          stands for password and code together. It cannot be given to a wrong page.
        </Trans>
      </p>
      {!of.passkeysHere && (
        <p>
          <Trans>Browsers make passkeys only on a page opened by its name over https.</Trans>
        </p>
      )}
      {of.passkeys.length > 0 && (
        <DataTable label={t`Passkeys`} rows={of.passkeys} columns={columns} rowId={(row) => row.id} />
      )}
      <Refusal failure={remove.error} />
      {naming && <Naming of={naming} close={() => setNaming(null)} />}
      <Confirm
        opened={removing !== null}
        title={removing ? t`Remove ${removing.name}?` : ''}
        text={t`It opens nothing here any more. Delete it on the device too.`}
        action={t`Remove`}
        cancel={() => setRemoving(null)}
        confirm={() => {
          if (removing) remove.mutate(removing);
          setRemoving(null);
        }}
      />
    </Card>
  );
}

type NamingProps = { readonly of: 'new' | Passkey; readonly close: () => void };

function Naming({ of, close }: NamingProps) {
  const client = useQueryClient();
  const say = useSay();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: of === 'new' ? nameEmpty : { name: of.name },
    validate: formCheck(nameForm),
  });
  const keep = useMutation({
    mutationFn: async (values: typeof nameEmpty) => {
      const answer: Result<unknown, ApiFailure> =
        of === 'new'
          ? await makePasskey({ path: '/api/passkeys/options' }, '/api/passkeys', values)
          : await send(pathOf(of), values, 'PUT');
      if (!answer.ok) throw answer.error;
      await client.invalidateQueries({ queryKey: securityQuery.queryKey });
      say(of === 'new' ? t`Passkey added.` : t`Renamed.`);
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={of === 'new' ? t`Add a passkey` : t`Rename a passkey`}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <form
        className={entryClasses.form}
        onSubmit={form.onSubmit((values) => keep.mutate(values))}
        noValidate
      >
        <TextInput
          label={t`Name of the passkey`}
          description={t`Where it is kept, such as “Office computer” or “Blue key”.`}
          data-autofocus
          key={form.key('name')}
          {...form.getInputProps('name')}
        />
        <Refusal failure={keep.error} />
        <Button type="submit" loading={keep.isPending}>
          {of === 'new' ? t`Make it` : t`Keep the name`}
        </Button>
      </form>
    </Modal>
  );
}
