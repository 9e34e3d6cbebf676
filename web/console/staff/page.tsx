import { invitationMade } from '@attend/contracts/ways-in';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { request, send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { failureWords, refusalWords } from '../../ui/words/failures.ts';
import { accountRequestsQuery, staffQuery } from '../queries.ts';
import { WaitingCard } from '../second-person/cards.tsx';
import { ConfirmAccount } from '../second-person/decide.tsx';
import { Confirm } from '../shell/confirm.tsx';
import { asItStands } from '../shell/stands.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Access } from './access.tsx';
import { ChangeStaff } from './change-staff.tsx';
import { InvitationLink, type Invited } from './invitation-link.tsx';
import { NewStaff } from './new-staff.tsx';
import classes from './page.module.css';
import { inOrder, roleWords, type StaffEntry, whereWords } from './view.ts';

/** Who works here, who comes, who leaves. */
export function StaffPage() {
  useTitle(t`Staff`);
  const me = useStaff();
  const staff = useQuery(staffQuery);
  const client = useQueryClient();
  const say = useSay();
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<StaffEntry | null>(null);
  const [leaving, setLeaving] = useState<StaffEntry | null>(null);
  const [confirming, setConfirming] = useState<StaffEntry | null>(null);
  const [invited, setInvited] = useState<Invited | null>(null);
  const writes = may(me, 'staff.write');

  const tellWhy = (error: ApiFailure) =>
    say(error.kind === 'refused' ? refusalWords(error.problem) : failureWords(error).title, 'trouble');
  const readAgain = async () => {
    for (const { queryKey } of [staffQuery, accountRequestsQuery])
      await client.invalidateQueries({ queryKey });
  };
  const inviteAgain = async (entry: StaffEntry) => {
    const answer = await request(`/api/staff/${entry.id}/invitation`, invitationMade, { method: 'POST' });
    if (answer.ok) setInvited({ ...answer.value, name: entry.name });
    else tellWhy(answer.error);
    await readAgain();
  };
  const end = async (entry: StaffEntry) => {
    setLeaving(null);
    const answer = await send(`/api/staff/${entry.id}/end`, {});
    const name = entry.name;
    if (answer.ok) say(t`${name} has no access any more.`);
    else tellWhy(answer.error);
    await readAgain();
  };
  return (
    <Page
      title={t`Staff`}
      lead={t`Everybody who may sign in. Whoever leaves loses every session at once; what they did stays on record.`}
      action={
        writes && (
          <Button leftSection={<IconUserPlus size={17} aria-hidden />} onClick={() => setAdding(true)}>
            <Trans>Invite somebody</Trans>
          </Button>
        )
      }
    >
      <WaitingCard />
      <Card title={t`Accounts`} flush>
        {staff.data ? (
          <DataTable
            label={t`Accounts`}
            rows={inOrder(staff.data.staff)}
            columns={columnsFor(writes, me.id, {
              change: setChanging,
              leave: setLeaving,
              invite: (entry) => void inviteAgain(entry),
              confirm: setConfirming,
            })}
            rowId={(row) => row.id}
            over={(row) => row.endedAt !== null}
          />
        ) : staff.error ? (
          <Failed error={staff.error} retry={staff.refetch} />
        ) : (
          <Waiting />
        )}
      </Card>
      {confirming && (
        <ConfirmAccount
          of={asItStands(staff.data?.staff ?? [], confirming).of}
          close={() => setConfirming(null)}
        />
      )}
      {changing && <ChangeStaff entry={changing} close={() => setChanging(null)} />}
      <NewStaff
        opened={adding}
        close={() => setAdding(false)}
        made={(invitation) => {
          setAdding(false);
          setInvited(invitation);
        }}
      />
      {invited && <InvitationLink of={invited} close={() => setInvited(null)} />}
      <Confirm
        opened={leaving !== null}
        title={leaving ? endTitle(leaving) : ''}
        text={
          leaving?.invitation
            ? t`The link opens nothing any more. You can invite them again.`
            : t`Every session of theirs ends at once. The account cannot be opened again.`
        }
        action={leaving?.invitation ? t`Withdraw` : t`End access`}
        cancel={() => setLeaving(null)}
        confirm={() => leaving && void end(leaving)}
      />
    </Page>
  );
}

const endTitle = ({ name, invitation }: StaffEntry): string =>
  invitation ? t`Withdraw the invitation of ${name}?` : t`End the access of ${name}?`;

type Act = (entry: StaffEntry) => void;
type Actions = { readonly change: Act; readonly leave: Act; readonly invite: Act; readonly confirm: Act };

function columnsFor(writes: boolean, me: string, actions: Actions): Column<StaffEntry>[] {
  return [
    {
      id: 'name',
      name: t`Name`,
      cell: (row) => (
        <>
          <strong>{row.name}</strong>
          <span className={classes.email}>{row.email}</span>
        </>
      ),
      by: (row) => row.name,
    },
    {
      id: 'roles',
      name: t`Roles`,
      cell: (row) => (row.roles.length === 0 ? t`None` : row.roles.map(roleWords).join(', ')),
      by: (row) => row.roles.join(),
    },
    { id: 'office', name: t`Works in`, cell: whereWords, by: whereWords },
    { id: 'since', name: t`Since`, cell: (row) => <Moment at={row.createdAt} />, by: (row) => row.createdAt },
    {
      id: 'action',
      name: t`Access`,
      acts: true,
      cell: (row) => <Access of={row} writes={writes} own={row.id === me} {...actions} />,
    },
  ];
}
