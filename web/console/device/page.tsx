import type { DeviceDetail } from '@attend/contracts/devices';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Card, Facts } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Ago, Moment } from '../../ui/When.tsx';
import { batteryWords, technologyWords } from '../../ui/words/devices.ts';
import classes from '../devices/page.module.css';
import { Where } from '../devices/page.tsx';
import { deviceQuery } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { Flags } from './flags.tsx';
import { Life } from './life.tsx';
import { ChangeNetworks } from './networks.tsx';
import { WithReason } from './reason.tsx';
import { NewToken } from './token.tsx';

type Asked = 'quarantine' | 'release' | 'networks' | 'token' | null;

/** One device: equipment, and who has it for those who may see the person. */
export function DevicePage() {
  const { id } = useParams({ from: '/devices/$id' });
  const device = useQuery(deviceQuery(id));
  const identifier = device.data?.identifier ?? '';
  useTitle(identifier === '' ? t`Device` : t`Device ${identifier}`);
  if (!device.data)
    return device.error ? <Failed error={device.error} retry={device.refetch} page /> : <Waiting />;
  return (
    <Page
      title={device.data.identifier}
      lead={
        <span className={`${classes.crumb} no-print`}>
          <Link to="/devices">
            <Trans>Devices</Trans>
          </Link>
        </span>
      }
    >
      <Device device={device.data} />
      <Life
        id={device.data.id}
        held={device.data.holder !== null}
        retired={device.data.state === 'retired'}
      />
      <Flags device={device.data} />
      <Quarantines device={device.data} />
    </Page>
  );
}

function Device({ device }: { readonly device: DeviceDetail }) {
  const staff = useStaff();
  const [asked, setAsked] = useState<Asked>(null);
  const writes = may(staff, 'devices.write') && device.state !== 'retired';
  const close = () => setAsked(null);
  return (
    <Card title={t`Device`}>
      <Facts of={factsOf(device)} />
      <p className="no-print">
        <Link to="/device-labels" search={{ devices: device.id }}>
          <Trans>Label to print</Trans>
        </Link>
      </p>
      {writes && (
        <Group gap="xs" mt="md">
          {device.state === 'quarantined' ? (
            <Button variant="default" onClick={() => setAsked('release')}>
              <Trans>Release…</Trans>
            </Button>
          ) : (
            <Button variant="default" onClick={() => setAsked('quarantine')}>
              <Trans>Quarantine…</Trans>
            </Button>
          )}
          <Button variant="default" onClick={() => setAsked('networks')}>
            <Trans>Allowed networks…</Trans>
          </Button>
          {device.token !== 'unknown-to-protocol' && (
            <Button variant="default" onClick={() => setAsked('token')}>
              <Trans>New token…</Trans>
            </Button>
          )}
        </Group>
      )}
      <Dialog device={device} asked={asked} close={close} />
    </Card>
  );
}

type DialogProps = { readonly device: DeviceDetail; readonly asked: Asked; readonly close: () => void };

function Dialog({ device, asked, close }: DialogProps) {
  const { id, identifier } = device;
  switch (asked) {
    case 'quarantine':
      return (
        <WithReason
          path={`/api/devices/${id}/quarantine`}
          title={t`Quarantine ${identifier}`}
          action={t`Take nothing of it`}
          said={t`Nothing is taken of this device any more.`}
          close={close}
        >
          <p>{t`Nothing that this device says is taken or acknowledged until it is released; it keeps what it has as long as it can. No silence is counted against whoever has it.`}</p>
        </WithReason>
      );
    case 'release':
      return (
        <WithReason
          path={`/api/devices/${id}/release`}
          title={t`Release ${identifier}`}
          action={t`Take what it says again`}
          said={t`What this device says is taken again.`}
          close={close}
        >
          <p>{t`What it has kept since comes with its next contact.`}</p>
        </WithReason>
      );
    case 'networks':
      return <ChangeNetworks device={device} close={close} />;
    case 'token':
      return <NewToken device={id} close={close} />;
    case null:
      return null;
  }
}

function factsOf(device: DeviceDetail): (readonly [string, ReactNode])[] {
  const { lastContact, refused, networks } = device;
  const messages = refused?.messages ?? 0;
  const tokens = { set: t`Set`, none: t`None: every message is refused`, 'unknown-to-protocol': '' };
  return [
    [t`Kind`, technologyWords(device.technology)],
    [t`Protocol`, device.protocol],
    ...(device.model === null ? [] : [[t`Model`, device.model] as const]),
    [t`Where`, <Where key="where" of={device} />],
    [t`Last contact`, lastContact === null ? t`Not known` : <Ago key="contact" at={lastContact} />],
    [t`Battery`, batteryWords(device.battery, currentLocale())],
    [t`May come from`, networks === null ? t`Anywhere` : <bdi key="networks">{networks.join(', ')}</bdi>],
    ...(device.token === 'unknown-to-protocol' ? [] : [[t`Token`, tokens[device.token]] as const]),
    ...(refused === null
      ? []
      : [
          [
            t`Refused`,
            <span key="refused">
              <Trans>
                {messages} messages, the last <Ago at={refused.last} />: in quarantine, from another network
                or with a wrong token
              </Trans>
            </span>,
          ] as const,
        ]),
    [t`In stock since`, <Moment key="created" at={device.createdAt} />],
  ];
}

function Quarantines({ device }: { readonly device: DeviceDetail }) {
  type Row = DeviceDetail['quarantines'][number];
  if (device.quarantines.length === 0) return null;
  const columns: Column<Row>[] = [
    { id: 'from', name: t`From`, cell: ({ from }) => <Moment at={from} />, by: ({ from }) => from },
    { id: 'by', name: t`By`, cell: ({ by, reason }) => `${by}: ${reason}` },
    { id: 'to', name: t`Until`, cell: ({ to }) => (to === null ? t`now` : <Moment at={to} />) },
    {
      id: 'release',
      name: t`Released by`,
      cell: ({ releasedBy, releaseReason }) =>
        releasedBy === null ? '–' : `${releasedBy}: ${releaseReason}`,
    },
  ];
  return (
    <Card title={t`Quarantines`} flush>
      <DataTable
        label={t`Quarantines`}
        rows={device.quarantines}
        columns={columns}
        rowId={({ from }) => from}
        over={({ to }) => to !== null}
      />
    </Card>
  );
}
