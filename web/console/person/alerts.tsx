import type { AlertSummary } from '@attend/contracts/alerts';
import type { PersonDetail } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { SeverityBadge, Tag } from '../../ui/Severity.tsx';
import { Ago, Moment } from '../../ui/When.tsx';
import { kindWords, outcomeWords, statusWords } from '../../ui/words/alerts.ts';
import classes from './page.module.css';

export function AlertsPart({ detail }: { readonly detail: PersonDetail }) {
  return (
    <div className={classes.stack}>
      <Card title={t`Open`} flush>
        {detail.openAlerts.length > 0 ? (
          <AlertList alerts={detail.openAlerts} />
        ) : (
          <p className={classes.flush}>{t`None.`}</p>
        )}
      </Card>
      <Card title={t`Closed or taken back lately`} flush>
        {detail.recentAlerts.length > 0 ? (
          <AlertList alerts={detail.recentAlerts} />
        ) : (
          <p className={classes.flush}>{t`None.`}</p>
        )}
      </Card>
    </div>
  );
}

export function AlertList({ alerts }: { readonly alerts: readonly AlertSummary[] }) {
  return (
    <ul className={classes.alerts}>
      {alerts.map((alert) => (
        <li key={alert.id}>
          <span>
            <SeverityBadge severity={alert.severity} />
          </span>
          <span>
            <Link to="/alerts/$id" params={{ id: alert.id }} preload={false}>
              {kindWords(alert.kind)}
            </Link>
            <span className={classes.second}>
              <Ago at={alert.from} /> · <Moment at={alert.from} />
              {alert.condition ? ` · ${alert.condition.name ?? alert.condition.reference}` : ''}
              {alert.outcome ? ` · ${outcomeWords(alert.outcome)}` : ''}
            </span>
          </span>
          <Tag tone={alert.status === 'new' && alert.withdrawnAt === null ? 'fresh' : 'plain'}>
            {alert.withdrawnAt === null ? statusWords(alert.status) : t`Taken back`}
          </Tag>
        </li>
      ))}
    </ul>
  );
}
