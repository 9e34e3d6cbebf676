import type { PersonFittings } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { Arrange, CallOff, Collect, deviceColumns, type Held } from './collections.tsx';
import { GiveUp } from './end-step.tsx';
import { Injuries } from './injuries.tsx';
import classes from './page.module.css';
import { personFittingsQuery } from './queries.ts';
import { Removals } from './removals.tsx';
import { statusWords } from './view.ts';

type Doing =
  | { readonly as: 'collecting' | 'arranging' | 'calling-off'; readonly held: Held }
  | { readonly as: 'giving-up'; readonly id: string };

/** Devices on one person: what they have, when it may be off, what harm it did, and how each came on them. */
export function DevicesPart({ id }: { readonly id: string }) {
  const read = useQuery(personFittingsQuery(id));
  const [doing, setDoing] = useState<Doing | null>(null);
  const writes = may(useStaff(), 'devices.write');
  if (!read.data) return read.error ? <Failed error={read.error} retry={read.refetch} /> : <Waiting />;
  const { held, fittings, offices, ownOffice } = read.data;
  const close = () => setDoing(null);
  // As it stands by now: somebody else may have arranged it behind the dialog.
  const now = (of: Held) => held.find(({ assignment }) => assignment === of.assignment) ?? of;
  return (
    <div className={classes.stack} style={{ maxInlineSize: 'none' }}>
      <Card
        title={t`Devices on them`}
        flush
        aside={
          writes && (
            <Link to="/fittings/$person" params={{ person: id }} preload={false}>
              <Trans>Fit a device</Trans>
            </Link>
          )
        }
      >
        <DataTable
          label={t`Devices on them`}
          rows={held}
          rowId={({ assignment }) => assignment}
          empty={t`They have no device.`}
          columns={[...deviceColumns(id), ...(writes ? [heldActs(setDoing)] : [])]}
        />
      </Card>
      <Removals person={id} />
      <Injuries person={id} held={held} writes={writes} />
      <Card title={t`Fittings`} flush>
        <DataTable
          label={t`Fittings`}
          rows={fittings}
          rowId={(row) => row.id}
          empty={t`No device was fitted step by step yet.`}
          columns={[
            ...fittingColumns(),
            ...(writes ? [fittingActs((id) => setDoing({ as: 'giving-up', id }))] : []),
          ]}
        />
      </Card>
      {doing?.as === 'collecting' && (
        <Collect held={doing.held} offices={offices} own={ownOffice} close={close} />
      )}
      {doing?.as === 'arranging' && <Arrange held={now(doing.held)} offices={offices} close={close} />}
      {doing?.as === 'calling-off' && <CallOff held={now(doing.held)} close={close} />}
      {doing?.as === 'giving-up' && <GiveUp id={doing.id} over={() => undefined} close={close} />}
    </div>
  );
}

type Fitting = PersonFittings['fittings'][number];
const fittingColumns = (): Column<Fitting>[] => [
  { id: 'begun', name: t`Begun`, cell: ({ begunAt }) => <Moment at={begunAt} /> },
  { id: 'device', name: t`Device`, cell: ({ device }) => <bdi>{device.identifier}</bdi> },
  { id: 'by', name: t`By`, cell: ({ begunBy }) => begunBy },
  {
    id: 'status',
    name: t`Standing`,
    cell: ({ status, reason }) =>
      reason === null ? statusWords(status) : `${statusWords(status)}: ${reason}`,
  },
];
const fittingActs = (giveUp: (id: string) => void): Column<Fitting> => ({
  id: 'acts',
  name: t`Action`,
  acts: true,
  cell: ({ id, left, device }) =>
    left && (
      <div className={actions}>
        <Button
          variant="default"
          size="compact-md"
          aria-label={t`Give it up: ${device.identifier}…`}
          onClick={() => giveUp(id)}
        >
          <Trans>Give it up…</Trans>
        </Button>
      </div>
    ),
});

const heldActs = (act: (doing: Doing) => void): Column<Held> => ({
  id: 'acts',
  name: t`Action`,
  acts: true,
  cell: (held) => (
    <div className={actions}>
      <Button
        variant="default"
        size="compact-md"
        aria-label={
          held.collection === null
            ? t`Arrange its collection: ${held.device.identifier}…`
            : t`Move its collection: ${held.device.identifier}…`
        }
        onClick={() => act({ as: 'arranging', held })}
      >
        {held.collection === null ? (
          <Trans>Arrange its collection…</Trans>
        ) : (
          <Trans>Move its collection…</Trans>
        )}
      </Button>
      {held.collection !== null && (
        <Button
          variant="default"
          size="compact-md"
          aria-label={t`Call its collection off: ${held.device.identifier}…`}
          onClick={() => act({ as: 'calling-off', held })}
        >
          <Trans>Call its collection off…</Trans>
        </Button>
      )}
      <Button
        variant="default"
        size="compact-md"
        aria-label={t`It is back: ${held.device.identifier}…`}
        onClick={() => act({ as: 'collecting', held })}
      >
        <Trans>It is back…</Trans>
      </Button>
    </div>
  ),
});
