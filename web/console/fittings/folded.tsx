import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useId } from 'react';
import { Moment } from '../../ui/When.tsx';
import classes from './page.module.css';
import type { Line } from './recorded.tsx';
import { StateTag } from './state-tag.tsx';
import { stepWords } from './view.ts';
import type { StepState } from './work.ts';

type Props = {
  readonly step: Parameters<typeof stepWords>[0];
  readonly state: StepState;
  readonly line: Line | null;
  /** Absent: what was recorded is not changed here. */
  readonly change?: () => void;
  /** Its words, where it is more than a change. */
  readonly more?: string;
};

/** FIT-15: a finished step: what was recorded, by whom and when, and a way to change it where that is permitted. */
export function Folded({ step, state, line, change, more }: Props) {
  const heading = useId();
  const name = stepWords(step);
  return (
    <section className={classes.folded} aria-labelledby={heading} data-folded={step}>
      <h2 id={heading}>{name}</h2>
      <StateTag state={state} />
      <p>
        {line === null ? (
          <Trans>On record. What it says is not known here at this moment.</Trans>
        ) : (
          <>
            <bdi>{line.what}</bdi>
            <span className={classes.dim}>
              {line.by !== null && (
                <>
                  {' '}
                  · <bdi>{line.by}</bdi>
                </>
              )}
              {line.at !== null && (
                <>
                  , <Moment at={line.at} />
                </>
              )}
            </span>
          </>
        )}
      </p>
      {change !== undefined && (
        <Button size="compact-md" variant="default" aria-label={more ?? t`Change: ${name}`} onClick={change}>
          {more ?? <Trans>Change</Trans>}
        </Button>
      )}
    </section>
  );
}
