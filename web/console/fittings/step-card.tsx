import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Card } from '../../ui/Card.tsx';
import { Tag } from '../../ui/Severity.tsx';
import { entryClasses } from '../shell/entry.tsx';
import classes from './page.module.css';
import type { WorkHold } from './use-work.ts';
import { stateWords, stepWords } from './view.ts';
import type { KeptStep, StepState } from './work.ts';

const tones = { 'to-do': 'plain', waiting: 'medium', refused: 'critical', done: 'good' } as const;
export const StateTag = ({ state }: { readonly state: StepState }) => (
  <Tag tone={tones[state]}>{stateWords(state)}</Tag>
);

type Props = {
  readonly step: KeptStep;
  readonly state: StepState;
  readonly hold: WorkHold;
  readonly children: ReactNode;
};

/** One step of a fitting: how it stands, why it was refused where it was, and its fields. */
export function StepCard({ step, state, hold, children }: Props) {
  const refused = hold.work?.refused;
  return (
    <Card title={stepWords(step)} aside={<StateTag state={state} />}>
      <div className={classes.fields}>
        {refused?.step === step && (
          <div className={entryClasses.refusal} role="alert">
            <p>{refused.words}</p>
            <p>
              <Trans>Nothing that you typed is lost.</Trans>
            </p>
            <div className={classes.bar}>
              <Button size="compact-md" variant="default" onClick={hold.again}>
                {t`Try again`}
              </Button>
              {step === 'begin' && (
                <Button size="compact-md" variant="default" onClick={hold.anotherDevice}>
                  {t`Choose another device`}
                </Button>
              )}
            </div>
          </div>
        )}
        {children}
      </div>
    </Card>
  );
}
