import type { OwnSecurity } from '@attend/contracts/ways-in';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery } from '@tanstack/react-query';
import { send } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { signInWithPasskey } from '../../ui/passkey.ts';
import { Failed, Waiting } from '../../ui/State.tsx';
import { leaveForAgency } from '../agency/leave.ts';
import { securityQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';
import { stepUpEmpty, stepUpForm } from './form.ts';

type Props = { readonly settle: (proven: boolean) => void };

/** Is it still you? What was asked for goes on by itself afterwards. */
export function StepUpDialog({ settle }: Props) {
  const security = useQuery(securityQuery);
  return (
    <Modal
      opened
      onClose={() => settle(false)}
      title={t`Is it still you?`}
      // Over the dialog whose command asks: Escape calls off the proof alone, and what was typed below stays.
      zIndex={400}
      closeOnEscape={false}
      onFocus={(event) => event.target.setAttribute('data-mantine-stop-propagation', 'true')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') settle(false);
      }}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <div className={entryClasses.form}>
        <p>
          <Trans>This needs a fresh proof. It holds for five minutes.</Trans>
        </p>
        {security.data ? (
          <Proofs of={security.data} settle={settle} />
        ) : security.error ? (
          <Failed error={security.error} retry={security.refetch} />
        ) : (
          <Waiting />
        )}
      </div>
    </Modal>
  );
}

function Proofs({ of, settle }: Props & { readonly of: OwnSecurity }) {
  const passkeys = of.passkeysHere && of.passkeys.length > 0;
  return (
    <>
      {passkeys && <Passkey settle={settle} first />}
      {of.authenticator && <Code settle={settle} first={!passkeys} />}
      {of.providers.map(({ id, name }) => (
        <Agency key={id} id={id} name={name} />
      ))}
    </>
  );
}

type Proof = Props & { readonly first: boolean };

function Passkey({ settle, first }: Proof) {
  const prove = useMutation({
    mutationFn: async () => {
      const answer = await signInWithPasskey('/api/step-up/passkey/options', '/api/step-up/passkey');
      if (!answer.ok) throw answer.error;
      settle(true);
    },
  });
  return (
    <>
      <Button onClick={() => prove.mutate()} loading={prove.isPending} data-autofocus={first || undefined}>
        <Trans>Use a passkey</Trans>
      </Button>
      <Refusal failure={prove.error} />
    </>
  );
}

function Code({ settle, first }: Proof) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: stepUpEmpty,
    validate: formCheck(stepUpForm),
  });
  const prove = useMutation({
    mutationFn: async (body: unknown) => {
      const answer = await send('/api/step-up', body);
      if (!answer.ok) throw answer.error;
      settle(true);
    },
  });
  return (
    <form className={entryClasses.form} onSubmit={form.onSubmit((values) => prove.mutate(values))} noValidate>
      <TextInput
        label={t`Code`}
        description={t`Six digits from your authenticator app. A backup code works too, once.`}
        autoComplete="one-time-code"
        autoCapitalize="off"
        spellCheck={false}
        data-autofocus={first || undefined}
        key={form.key('code')}
        {...form.getInputProps('code')}
      />
      <Refusal failure={prove.error} />
      <Button type="submit" variant={first ? 'filled' : 'default'} loading={prove.isPending}>
        <Trans>Go on</Trans>
      </Button>
    </form>
  );
}

/** Leaves the page: what was asked for is asked for again after coming back. */
function Agency({ id, name }: { readonly id: string; readonly name: string }) {
  const leave = useMutation({
    mutationFn: async () => {
      const failure = await leaveForAgency(id, true);
      if (failure) throw failure;
    },
  });
  return (
    <>
      <p>
        <Trans>Or prove it at your agency, and then do again what you were doing.</Trans>
      </p>
      <Button variant="default" onClick={() => leave.mutate()} loading={leave.isPending}>
        {t`Sign in with ${name}`}
      </Button>
      <Refusal failure={leave.error} />
    </>
  );
}
