import type { FittingSummary } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Moment } from '../../ui/When.tsx';
import { FindPerson, type Found } from '../people/find-person.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { readKit, unsentOf } from './kept.ts';
import { useOffline } from './offline.ts';
import classes from './page.module.css';
import { fittingsQuery } from './queries.ts';
import { stepWords } from './view.ts';

/** Fittings under way, and what this browser still has to send. */
export function FittingsPage() {
  useTitle(t`Fittings`);
  useOffline();
  const list = useQuery(fittingsQuery);
  const navigate = useNavigate();
  const [found, setFound] = useState<Found | null>(null);
  const writes = may(useStaff(), 'devices.write');
  const go = () => {
    if (found) void navigate({ to: '/fittings/$person', params: { person: found.id } });
  };
  return (
    <Page
      title={t`Fittings`}
      lead={t`A device goes onto a person step by step. Monitoring begins when a fitting ends, and not before.`}
    >
      <Unsent />
      {writes && (
        <Card title={t`Fit a device`}>
          <div className={classes.fields}>
            <FindPerson label={t`Who gets it`} found={found} choose={setFound} />
            <div className={classes.bar}>
              <Button disabled={found === null} onClick={go}>
                <Trans>Open the fitting</Trans>
              </Button>
            </div>
          </div>
        </Card>
      )}
      <Card title={t`Under way`} flush>
        {!list.data && (list.error ? <Failed error={list.error} retry={list.refetch} /> : <Waiting />)}
        {list.data && (
          <DataTable
            label={t`Under way`}
            rows={list.data.fittings}
            rowId={({ id }) => id}
            empty={t`No fitting is under way.`}
            columns={columns(writes)}
          />
        )}
      </Card>
    </Page>
  );
}

type Waits = { readonly person: string; readonly name: string; readonly writes: number };
/** FIT-9: what was written without a network and waits in this browser. */
function Unsent() {
  const { id: owner } = useStaff();
  const [waits, setWaits] = useState<readonly Waits[]>([]);
  useEffect(() => {
    const look = async () => {
      const works = (await unsentOf(owner)).filter(({ writes }) => writes.length > 0);
      const named = works.map(async ({ person, writes }) => {
        const kit = await readKit(owner, person);
        return { person, name: kit?.person.name ?? person, writes: writes.length };
      });
      setWaits(await Promise.all(named));
    };
    void look().catch(() => undefined);
  }, [owner]);
  if (waits.length === 0) return null;
  return (
    <Card title={t`Kept here, not sent yet`}>
      <ul className={classes.checks}>
        {waits.map(({ person, name, writes }) => (
          <li key={person}>
            <Link to="/fittings/$person" params={{ person }} preload={false}>
              {name}
            </Link>
            <span>{writes}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Whoever only reads comes to what is on record of the person’s devices. */
const columns = (writes: boolean): Column<FittingSummary>[] => [
  {
    id: 'who',
    name: t`Person`,
    cell: ({ participant: { id, name, reference } }) =>
      writes ? (
        <Link to="/fittings/$person" params={{ person: id }} preload={false}>
          {name} · {reference}
        </Link>
      ) : (
        <Link to="/people/$id" params={{ id }} search={{ part: 'devices' }} preload={false}>
          {name} · {reference}
        </Link>
      ),
    by: ({ participant }) => participant.name,
  },
  { id: 'device', name: t`Device`, cell: ({ device }) => <bdi>{device.identifier}</bdi> },
  {
    id: 'begun',
    name: t`Begun`,
    cell: ({ begunAt }) => <Moment at={begunAt} />,
    by: ({ begunAt }) => begunAt,
  },
  { id: 'by', name: t`By`, cell: ({ begunBy }) => begunBy, by: ({ begunBy }) => begunBy },
  {
    id: 'todo',
    name: t`Still to do`,
    cell: ({ missing }) => missing.map(stepWords).join(', ') || t`nothing`,
  },
];
