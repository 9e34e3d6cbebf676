import type { PersonFittings } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { chooseFirst, toChoose } from '../../ui/to-choose.ts';
import { Moment } from '../../ui/When.tsx';
import { technologyWords } from '../../ui/words/devices.ts';
import { Ask, optionsOf, reasonField } from '../stock/ask.tsx';
import { Injuries } from './injuries.tsx';
import classes from './page.module.css';
import { personFittingsQuery } from './queries.ts';
import { Removals } from './removals.tsx';
import { statusWords } from './view.ts';

type Held = PersonFittings['held'][number];

/** Devices on one person: what they have, when it may be off, what harm it did, and how each came on them. */
export function DevicesPart({ id }: { readonly id: string }) {
  const read = useQuery(personFittingsQuery(id));
  const [collecting, setCollecting] = useState<Held | null>(null);
  if (!read.data) return read.error ? <Failed error={read.error} retry={read.refetch} /> : <Waiting />;
  const { held, fittings, offices, ownOffice } = read.data;
  return (
    <div className={classes.stack} style={{ maxInlineSize: 'none' }}>
      <Card
        title={t`Devices on them`}
        flush
        aside={
          <Link to="/fittings/$person" params={{ person: id }} preload={false}>
            <Trans>Fit a device</Trans>
          </Link>
        }
      >
        <DataTable
          label={t`Devices on them`}
          rows={held}
          rowId={({ assignment }) => assignment}
          empty={t`They have no device.`}
          columns={heldColumns(setCollecting)}
        />
      </Card>
      <Removals person={id} />
      <Injuries person={id} held={held} />
      <Card title={t`Fittings`} flush>
        <DataTable
          label={t`Fittings`}
          rows={fittings}
          rowId={(row) => row.id}
          empty={t`No device was fitted step by step yet.`}
          columns={fittingColumns()}
        />
      </Card>
      {collecting && (
        <Ask
          keep={`collection.${collecting.assignment}`}
          title={t`The device is back`}
          action={t`Put it on the shelf`}
          done={t`The device is on the shelf, and their time with it is over.`}
          path={`/api/assignments/${collecting.assignment}/collection`}
          initial={{ office: ownOffice ?? offices[0]?.id ?? '', state: '', reason: '' }}
          fields={() => [
            { kind: 'choice', name: 'office', label: t`On the shelf of`, options: optionsOf(offices) },
            {
              ...{ kind: 'choice', name: 'state', label: t`It came back`, needed: chooseFirst() },
              options: toChoose([
                { value: 'usable', label: t`fit for use` },
                { value: 'damaged', label: t`damaged` },
              ]),
            },
            reasonField(),
          ]}
          bodyOf={({ office, state, reason }) => ({ office, state, reason })}
          close={() => setCollecting(null)}
        />
      )}
    </div>
  );
}

const heldColumns = (collect: (held: Held) => void): Column<Held>[] => [
  {
    id: 'device',
    name: t`Device`,
    cell: ({ device }) => (
      <Link to="/devices/$id" params={{ id: device.id }} preload={false}>
        <bdi>{device.identifier}</bdi>
      </Link>
    ),
  },
  {
    id: 'kind',
    name: t`Model`,
    cell: ({ device }) => device.model?.name ?? technologyWords(device.technology),
  },
  { id: 'from', name: t`Since`, cell: ({ from }) => <Moment at={from} /> },
  {
    id: 'state',
    name: t`Standing`,
    cell: ({ toCollect }) => (toCollect ? <Tag tone="medium">{t`to be collected`}</Tag> : t`on them`),
  },
  {
    id: 'acts',
    name: t`Action`,
    acts: true,
    cell: (held) => (
      <div className={actions}>
        <Button
          variant="default"
          size="compact-md"
          aria-label={t`It is back: ${held.device.identifier}…`}
          onClick={() => collect(held)}
        >
          <Trans>It is back…</Trans>
        </Button>
      </div>
    ),
  },
];

const fittingColumns = (): Column<PersonFittings['fittings'][number]>[] => [
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
