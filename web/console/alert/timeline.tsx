import type { AlertDetail } from '@attend/contracts/alerts';
import { t } from '@lingui/core/macro';
import { Card } from '../../ui/Card.tsx';
import { Ago, Moment } from '../../ui/When.tsx';
import { outcomeWords, transitionWords } from '../../ui/words/alerts.ts';
import classes from './page.module.css';
import { transitionsOf } from './view.ts';

/** Everything that ever happened to the alert, by software or by a person; the newest first. */
export function Timeline({ alert }: { readonly alert: AlertDetail }) {
  return (
    <Card title={t`What happened`}>
      <ol className={classes.timeline}>
        {transitionsOf(alert).map((step) => (
          <li key={step.id} className={step.staff ? classes.person : undefined}>
            <strong>{transitionWords(step.kind)}</strong>
            {step.outcome && <> · {outcomeWords(step.outcome)}</>}
            <span className={classes.when}>
              <Moment at={step.at} seconds /> · <Ago at={step.at} /> · {step.staff?.name ?? t`by itself`}
            </span>
            {step.note && <p className={classes.note}>{step.note}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
}
