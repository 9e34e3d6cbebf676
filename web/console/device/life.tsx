import { type DeviceLife, moveTargets } from '@attend/contracts/stock';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card, Facts } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { textOrNull } from '../../ui/text-or-null.ts';
import { Moment } from '../../ui/When.tsx';
import { may, useStaff } from '../signed-in.tsx';
import { Ask, optionsOf, reasonField } from '../stock/ask.tsx';
import { isOwn, useOwnShelves } from '../stock/own-shelves.ts';
import classes from '../stock/page.module.css';
import { lifeQuery } from '../stock/queries.ts';
import { placeWords, reasonWords, targetWords } from '../stock/view.ts';

type Place = DeviceLife['places'][number];

/** STK-10: everywhere that this device was, with whom of those whom the viewer may see. */
export function Life({
  id,
  held,
  retired,
}: {
  readonly id: string;
  readonly held: boolean;
  readonly retired: boolean;
}) {
  const staff = useStaff();
  const life = useQuery(lifeQuery(id));
  const own = useOwnShelves();
  const [asked, setAsked] = useState<'move' | 'equipment' | null>(null);
  if (!life.data) return life.error ? <Failed error={life.error} retry={life.refetch} /> : <Waiting />;
  const { model, firmware, iccid, place, places } = life.data;
  const close = () => setAsked(null);
  const isTheirs = own.length > 0 && (place.office === null || isOwn(own, place.office));
  const moves = isTheirs && !held && !retired && place.kind !== 'transit';
  return (
    <>
      <Card title={t`Equipment`}>
        <Facts
          of={[
            [t`Model`, model?.name ?? t`Not known`],
            [t`Firmware`, firmware ?? t`Not known`],
            [t`SIM`, iccid ?? t`Not known`],
            [t`Place`, placeWords(place)],
          ]}
        />
        <Group gap="xs" mt="md" className="no-print">
          {may(staff, 'devices.write') && !retired && (
            <Button variant="default" onClick={() => setAsked('equipment')}>
              <Trans>Model, firmware, SIM…</Trans>
            </Button>
          )}
          {moves && (
            <Button variant="default" onClick={() => setAsked('move')}>
              <Trans>It is elsewhere…</Trans>
            </Button>
          )}
        </Group>
      </Card>
      <Card title={t`Its life`} flush>
        <DataTable
          label={t`Its life`}
          rows={places}
          rowId={(row) => row.id}
          over={({ to }) => to !== null}
          empty={t`Where it was is not on record yet.`}
          columns={columns()}
        />
      </Card>
      {asked === 'move' && <Move of={life.data} close={close} />}
      {asked === 'equipment' && <Equipment of={life.data} close={close} />}
    </>
  );
}

const columns = (): Column<Place>[] => [
  { id: 'from', name: t`From`, cell: ({ from }) => <Moment at={from} />, by: ({ from }) => from },
  { id: 'to', name: t`Until`, cell: ({ to }) => (to === null ? t`now` : <Moment at={to} />) },
  {
    id: 'place',
    name: t`Where`,
    cell: (place) => (
      <>
        {place.shipment === null ? (
          placeWords(place)
        ) : (
          <Link to="/shipments/$id" params={{ id: place.shipment.id }}>
            {placeWords(place)}
          </Link>
        )}
        {place.person !== null && (
          <>
            {' '}
            <Link to="/people/$id" params={{ id: place.person.id }}>
              {place.person.name} · <bdi>{place.person.reference}</bdi>
            </Link>
          </>
        )}
      </>
    ),
    by: placeWords,
  },
  {
    id: 'why',
    name: t`Why`,
    cell: ({ why, reason }) => (
      <>
        {reasonWords(why)}
        {reason !== null && <span className={classes.second}>{reason}</span>}
      </>
    ),
    by: ({ why }) => why,
  },
  { id: 'by', name: t`By`, cell: ({ by }) => by ?? '–', by: ({ by }) => by ?? '' },
];

type DialogProps = { readonly of: DeviceLife; readonly close: () => void };

/** STK-3: loss, repair, retirement, or another shelf. */
function Move({ of, close }: DialogProps) {
  return (
    <Ask
      keep={`device.${of.id}.move`}
      title={t`Where is it?`}
      action={t`Put it on record`}
      done={t`It is on record.`}
      path={`/api/devices/${of.id}/move`}
      initial={{ to: 'office', office: of.offices[0]?.id ?? '', reason: '' }}
      fields={({ to }) => [
        {
          ...{ kind: 'choice', name: 'to', label: t`Where` },
          options: moveTargets.map((value) => ({ value, label: targetWords(value) })),
        },
        ...(to === 'office'
          ? [
              {
                ...{ kind: 'choice' as const, name: 'office', label: t`Office` },
                options: optionsOf(of.offices),
              },
            ]
          : []),
        reasonField(),
      ]}
      bodyOf={({ to, office, reason }) => ({ to, office: to === 'office' ? office : null, reason })}
      close={close}
    />
  );
}

/** STK-1 */
function Equipment({ of, close }: DialogProps) {
  return (
    <Ask
      keep={`device.${of.id}.equipment`}
      title={t`Model, firmware, SIM`}
      action={t`Keep it`}
      done={t`Kept.`}
      path={`/api/devices/${of.id}/equipment`}
      method="PUT"
      version={of.version}
      initial={{
        ...{ model: of.model?.id ?? '', firmware: of.firmware ?? '', iccid: of.iccid ?? '', reason: '' },
      }}
      fields={() => [
        { kind: 'choice', name: 'model', label: t`Model`, options: optionsOf(of.models, t`Not known`) },
        { kind: 'text', name: 'firmware', label: t`Firmware` },
        {
          ...{ kind: 'number', name: 'iccid', label: t`SIM` },
          description: t`The number printed on the card, of 18 to 20 digits. No telephone number.`,
        },
        reasonField(),
      ]}
      bodyOf={({ model, firmware, iccid, reason }, version) => ({
        ...{
          version,
          model: textOrNull(model),
          firmware: textOrNull(firmware),
          iccid: textOrNull(iccid),
          reason,
        },
      })}
      close={close}
    />
  );
}
