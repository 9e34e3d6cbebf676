import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, NativeSelect } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { MonthField } from '../../ui/DateField.tsx';
import { Page } from '../../ui/Page.tsx';
import { Empty, Failed, Waiting } from '../../ui/State.tsx';
import { civilDay } from '../../ui/time.ts';
import { checkInOfficesQuery } from '../check-ins/queries.ts';
import { useTitle } from '../shell/title.ts';
import { Month } from './month.tsx';
import classes from './page.module.css';
import { stepMonth } from './view.ts';

type Place = { readonly id: string; readonly name: string; readonly timezone: string };

/** An office's month: how many are heard and come on each day, and how full it is. */
export function CalendarPage() {
  useTitle(t`Calendar`);
  const offices = useQuery(checkInOfficesQuery);
  const asked = useSearch({ from: '/calendar' });
  const list = offices.data?.offices;
  const office = list?.find(({ id }) => id === asked.office) ?? list?.[0];
  const today = civilDay(serverNow(), office?.timezone ?? 'UTC');
  const month = asked.month ?? today.slice(0, 7);
  return (
    <Page
      title={t`Calendar`}
      lead={t`How many are heard and come to an office on each day, and how full it is.`}
    >
      {offices.error && !list ? (
        <Failed error={offices.error} retry={offices.refetch} />
      ) : !list ? (
        <Waiting />
      ) : office ? (
        <>
          <Choice offices={list} office={office} month={month} />
          <Month office={office} month={month} today={today} />
        </>
      ) : (
        <Card title={t`Calendar`}>
          <Empty title={t`There is no office yet`}>
            <p>{t`An administrator opens offices on the page Offices.`}</p>
          </Empty>
        </Card>
      )}
    </Page>
  );
}

type ChoiceProps = { readonly offices: readonly Place[]; readonly office: Place; readonly month: string };

function Choice({ offices, office, month }: ChoiceProps) {
  const navigate = useNavigate({ from: '/calendar' });
  const go = (search: { office?: string; month?: string }) =>
    void navigate({ search: { office: office.id, month, ...search }, replace: true });
  return (
    <div className={`${classes.choice} no-print`}>
      <NativeSelect
        label={t`Office`}
        data={offices.map(({ id, name }) => ({ value: id, label: name }))}
        value={office.id}
        onChange={(event) => go({ office: event.currentTarget.value })}
      />
      <MonthField
        label={t`Month`}
        placeholder="2026-03"
        value={month}
        onChange={(value) => {
          if (/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) go({ month: value });
        }}
      />
      <Button
        variant="default"
        aria-label={t`The month before`}
        onClick={() => go({ month: stepMonth(month, -1) })}
      >
        <IconChevronLeft size={18} aria-hidden className={classes.mirrored} />
      </Button>
      <Button
        variant="default"
        aria-label={t`The month after`}
        onClick={() => go({ month: stepMonth(month, 1) })}
      >
        <IconChevronRight size={18} aria-hidden className={classes.mirrored} />
      </Button>
      <Button
        variant="default"
        onClick={() => go({ month: civilDay(serverNow(), office.timezone).slice(0, 7) })}
      >
        <Trans>This month</Trans>
      </Button>
    </div>
  );
}
