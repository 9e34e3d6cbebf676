import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ReactNode, useEffect } from 'react';
import type { ApiFailure } from '../../ui/api/failure.ts';
import { unsentWords } from '../../ui/words/failures.ts';
import { Mark } from './brand.tsx';
import classes from './entry.module.css';
import { LanguageChoice } from './language-choice.tsx';

type Props = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
};

/** The frame of what comes before anybody is signed in. */
export function Entry({ title, lead, wide = false, children }: Props) {
  useEffect(() => {
    document.title = t`${title} · Attend`;
  }, [title]);
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <Mark size={34} />
        <LanguageChoice />
      </header>
      <main className={classes.main}>
        <div className={`${classes.card} ${wide ? classes.wide : ''}`}>
          <h1>{title}</h1>
          {lead && <p className={classes.lead}>{lead}</p>}
          {children}
        </div>
      </main>
      <footer className={classes.foot}>
        <Trans>
          Attend · open supervision for court appearance. Every look at a person’s data is recorded.
        </Trans>
      </footer>
    </div>
  );
}

/** Why something was not accepted, beside the form it concerns. */
export function Refusal({ failure }: { readonly failure: ApiFailure | null }) {
  if (!failure) return null;
  return (
    <p className={classes.refusal} role="alert">
      {unsentWords(failure)}
    </p>
  );
}
export const entryClasses = classes;
