import type { ContactPoint } from '@attend/contracts/messages';
import { reinstatableFor } from '@attend/contracts/messages';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { languageWords } from '../../ui/language.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { contactPointsQuery } from '../queries.ts';
import { ReasonDialog } from '../shell/reason-dialog.tsx';
import { asItStands, usePressedRow } from '../shell/stands.tsx';
import { slipWords } from '../shell/undo.ts';
import { useCommand } from '../shell/use-command.ts';
import { AddContactPoint } from './add.tsx';
import { ChangeContactPoint } from './change.tsx';
import { contactPointStands } from './facts.tsx';
import classes from './page.module.css';
import { kindWords, stateWords } from './view.ts';

/** Where a person is reached, in the order in which it is tried. */
export function ContactPoints({ id, writes }: { readonly id: string; readonly writes: boolean }) {
  const list = useQuery(contactPointsQuery(id));
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<ContactPoint | null>(null);
  const [reinstating, setReinstating] = useState<ContactPoint | null>(null);
  const [act, said] = useActs(list.data?.contactPoints ?? []);
  if (!list.data) return list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />;
  const { contactPoints } = list.data;
  const add = (
    <Button
      variant="default"
      size="compact-md"
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setAdding(true)}
    >
      <Trans>Add…</Trans>
    </Button>
  );
  return (
    <Card title={t`Where they are reached`} flush aside={writes && add}>
      <DataTable
        label={t`Where they are reached`}
        rows={contactPoints}
        rowId={({ id: one }) => one}
        empty={t`Nowhere. Without one no reminder reaches this person.`}
        over={({ ended }) => ended !== null}
        columns={[...columns(), ...(writes ? [commandColumn(act, setChanging, setReinstating)] : [])]}
      />
      {said}
      {changing && (
        <ChangeContactPoint of={asItStands(contactPoints, changing).of} close={() => setChanging(null)} />
      )}
      {reinstating && (
        <Reinstate of={asItStands(contactPoints, reinstating).of} close={() => setReinstating(null)} />
      )}
      {adding && (
        <AddContactPoint
          person={id}
          preference={Math.min(99, 1 + Math.max(0, ...contactPoints.map(({ preference }) => preference)))}
          close={() => setAdding(false)}
        />
      )}
    </Card>
  );
}

/** It was ended by mistake: for a day it can stand again as it was, by a contact point of its own. */
const Reinstate = ({ of, close }: { readonly of: ContactPoint; readonly close: () => void }) => (
  <ReasonDialog
    path={`/api/contact-points/${of.id}/reinstate`}
    stands={contactPointStands(of)}
    stale={stale.flat()}
    close={close}
    words={{
      title: t`Theirs after all`,
      label: t`Why`,
      description: t`It stands again with the consent that was given then. What ended stays on record.`,
      action: t`Let it stand again`,
      done: t`It stands again, with its consent.`,
    }}
  />
);

const columns = (): Column<ContactPoint>[] => [
  { id: 'order', name: t`Order`, cell: ({ preference }) => preference, by: ({ preference }) => preference },
  {
    id: 'address',
    name: t`Address`,
    cell: ({ address, kind, language, note }) => (
      <>
        <bdi>{address}</bdi>
        <span className={classes.second}>
          {[kindWords(kind), language === null ? null : languageWords(language), note]
            .filter((one) => one !== null)
            .join(' · ')}
        </span>
      </>
    ),
    by: ({ address }) => address,
  },
  { id: 'consent', name: t`Consent`, cell: (point) => <Consent of={point} /> },
  {
    id: 'confirmed',
    name: t`Last confirmed`,
    cell: ({ confirmed }) => (confirmed === null ? t`Never` : <Moment at={confirmed.at} />),
    by: ({ confirmed }) => confirmed?.at ?? '',
  },
];

function Consent({ of: point }: { readonly of: ContactPoint }) {
  const why = stateWords(point);
  const askedBy = point.consent?.askedBy ?? null;
  return (
    <>
      {why !== null && <Tag tone="medium">{why}</Tag>}
      {point.consent !== null && (
        <span className={why === null ? undefined : classes.second}>
          {askedBy === null ? (
            <Trans>
              imported, given <Moment at={point.consent.at} />
            </Trans>
          ) : (
            <Trans>
              asked by {askedBy}, <Moment at={point.consent.at} />
            </Trans>
          )}
        </span>
      )}
    </>
  );
}

type Command = 'confirm' | 'consent' | 'withdraw' | 'end';
type Act = (point: ContactPoint, command: Command) => Promise<void>;
function doneWords(command: Command): string {
  const words: Record<Command, string> = {
    confirm: t`Confirmed: still right.`,
    consent: t`Their consent is on record.`,
    withdraw: t`That they take it back is on record.`,
    end: t`It is no longer theirs.`,
  };
  return words[command];
}

function commandWords(command: Command): string {
  const words: Record<Command, string> = {
    confirm: t`Still right`,
    consent: t`Consent given`,
    withdraw: t`Consent withdrawn`,
    end: t`No longer theirs`,
  };
  return words[command];
}

const commandColumn = (
  act: Act,
  change: (point: ContactPoint) => void,
  reinstate: (point: ContactPoint) => void,
): Column<ContactPoint> => ({
  id: 'action',
  name: t`Action`,
  acts: true,
  cell: (point) => {
    if (point.ended !== null)
      return serverNow() - Date.parse(point.ended) > reinstatableFor ? null : (
        <div className={actions}>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`${t`Theirs after all…`} ${point.address}`}
            onClick={() => reinstate(point)}
          >
            <Trans>Theirs after all…</Trans>
          </Button>
        </div>
      );
    const consents = point.consent !== null && point.consentWithdrawn === null && point.stopped === null;
    const commands: readonly Command[] = ['confirm', consents ? 'withdraw' : 'consent', 'end'];
    const address = point.address;
    return (
      <div className={actions}>
        {commands.map((command) => {
          const words = commandWords(command);
          return (
            <Button
              key={command}
              variant="default"
              size="compact-sm"
              aria-label={`${words}: ${address}`}
              onClick={() => void act(point, command)}
            >
              {words}
            </Button>
          );
        })}
        <Button
          variant="default"
          size="compact-sm"
          aria-label={t`Change ${address}`}
          onClick={() => change(point)}
        >
          <Trans>Change…</Trans>
        </Button>
      </div>
    );
  },
});

const stale = [['contact-points']];
/** One key each; whoever was slower sees what the other one made of it (FRM-7). */
function useActs(points: readonly ContactPoint[]): readonly [Act, ReactNode] {
  const { run, failure } = useCommand(stale);
  const { press, said } = usePressedRow(points, contactPointStands, failure);
  const act: Act = async (point, command) => {
    press(point);
    const { id, version } = point;
    const undo = () => ({
      path: `/api/contact-points/${id}/reinstate`,
      body: { version: version + 1, reason: slipWords() },
      done: t`It stands again, with its consent.`,
    });
    const body = { version };
    await run(
      `/api/contact-points/${id}/${command}`,
      body,
      doneWords(command),
      'POST',
      command === 'end' ? undo : undefined,
    );
  };
  return [act, said];
}
