import type { AlertDetail } from '@attend/contracts/alerts';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Card, Facts } from '../../ui/Card.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { SeverityBadge, Tag } from '../../ui/Severity.tsx';
import { Failed, Waiting } from '../../ui/State.tsx';
import { Ago, Moment } from '../../ui/When.tsx';
import { kindMeaning, kindWords, statusWords } from '../../ui/words/alerts.ts';
import { batteryWords, strapWords, technologyWords } from '../../ui/words/devices.ts';
import { alertQuery } from '../queries.ts';
import { useTitle } from '../shell/title.ts';
import { Answer } from './answer.tsx';
import { Evidence } from './evidence.tsx';
import classes from './page.module.css';
import { Timeline } from './timeline.tsx';
import { Where } from './where.tsx';

/** One alert: what was observed and why, where, with which device, what was done, and what to answer. */
export function AlertPage() {
  const { id } = useParams({ from: '/alerts/$id' });
  const alert = useQuery(alertQuery(id));
  useTitle(alert.data ? kindWords(alert.data.kind) : t`Alert`);
  if (!alert.data)
    return alert.error ? <Failed error={alert.error} retry={alert.refetch} page /> : <Waiting />;
  return (
    <>
      <Head alert={alert.data} />
      <div className={classes.columns}>
        <div className={classes.main}>
          <Evidence alert={alert.data} />
          <Where alert={alert.data} />
          <Device alert={alert.data} />
        </div>
        <div className={classes.side}>
          <div className="no-print">
            <Answer alert={alert.data} key={alert.data.id} />
          </div>
          <Timeline alert={alert.data} />
        </div>
      </div>
    </>
  );
}

function Head({ alert }: { readonly alert: AlertDetail }) {
  return (
    <header className={classes.head}>
      <p className={`${classes.crumb} no-print`}>
        <Link to="/">
          <Trans>Today</Trans>
        </Link>
      </p>
      <div className={classes.title}>
        <h1>{kindWords(alert.kind)}</h1>
        <SeverityBadge severity={alert.severity} />
        <Tag tone={alert.status === 'new' ? 'fresh' : alert.status === 'closed' ? 'plain' : 'good'}>
          {statusWords(alert.status)}
        </Tag>
        {alert.withdrawnAt !== null && <Tag tone="medium">{t`Taken back`}</Tag>}
        <Button
          className={`${classes.print} no-print`}
          variant="default"
          size="compact-md"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => print()}
        >
          <Trans>Print</Trans>
        </Button>
      </div>
      <p className={classes.lead}>
        <Link to="/people/$id" params={{ id: alert.participant.id }}>
          {alert.participant.name}
        </Link>
        <span>{alert.participant.reference}</span>
        <span>
          <Moment at={alert.from} /> · <Ago at={alert.from} />
        </span>
        {alert.to !== null && alert.to !== alert.from && (
          <span>
            <Trans>
              until <Moment at={alert.to} />
            </Trans>
          </span>
        )}
        {alert.condition && <span>{alert.condition.name ?? alert.condition.reference}</span>}
        {alert.officer && (
          <span>
            <Trans>Officer: {alert.officer.name}</Trans>
          </span>
        )}
      </p>
      <p className={classes.meaning}>{kindMeaning(alert.kind)}</p>
      {alert.plannedRemoval && (
        <p>
          <strong>
            <Trans>
              Their device was to be changed from <Moment at={alert.plannedRemoval.from} /> to{' '}
              <Moment at={alert.plannedRemoval.to} />: an open strap was expected then.
            </Trans>
          </strong>
        </p>
      )}
    </header>
  );
}

function Device({ alert: { device } }: { readonly alert: AlertDetail }) {
  const locale = currentLocale();
  return (
    <Card title={t`Device`}>
      <Facts
        of={[
          [t`Kind`, technologyWords(device.technology)],
          [t`Number`, <bdi key="number">{device.identifier}</bdi>],
          [
            t`Last contact`,
            device.lastContact ? (
              <>
                <Ago at={device.lastContact} /> · <Moment at={device.lastContact} seconds />
              </>
            ) : (
              t`Never`
            ),
          ],
          [t`Battery`, batteryWords(device.battery, locale)],
          [t`Strap`, strapWords(device.strap)],
          [t`Protocol`, device.protocol],
        ]}
      />
    </Card>
  );
}
