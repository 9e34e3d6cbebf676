import type { DeviceModel } from '@attend/contracts/device-models';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { technologyWords } from '../../ui/words/devices.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { BackToStock } from '../stock/back-to-stock.tsx';
import classes from '../stock/page.module.css';
import { modelsQuery } from '../stock/queries.ts';
import { abilityWords } from '../stock/view.ts';
import { ModelDialog } from './dialog.tsx';
import { Revisions } from './revisions.tsx';

type Asked =
  | { readonly kind: 'change' | 'revisions'; readonly model: DeviceModel }
  | { readonly kind: 'new' };

/** What a device of one make is and can know: data that is revised, and never code. */
export function DeviceModelsPage() {
  useTitle(t`Models of devices`);
  const models = useQuery(modelsQuery);
  const writes = may(useStaff(), 'stock.configure');
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <Page
      title={t`Models of devices`}
      lead={<BackToStock />}
      action={
        writes && (
          <Button onClick={() => setAsked({ kind: 'new' })}>
            <Trans>Enter a model…</Trans>
          </Button>
        )
      }
    >
      <Card title={t`Models`} flush>
        {!models.data &&
          (models.error ? <Failed error={models.error} retry={models.refetch} /> : <Waiting />)}
        {models.data && (
          <DataTable
            label={t`Models`}
            rows={models.data.models}
            rowId={({ id }) => id}
            over={({ ended }) => ended}
            empty={t`None yet. Enter one, so that devices can be of it.`}
            columns={columns(writes ? (model) => setAsked({ kind: 'change', model }) : null, (model) =>
              setAsked({ kind: 'revisions', model }),
            )}
          />
        )}
      </Card>
      {asked?.kind === 'new' && <ModelDialog of={null} close={close} />}
      {asked?.kind === 'change' && <ModelDialog of={asked.model} close={close} />}
      {asked?.kind === 'revisions' && <Revisions id={asked.model.id} close={close} />}
    </Page>
  );
}

type Open = (model: DeviceModel) => void;
const columns = (change: Open | null, revisions: Open): Column<DeviceModel>[] => [
  {
    id: 'name',
    name: t`Model`,
    cell: ({ maker, name, ended }) => (
      <>
        <bdi>
          {maker} {name}
        </bdi>
        {ended && <span className={classes.second}>{t`not in use any more`}</span>}
      </>
    ),
    by: ({ maker, name }) => `${maker} ${name}`,
  },
  {
    id: 'technology',
    name: t`Kind`,
    cell: ({ technology, protocols }) => `${technologyWords(technology)} · ${protocols.join(', ')}`,
    by: ({ technology }) => technology,
  },
  {
    id: 'rhythm',
    name: t`Fix · upload`,
    cell: ({ fixEvery, uploadEvery }) => t`${fixEvery} s · ${uploadEvery} s`,
    by: ({ fixEvery }) => fixEvery,
  },
  { id: 'knows', name: t`Can know`, cell: ({ knows }) => knows.map(abilityWords).join(', ') || '–' },
  {
    id: 'cadence',
    name: t`Check-ins`,
    cell: ({ checkInWeeks }) => (checkInWeeks === null ? '–' : t`every ${checkInWeeks} weeks`),
    by: ({ checkInWeeks }) => checkInWeeks ?? 0,
  },
  { id: 'devices', name: t`Devices`, cell: ({ devices }) => devices, by: ({ devices }) => devices },
  {
    id: 'act',
    name: t`What can be done`,
    acts: true,
    cell: (model) => {
      const { name } = model;
      return (
        <span className={actions}>
          {change && (
            <Button
              variant="default"
              size="compact-sm"
              aria-label={t`Revise… ${name}`}
              onClick={() => change(model)}
            >
              <Trans>Revise…</Trans>
            </Button>
          )}
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t`Revisions of ${name}`}
            onClick={() => revisions(model)}
          >
            <Trans>Revisions</Trans>
          </Button>
        </span>
      );
    },
  },
];
