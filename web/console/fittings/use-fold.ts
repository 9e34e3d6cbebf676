import type { FittingDetail } from '@attend/contracts/fittings';
import { useEffect, useState } from 'react';
import { type Fold, headingOf } from './step-card.tsx';
import type { WorkHold } from './use-work.ts';
import { isFinished, type KeptStep, nextOpen, type StepState } from './work.ts';

const order = ['begin', 'identity', 'self-test', 'teaching', 'agreement', 'check-ins'] as const;
type Step = (typeof order)[number];
/** What somebody has just done, and so where the focus goes once it is shown. */
type Went =
  | { readonly as: 'on'; readonly after: Step }
  | { readonly as: 'into' | 'out'; readonly step: KeptStep };

export type Folding = {
  readonly fold: Fold;
  /** As the page's hold; a step that is written folds, and the focus goes on. */
  readonly hold: WorkHold;
  readonly goOn: (after: Step) => void;
};

/** FIT-15: which steps are folded, and where keyboard and screen reader are after each: never at the page's top. */
export function useFold(
  page: WorkHold,
  of: FittingDetail | null,
  state: (step: KeptStep) => StepState,
): Folding {
  const [open, setOpen] = useState<ReadonlySet<KeptStep>>(new Set());
  const [went, setWent] = useState<Went | null>(null);
  const without = (step: KeptStep) => setOpen((was) => new Set([...was].filter((one) => one !== step)));
  const isOpen = (step: Step): boolean => {
    // Without the server nothing can be done of the self-test: the next that can comes before it.
    if (step === 'self-test') return of !== null && of.testedAt === null;
    return !isFinished(state(step));
  };
  useEffect(() => {
    if (went === null) return;
    setWent(null);
    const next = went.as === 'on' ? nextOpen(order, went.after, isOpen) : went.step;
    const target =
      went.as === 'out'
        ? document.querySelector<HTMLElement>(`[data-folded="${next}"] button`)
        : document.getElementById(headingOf(next ?? 'end'));
    target?.focus();
  });
  return {
    fold: {
      of,
      open,
      change: (step) => {
        setOpen((was) => new Set([...was, step]));
        setWent({ as: 'into', step });
      },
      leave: (step) => {
        without(step);
        setWent({ as: 'out', step });
      },
    },
    hold: {
      ...page,
      write: (step, body) => {
        page.write(step, body);
        without(step);
        setWent({ as: 'on', after: step });
      },
    },
    goOn: (after) => setWent({ as: 'on', after }),
  };
}
