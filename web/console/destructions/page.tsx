import type { Destruction, destructionDecisions } from '@attend/contracts/destructions';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { send } from '../../ui/api/request.ts';
import { Card } from '../../ui/Card.tsx';
import { actions as actionsClass, type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSay } from '../../ui/Say.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { failureWords, refusalWords } from '../../ui/words/failures.ts';
import { destructionsQuery } from '../queries.ts';
import { Confirm } from '../shell/confirm.tsx';
import { useTitle } from '../shell/title.ts';
import { useStaff } from '../signed-in.tsx';
import { inOrder, mayApprove, standingOf, standingWords } from './view.ts';

type Decision = (typeof destructionDecisions)[number];

/** Whose keys were asked to be destroyed: by number, without names, since who approves need not know the person. */
export function DestructionsPage() {
  useTitle(t`Ended keys`);
  const me = useStaff();
  const client = useQueryClient();
  const say = useSay();
  const list = useQuery(destructionsQuery);
  const [approving, setApproving] = useState<Destruction | null>(null);

  const decide = async (one: Destruction, decision: Decision) => {
    setApproving(null);
    const answer = await send(`/api/destructions/${one.id}/decision`, { decision });
    const reference = one.participant.reference;
    if (answer.ok)
      say(decision === 'approved' ? t`The key of ${reference} is destroyed.` : t`Refused: the key stays.`);
    else
      say(
        answer.error.kind === 'refused'
          ? refusalWords(answer.error.problem)
          : failureWords(answer.error).title,
        'trouble',
      );
    await client.invalidateQueries();
  };
  const actions = { approve: setApproving, refuse: (one: Destruction) => void decide(one, 'refused') };
  return (
    <Page
      title={t`Ended keys`}
      lead={t`Everything about a person is kept under a key of their own. Once two people have ended it, nothing of the person can be read any more, backups included.`}
    >
      <Card title={t`Asked for`} flush>
        {list.data ? (
          <DataTable
            label={t`Asked for`}
            rows={inOrder(list.data.destructions)}
            columns={columnsFor(me.id, actions)}
            rowId={(row) => row.id}
            empty={t`Nobody has asked for the end of a key.`}
            over={(row) => row.decision !== null}
          />
        ) : list.error ? (
          <Failed error={list.error} retry={list.refetch} />
        ) : (
          <Waiting />
        )}
      </Card>
      <Confirm
        opened={approving !== null}
        title={approving ? t`Destroy the key of ${approving.participant.reference}?` : ''}
        text={t`Names, positions, evidence and notes of this person can never be read again, by anybody, in no copy. Their device's uploads are no longer kept. This cannot be taken back.`}
        action={t`Destroy the key`}
        cancel={() => setApproving(null)}
        confirm={() => approving && void decide(approving, 'approved')}
      />
    </Page>
  );
}

type Actions = {
  readonly approve: (one: Destruction) => void;
  readonly refuse: (one: Destruction) => void;
};

function columnsFor(me: string, { approve, refuse }: Actions): Column<Destruction>[] {
  return [
    {
      id: 'reference',
      name: t`Number`,
      cell: (row) => <strong>{row.participant.reference}</strong>,
      by: (row) => row.participant.reference,
    },
    { id: 'reason', name: t`Reason`, cell: (row) => row.reason },
    {
      id: 'asked',
      name: t`Asked by`,
      cell: (row) => (
        <Trans>
          {row.askedBy.name}, <Moment at={row.askedAt} />
        </Trans>
      ),
      by: (row) => row.askedAt,
    },
    {
      id: 'standing',
      name: t`Standing`,
      cell: (row) => (
        <>
          <Tag>{standingWords(standingOf(row))}</Tag>{' '}
          {row.decidedBy && row.decidedAt && (
            <Trans>
              {row.decidedBy.name}, <Moment at={row.decidedAt} />
            </Trans>
          )}
        </>
      ),
      by: (row) => standingOf(row),
    },
    {
      id: 'action',
      name: t`Decision`,
      acts: true,
      cell: (row) =>
        standingOf(row) === 'waits' && (
          <span className={actionsClass}>
            {!mayApprove(row, me) && <span>{t`Somebody else approves`}</span>}
            {mayApprove(row, me) && (
              <Button
                variant="default"
                size="compact-sm"
                aria-label={t`Approve the end of the key of ${row.participant.reference}`}
                onClick={() => approve(row)}
              >
                <Trans>Approve…</Trans>
              </Button>
            )}
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t`Refuse the end of the key of ${row.participant.reference}`}
              onClick={() => refuse(row)}
            >
              <Trans>Refuse</Trans>
            </Button>
          </span>
        ),
    },
  ];
}
