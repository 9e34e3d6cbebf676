import { invitationShown } from '@attend/contracts/ways-in';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, PasswordInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { read, send } from '../../ui/api/request.ts';
import { formCheck } from '../../ui/form-check.ts';
import { makePasskey } from '../../ui/passkey.ts';
import { Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { leaveForAgency } from '../agency/leave.ts';
import { sessionQuery, waysQuery } from '../queries.ts';
import { Entry, entryClasses, Refusal } from '../shell/entry.tsx';
import { passwordEmpty, passwordForm } from './form.ts';
import { tokenOf } from './token.ts';

/** The link that an administrator handed over: choose how to sign in from now on, and the account is there. */
export function InvitationPage() {
  const [token] = useState(() => tokenOf(location.hash));
  const router = useRouter();
  const invitation = useQuery({
    queryKey: ['invitation', token],
    queryFn: ({ signal }) =>
      read('/api/invitations/look', invitationShown, { method: 'POST', body: { token }, signal }),
    retry: false,
  });
  if (!invitation.data && !invitation.error) return <Waiting />;
  if (!invitation.data)
    return (
      <Entry title={t`This invitation does not open`}>
        <div className={entryClasses.form}>
          {refusedAsNone(invitation.error) ? (
            <p className={entryClasses.note} role="alert">
              <Trans>
                It was used, withdrawn or is too old, or the link is not whole. Ask an administrator of your
                programme for a new one.
              </Trans>
            </p>
          ) : (
            <Refusal failure={invitation.error} />
          )}
          <Button variant="default" fullWidth onClick={() => router.history.replace('/')}>
            <Trans>To sign-in</Trans>
          </Button>
        </div>
      </Entry>
    );
  const { name, email, programme, expiresAt } = invitation.data;
  return (
    <Entry
      title={t`Welcome, ${name}`}
      lead={t`${programme} has made you an account for ${email}. Choose how you sign in.`}
    >
      <Ways token={token} />
      <p className={entryClasses.small}>
        <Trans>
          This invitation opens until <Moment at={expiresAt} />, once.
        </Trans>
      </p>
    </Entry>
  );
}

const refusedAsNone = (error: ApiFailure | null): boolean =>
  error?.kind === 'refused' && (error.status === 400 || error.problem.code === 'not-invited');

/** Goes on to the console's first page, or to setting up the second factor. */
function useAccept() {
  const router = useRouter();
  const client = useQueryClient();
  return async () => {
    // The link has served: it is not left in the address bar or the history.
    router.history.replace('/');
    await client.refetchQueries({ queryKey: sessionQuery.queryKey });
  };
}

function Ways({ token }: { readonly token: string }) {
  const ways = useQuery(waysQuery);
  const goOn = useAccept();
  const passkey = useMutation({
    mutationFn: async () => {
      const answer = await makePasskey(
        { path: '/api/invitations/passkey', body: { token } },
        '/api/invitations/accept/passkey',
        { token, name: t`My first passkey` },
      );
      if (!answer.ok) throw answer.error;
      await goOn();
    },
  });
  const agency = useMutation({
    mutationFn: async (id: string) => {
      const failure = await leaveForAgency(id, false);
      if (failure) throw failure;
    },
  });
  return (
    <div className={entryClasses.form}>
      {ways.data?.passkey && (
        <Button onClick={() => passkey.mutate()} loading={passkey.isPending} fullWidth>
          <Trans>Make a passkey</Trans>
        </Button>
      )}
      {ways.data?.providers.map(({ id, name }) => (
        <Button key={id} variant="default" fullWidth onClick={() => agency.mutate(id)}>
          {t`Sign in with ${name}`}
        </Button>
      ))}
      <Refusal failure={passkey.error ?? agency.error} />
      <hr className={entryClasses.line} />
      <Password token={token} goOn={goOn} />
    </div>
  );
}

function Password({ token, goOn }: { readonly token: string; readonly goOn: () => Promise<void> }) {
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: passwordEmpty,
    validate: formCheck(passwordForm),
  });
  const accept = useMutation({
    mutationFn: async (values: typeof passwordEmpty) => {
      const answer = await send('/api/invitations/accept', { token, ...values });
      if (!answer.ok) throw answer.error;
      await goOn();
    },
  });
  return (
    <form
      className={entryClasses.form}
      onSubmit={form.onSubmit((values) => accept.mutate(values))}
      noValidate
    >
      <PasswordInput
        label={t`A password of your own`}
        description={t`At least 12 characters. A few words in a row are good. You set up an authenticator app next.`}
        autoComplete="new-password"
        key={form.key('password')}
        {...form.getInputProps('password')}
      />
      <Refusal failure={accept.error} />
      <Button type="submit" variant="default" loading={accept.isPending} fullWidth>
        <Trans>Use a password</Trans>
      </Button>
    </form>
  );
}
