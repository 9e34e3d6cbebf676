import type { DoublesFound } from '@attend/contracts/register';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import classes from './page.module.css';

/** PPL-12: who on record may be the same person. Takes the focus when it appears: nothing was saved yet. */
export function Doubles({ of }: { readonly of: DoublesFound }) {
  const head = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is a warning of its own
  useEffect(() => head.current?.focus(), [of]);
  return (
    <section className={classes.warning} aria-labelledby="doubles">
      <h2 id="doubles" ref={head} tabIndex={-1}>
        <Trans>Is it one of these? Nothing is saved yet.</Trans>
      </h2>
      <ul>
        {of.people.map(({ id, name, reference, office, matched }) => (
          <li key={id}>
            <Link to="/people/$id" params={{ id }} preload={false} target="_blank">
              {name}
            </Link>
            {' · '}
            {[reference, office].filter(Boolean).join(' · ')}
            {matched && matched !== name && matched !== reference && (
              <>
                {' · '}
                <Trans>found by {matched}</Trans>
              </>
            )}
          </li>
        ))}
      </ul>
      {of.more && <p>{t`There are more who may be meant: search for them by name and number.`}</p>}
      <p>
        <Trans>A link opens beside this page. Register them only if they are none of these.</Trans>
      </p>
    </section>
  );
}
