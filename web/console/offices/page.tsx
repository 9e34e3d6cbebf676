import type { AgencyView, Place } from '@attend/contracts/agency';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Card } from '../../ui/Card.tsx';
import { actions, type Column, DataTable } from '../../ui/DataTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { agencyQuery, staffQuery } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { EndPlace, RenamePlace } from './change-place.tsx';
import type { Kind } from './form.ts';
import { HoursDialog } from './hours.tsx';
import { NewPlace } from './new-place.tsx';
import classes from './page.module.css';
import { OfficePhone } from './phone.tsx';
import { everywhere, isEmpty } from './view.ts';

/** Where the agency works, and whom it has contracted. */
export function OfficesPage() {
  useTitle(t`Offices and providers`);
  const writes = may(useStaff(), 'staff.write');
  const agency = useQuery(agencyQuery);
  const [making, setMaking] = useState<Kind | null>(null);
  return (
    <Page
      title={t`Offices and providers`}
      lead={
        writes
          ? t`Where the agency works and whom it has contracted. Which of the staff work where is said on the page Staff.`
          : t`Where the agency works and whom it has contracted. An administrator opens offices and enters providers.`
      }
    >
      {agency.data ? (
        <Places of={agency.data} make={writes ? setMaking : null} />
      ) : agency.error ? (
        <Failed error={agency.error} retry={agency.refetch} />
      ) : (
        <Waiting />
      )}
      {making && <NewPlace kind={making} close={() => setMaking(null)} />}
    </Page>
  );
}

type Changing = { readonly what: 'name' | 'end' | 'phone'; readonly kind: Kind; readonly of: Place };
type Make = ((kind: Kind) => void) | null;

function Places({ of, make }: { readonly of: AgencyView; readonly make: Make }) {
  const staff = useQuery(staffQuery);
  const free = everywhere(staff.data?.staff ?? []);
  const sets = may(useStaff(), 'calendars.write');
  const moves = may(useStaff(), 'caseloads.move');
  const [hours, setHours] = useState<Place | null>(null);
  const [changing, setChanging] = useState<Changing | null>(null);
  const called = of.offices.find(({ id }) => changing?.what === 'phone' && id === changing.of.id);
  return (
    <>
      <Card
        title={t`Offices`}
        flush
        aside={make && <Add label={t`Open an office…`} add={() => make('office')} />}
      >
        <DataTable
          label={t`Offices`}
          rows={of.offices}
          rowId={({ id }) => id}
          empty={t`None yet. Enrolling somebody into an office opens it too.`}
          columns={[
            ...columns<AgencyView['offices'][number]>(),
            {
              id: 'phone',
              name: t`Telephone`,
              cell: ({ phone }) => (phone === null ? '–' : <bdi>{phone}</bdi>),
              by: ({ phone }) => phone ?? '',
            },
            {
              id: 'zone',
              name: t`Time zone`,
              cell: ({ timezone }) => timezone,
              by: ({ timezone }) => timezone,
            },
            ...(sets || moves || make
              ? [
                  actColumn<AgencyView['offices'][number]>(
                    'office',
                    sets ? setHours : null,
                    make && setChanging,
                    moves,
                  ),
                ]
              : []),
          ]}
        />
        {free > 0 && (
          <p className={classes.foot}>
            {plural(free, {
              one: 'The roles of # more person hold in every office.',
              other: 'The roles of # more people hold in every office.',
            })}{' '}
            <Link to="/staff">
              <Trans>Staff</Trans>
            </Link>
          </p>
        )}
        {hours && <HoursDialog office={hours.id} name={hours.name} close={() => setHours(null)} />}
      </Card>
      <Card
        title={t`Providers`}
        flush
        aside={make && <Add label={t`Enter a provider…`} add={() => make('provider')} />}
      >
        <DataTable
          label={t`Providers`}
          rows={of.providers}
          rowId={({ id }) => id}
          empty={t`None is contracted.`}
          columns={[...columns<Place>(), ...(make ? [actColumn<Place>('provider', null, setChanging)] : [])]}
        />
      </Card>
      {called && <OfficePhone of={called} close={() => setChanging(null)} />}
      {changing?.what === 'name' && (
        <RenamePlace kind={changing.kind} of={changing.of} close={() => setChanging(null)} />
      )}
      {changing?.what === 'end' && (
        <EndPlace kind={changing.kind} of={changing.of} close={() => setChanging(null)} />
      )}
    </>
  );
}

const Add = ({ label, add }: { readonly label: string; readonly add: () => void }) => (
  <Button variant="default" size="compact-md" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
    {label}
  </Button>
);

/** What may be done with a place: its hours, another name, its end. */
const actColumn = <Row extends Place>(
  kind: Kind,
  hours: ((place: Row) => void) | null,
  change: ((changing: Changing) => void) | null,
  moves = false,
): Column<Row> => ({
  id: 'act',
  name: t`Action`,
  acts: true,
  cell: (place) => {
    const { name } = place;
    const button = { variant: 'default', size: 'compact-sm' } as const;
    return (
      <div className={actions}>
        {hours && (
          <Button {...button} data-open="hours" aria-label={t`Hours of ${name}`} onClick={() => hours(place)}>
            <Trans>Hours…</Trans>
          </Button>
        )}
        {moves && (
          <Button
            {...button}
            aria-label={t`Move people of ${name}`}
            renderRoot={(props) => <Link to="/move-offices" search={{ from: place.id }} {...props} />}
          >
            <Trans>Move people…</Trans>
          </Button>
        )}
        {change && (
          <>
            <Button
              {...button}
              aria-label={t`Rename ${name}`}
              onClick={() => change({ what: 'name', kind, of: place })}
            >
              <Trans>Rename…</Trans>
            </Button>
            {kind === 'office' && (
              <Button
                {...button}
                aria-label={t`Telephone of ${name}`}
                onClick={() => change({ what: 'phone', kind, of: place })}
              >
                <Trans>Telephone…</Trans>
              </Button>
            )}
            <Button
              {...button}
              aria-label={t`End ${name}`}
              onClick={() => change({ what: 'end', kind, of: place })}
            >
              <Trans>End…</Trans>
            </Button>
          </>
        )}
      </div>
    );
  },
});

const columns = <Row extends Place>(): Column<Row>[] => [
  { id: 'name', name: t`Name`, cell: ({ name }) => <strong>{name}</strong>, by: ({ name }) => name },
  {
    id: 'staff',
    name: t`Staff by name`,
    cell: (place) => (isEmpty(place) ? <Tag tone="medium">{t`nobody`}</Tag> : place.staff),
    by: ({ staff }) => staff,
  },
];
