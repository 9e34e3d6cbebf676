import { lazy, type ReactNode, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { askForProofWith } from '../../ui/api/step-up.ts';

const StepUpDialog = lazy(() => import('./dialog.tsx').then((part) => ({ default: part.StepUpDialog })));

/** Shows the dialog whenever a request needs a fresh proof; requests of the same moment wait for the one answer. */
export function StepUpProvider({ children }: { readonly children: ReactNode }) {
  const [asking, setAsking] = useState(false);
  const waiting = useRef<((proven: boolean) => void)[]>([]);
  const settle = useCallback((proven: boolean) => {
    const all = waiting.current;
    waiting.current = [];
    setAsking(false);
    for (const answer of all) answer(proven);
  }, []);
  useEffect(() => {
    const takeBack = askForProofWith(
      () =>
        new Promise((answer) => {
          waiting.current.push(answer);
          setAsking(true);
        }),
    );
    return () => {
      takeBack();
      settle(false);
    };
  }, [settle]);
  return (
    <>
      {children}
      {asking && (
        <Suspense>
          <StepUpDialog settle={settle} />
        </Suspense>
      )}
    </>
  );
}
