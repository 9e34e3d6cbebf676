import type { ConditionView, OrderView, PersonDetail } from '@attend/contracts/people';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMemo } from 'react';
import { Card, Facts } from '../../ui/Card.tsx';
import { serverNow } from '../../ui/clock.ts';
import { currentLocale, languageWords } from '../../ui/language.tsx';
import type { MapContent } from '../../ui/map/content.ts';
import { MapLegend } from '../../ui/map/MapLegend.tsx';
import { MapView } from '../../ui/map/MapView.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import {
  clauseWords,
  conditionKindWords,
  exceptionWords,
  locationLevelWords,
} from '../../ui/words/devices.ts';
import classes from './page.module.css';
import { timetableWords } from './timetable.ts';
import { standingOf, zonesOf } from './view.ts';

/** The legal basis, version by version, and what the person must do. */
export function OrderPart({ detail }: { readonly detail: PersonDetail }) {
  const content = useMemo((): MapContent => {
    const now = serverNow();
    return { zones: zonesOf(detail.conditions, now, now + 1), fixes: [], gaps: [], focus: null };
  }, [detail.conditions]);
  return (
    <div className={classes.grid}>
      <div className={classes.stack}>
        {detail.orders.length === 0 && <p className={classes.dim}>{t`There is no order on record.`}</p>}
        {detail.orders.map((order) => (
          <Order key={order.reference} order={order} />
        ))}
      </div>
      <div className={classes.stack}>
        <Card title={t`Conditions`}>
          {detail.conditions.length > 0 ? (
            <Conditions of={detail.conditions} />
          ) : (
            <p className={classes.dim}>{t`None.`}</p>
          )}
        </Card>
        {content.zones.length > 0 && (
          <Card title={t`Zones`} flush>
            <MapView
              content={content}
              label={t`Map of the zones that hold now; the conditions beside it name them`}
            />
            <MapLegend content={content} />
          </Card>
        )}
      </div>
    </div>
  );
}

function Order({ order }: { readonly order: OrderView }) {
  const status = { draft: t`Draft`, active: t`Active`, ended: t`Ended` }[order.status];
  const versions = [...order.versions].sort((a, b) => b.version - a.version);
  return (
    <Card
      title={t`Order ${order.reference}`}
      aside={<Tag tone={order.status === 'active' ? 'good' : 'plain'}>{status}</Tag>}
    >
      {(order.court || order.caseNumber) && (
        <p className={classes.dim}>
          {[order.court, order.caseNumber].filter((part) => part !== null).join(' · ')}
        </p>
      )}
      {versions.map((version) => (
        <Version key={version.version} version={version} />
      ))}
    </Card>
  );
}

function Version({ version }: { readonly version: OrderView['versions'][number] }) {
  const { agreement } = version;
  const effective: Record<string, string> = {
    agreement: t`by the signed agreement`,
    service: t`by the court’s service`,
    import: t`by import`,
  };
  return (
    <article className={classes.version}>
      <h3>
        <Trans>Version {version.version}</Trans>
        {version.effectiveAt === null && <Tag tone="medium">{t`Not yet in effect`}</Tag>}
      </h3>
      <Facts
        of={[
          [t`Holds`, <Span key="span" from={version.from} to={version.to} />],
          [t`Legal basis`, version.legalBasis],
          ...(version.effectiveAt
            ? [
                [
                  t`In effect`,
                  <span key="effect">
                    <Moment at={version.effectiveAt} />{' '}
                    {version.effectiveBy ? (effective[version.effectiveBy] ?? version.effectiveBy) : ''}
                  </span>,
                ] as const,
              ]
            : []),
          ...(version.reviewAt
            ? [[t`Next review`, <Moment key="review" at={version.reviewAt} />] as const]
            : []),
          ...(version.reasons ? [[t`Reasons`, version.reasons] as const] : []),
          [
            t`Permits`,
            <ul key="clauses" className={classes.lines}>
              {version.clauses.map((clause) => (
                <li key={clause.number}>
                  {clause.number}. {clauseWords(clause.kind)}
                </li>
              ))}
            </ul>,
          ],
          [t`Agreement`, agreement ? <Agreement key="agreement" of={agreement} /> : t`Not signed`],
        ]}
      />
    </article>
  );
}

function Agreement({ of }: { readonly of: NonNullable<OrderView['versions'][number]['agreement']> }) {
  return (
    <>
      <Trans>
        signed <Moment at={of.signedAt} />, in {languageWords(of.language)}
      </Trans>
      <span className={classes.second}>{locationLevelWords(of.location)}</span>
      {of.withdrawnAt && (
        <Tag tone="high">
          <Trans>
            withdrawn <Moment at={of.withdrawnAt} />
          </Trans>
        </Tag>
      )}
    </>
  );
}

export function Conditions({ of }: { readonly of: readonly ConditionView[] }) {
  const locale = currentLocale();
  const now = serverNow();
  return of.map((condition) => {
    const standing = standingOf(condition, now);
    return (
      <article key={condition.reference} className={classes.condition}>
        <h3>
          {conditionKindWords(condition.kind)}
          {condition.name ? `: ${condition.name}` : ''}
          {standing !== 'now' && <Tag>{standing === 'later' ? t`not yet` : t`ended`}</Tag>}
        </h3>
        <ul className={classes.lines}>
          {condition.timetable.map((entry) => (
            <li key={JSON.stringify(entry)}>{timetableWords(entry, locale)}</li>
          ))}
          <li>
            <Span from={condition.from} to={condition.to} />
          </li>
          <li className={classes.dim}>
            <Trans>
              {condition.reference}, permitted by clause {condition.clause}
            </Trans>
          </li>
          {condition.exceptions.map((exception) => (
            <li key={`${exception.from} ${exception.reason}`}>
              {exceptionWords(exception.status)}: <Span from={exception.from} to={exception.to} /> ·{' '}
              {exception.reason}
            </li>
          ))}
        </ul>
      </article>
    );
  });
}

function Span({ from, to }: { readonly from: string; readonly to: string | null }) {
  return to === null ? (
    <Trans>
      from <Moment at={from} />, no end set
    </Trans>
  ) : (
    <Trans>
      <Moment at={from} /> to <Moment at={to} />
    </Trans>
  );
}
