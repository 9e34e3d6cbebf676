import type { AccountRequest } from '@attend/contracts/account-requests';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { accountRequestsQuery } from '../queries.ts';
import { asItStands } from '../shell/stands.tsx';
import { Decide } from './decide.tsx';
import { RequestTable } from './table.tsx';
import { waiting, worthKnowing } from './view.ts';

/** On the staff page: what waits for a second person, with the decision. */
export function WaitingCard() {
  const list = useQuery(accountRequestsQuery);
  const [deciding, setDeciding] = useState<AccountRequest | null>(null);
  return (
    <Card title={t`Waits for a second person`} flush>
      {list.data ? (
        <RequestTable
          label={t`Waits for a second person`}
          requests={waiting(list.data.requests)}
          empty={
            list.data.twoPeople
              ? t`Nothing waits.`
              : t`So far one person’s word is enough, and everybody whom they bring in counts as the same person where two are needed. On the machine, “attend confirm” with a colleague’s e-mail makes them the second.`
          }
          decide={setDeciding}
        />
      ) : list.error ? (
        <Failed error={list.error} retry={list.refetch} />
      ) : (
        <Waiting />
      )}
      {deciding && (
        <Decide of={asItStands(list.data?.requests ?? [], deciding).of} close={() => setDeciding(null)} />
      )}
    </Card>
  );
}

/** On the oversight page: what was done to accounts on one person's word, what waits, and every reset. */
export function AccountsCard() {
  const list = useQuery(accountRequestsQuery);
  return (
    <Card
      title={t`Accounts on one person’s word`}
      flush
      aside={
        <Link to="/staff">
          <Trans>Staff</Trans>
        </Link>
      }
    >
      {list.data ? (
        <RequestTable
          label={t`Accounts on one person’s word`}
          requests={worthKnowing(list.data.requests)}
          empty={t`Two people agreed on every account, and nobody was reset.`}
        />
      ) : list.error ? (
        <Failed error={list.error} retry={list.refetch} />
      ) : (
        <Waiting />
      )}
    </Card>
  );
}
