import type { AlertDetail } from '@attend/contracts/alerts';
import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { currentLocale } from '../../ui/language.tsx';
import { SeverityBadge, Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import { certaintyWords } from '../../ui/words/alerts.ts';
import { reasonWords } from '../../ui/words/reasons.ts';
import classes from './page.module.css';
import { occurrencesOf } from './view.ts';

/** What was observed, each time, and why the rule says so. */
export function Evidence({ alert }: { readonly alert: AlertDetail }) {
  const times = alert.occurrenceList.length;
  return (
    <Card
      title={t`Why`}
      aside={times > 1 ? <Tag>{plural(times, { one: '# time', other: '# times' })}</Tag> : undefined}
    >
      {occurrencesOf(alert).map((occurrence) => (
        <Occurrence key={occurrence.ordinal} of={occurrence} severity={alert.severity} />
      ))}
    </Card>
  );
}

type Occurrence = AlertDetail['occurrenceList'][number];

function Occurrence({
  of,
  severity,
}: {
  readonly of: Occurrence;
  readonly severity: AlertDetail['severity'];
}) {
  const locale = currentLocale();
  const readings = of.readings.length;
  return (
    <article className={`${classes.occurrence} ${of.withdrawnAt === null ? '' : classes.taken}`}>
      <h3>
        <Span from={of.from} to={of.to} />
        {of.severity !== severity && <SeverityBadge severity={of.severity} />}
        <Tag tone={of.certainty === 'doubtful' ? 'medium' : 'plain'}>{certaintyWords(of.certainty)}</Tag>
        {of.withdrawnAt !== null && <Tag tone="medium">{t`Taken back`}</Tag>}
      </h3>
      <ul className={classes.reasons}>
        {of.because.map((because) => (
          <li key={JSON.stringify(because)} data-reason={because.code}>
            {reasonWords(because, locale)}
          </li>
        ))}
      </ul>
      <p className={classes.basis}>
        <Trans>
          Known since <Moment at={of.raisedAt} seconds />
        </Trans>
        {of.clearedAt !== null && (
          <>
            {' · '}
            <Trans>
              ended, as known since <Moment at={of.clearedAt} seconds />
            </Trans>
          </>
        )}
        {' · '}
        {plural(readings, { one: 'rests on # reading', other: 'rests on # readings' })}
        {' · '}
        <Trans>
          policy “{of.policy.name}”, revision {of.policy.revision}
        </Trans>
      </p>
    </article>
  );
}

function Span({ from, to }: { readonly from: string; readonly to: string | null }) {
  if (to === from) return <Moment at={from} seconds />;
  if (to === null) {
    return (
      <span>
        <Trans>
          Since <Moment at={from} seconds />
        </Trans>
      </span>
    );
  }
  return (
    <span>
      <Moment at={from} seconds /> – <Moment at={to} seconds />
    </span>
  );
}
