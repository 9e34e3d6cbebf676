import { Trans } from '@lingui/react/macro';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from 'react';
import classes from './Say.module.css';

type Said = {
  readonly text: string;
  readonly tone: 'done' | 'trouble';
  readonly number: number;
  readonly undo: (() => void) | undefined;
};
/** `undo`: where a command of its own takes it back whole, and nobody has acted on it by then. */
type Say = (text: string, tone?: Said['tone'], undo?: () => void) => void;
const SayContext = createContext<Say>(() => {});
/** Says in a line at the page's foot what a command did; screen readers hear it too. */
export const useSay = (): Say => useContext(SayContext);

/** Long enough to read; trouble stays longer. */
const shownFor = { done: 5_000, trouble: 12_000 } as const;
/** Long enough to think, and to come to the button by keyboard. */
const undoableFor = 30_000;

export function SayProvider({ children }: { readonly children: ReactNode }) {
  const [said, setSaid] = useState<Said | null>(null);
  const say = useCallback<Say>(
    (text, tone = 'done', undo = undefined) =>
      setSaid((before) => ({ text, tone, undo, number: (before?.number ?? 0) + 1 })),
    [],
  );
  useEffect(() => {
    if (!said) return;
    const timer = setTimeout(() => setSaid(null), said.undo ? undoableFor : shownFor[said.tone]);
    return () => clearTimeout(timer);
  }, [said]);
  return (
    <SayContext value={say}>
      {children}
      <div className={classes.region} role="status">
        {said && (
          <p
            key={said.number}
            className={`${classes.text} ${said.tone === 'trouble' ? classes.trouble : ''}`}
          >
            {said.text}
            {said.undo && (
              <button
                type="button"
                className={classes.undo}
                onClick={() => {
                  setSaid(null);
                  said.undo?.();
                }}
              >
                <Trans>Undo</Trans>
              </button>
            )}
          </p>
        )}
      </div>
    </SayContext>
  );
}
