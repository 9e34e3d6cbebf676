import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconBuilding, IconKey } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { signInWithPasskey } from '../../ui/passkey.ts';
import { leaveForAgency } from '../agency/leave.ts';
import { sessionQuery, waysQuery } from '../queries.ts';
import { entryClasses, Refusal } from '../shell/entry.tsx';

/** Passkeys and agencies' own sign-in, where there are any: quicker and safer than the password below. */
export function OtherWays() {
  const client = useQueryClient();
  const ways = useQuery(waysQuery);
  const passkey = useMutation({
    mutationFn: async () => {
      const answer = await signInWithPasskey('/api/sign-in/passkey/options', '/api/sign-in/passkey');
      if (!answer.ok) throw answer.error;
      await client.refetchQueries({ queryKey: sessionQuery.queryKey });
    },
  });
  const agency = useMutation({
    mutationFn: async (id: string) => {
      const failure = await leaveForAgency(id, false);
      if (failure) throw failure;
    },
  });
  if (!ways.data || (!ways.data.passkey && ways.data.providers.length === 0)) return null;
  return (
    <div className={entryClasses.form}>
      {ways.data.passkey && (
        <Button
          variant="default"
          fullWidth
          leftSection={<IconKey size={18} aria-hidden />}
          loading={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          <Trans>Use a passkey</Trans>
        </Button>
      )}
      {ways.data.providers.map(({ id, name }) => (
        <Button
          key={id}
          variant="default"
          fullWidth
          leftSection={<IconBuilding size={18} aria-hidden />}
          loading={agency.isPending && agency.variables === id}
          onClick={() => agency.mutate(id)}
        >
          {t`Sign in with ${name}`}
        </Button>
      ))}
      <Refusal failure={passkey.error ?? agency.error} />
      <hr className={entryClasses.line} />
    </div>
  );
}
