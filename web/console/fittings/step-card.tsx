import type { FittingDetail } from '@attend/contracts/fittings';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { Card } from '../../ui/Card.tsx';
import { entryClasses } from '../shell/entry.tsx';
import { useStaff } from '../signed-in.tsx';
import { Folded } from './folded.tsx';
import classes from './page.module.css';
import { lineOf } from './recorded.tsx';
import { StateTag } from './state-tag.tsx';
import type { WorkHold } from './use-work.ts';
import { stepWords } from './view.ts';
import { isFinished, type KeptStep, type StepState } from './work.ts';

type Props = {
  readonly step: KeptStep;
  readonly state: StepState;
  readonly hold: WorkHold;
  readonly fold: Fold;
  /** What a finished one says where nothing was recorded of it. */
  readonly otherwise?: string;
  /** What opens a finished one again, where that is more than a change of it. */
  readonly more?: string;
  readonly children: ReactNode;
};

/** How the steps of one page fold. */
export type Fold = {
  /** As the server has it; null: not read, or not begun. */
  readonly of: FittingDetail | null;
  /** Finished ones that somebody opened again to change them. */
  readonly open: ReadonlySet<string>;
  readonly change: (step: KeptStep) => void;
  readonly leave: (step: KeptStep) => void;
};

/** Where the focus goes when the step before is finished. */
export const headingOf = (step: string): string => `fitting-step-${step}`;
/** A device once chosen is another fitting; what was signed is signed anew with the order. */
const mayChange = (step: KeptStep, state: StepState): boolean =>
  step !== 'begin' && (step !== 'agreement' || state === 'waiting');

/** One step of a fitting: how it stands, why it was refused where it was, and its fields. */
export function StepCard({ step, state, hold, fold, otherwise, more, children }: Props) {
  const { name } = useStaff();
  const refused = hold.work?.refused;
  if (isFinished(state) && !fold.open.has(step))
    return (
      <Folded
        {...{ step, state }}
        line={
          (hold.work === null ? null : lineOf(step, hold.work, fold.of, name)) ??
          (otherwise === undefined ? null : { what: otherwise, by: null, at: null })
        }
        {...(more === undefined ? {} : { more })}
        {...(more !== undefined || mayChange(step, state) ? { change: () => fold.change(step) } : {})}
      />
    );
  return (
    <Card title={stepWords(step)} headingId={headingOf(step)} aside={<StateTag state={state} />}>
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
        {isFinished(state) && (
          <div className={classes.bar}>
            <Button variant="subtle" onClick={() => fold.leave(step)}>
              <Trans>Leave it as it is</Trans>
            </Button>
          </div>
        )}
      </div>
    </Card>
  );
}
