import type { ReviewPolicyRevisions } from '@attend/contracts/review-policy';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import { entryClasses } from '../shell/entry.tsx';
import { Differences } from './difference.tsx';
import { moreIn } from './form.ts';
import classes from './page.module.css';
import { differencesOf, fieldsOf } from './view.ts';

type Revision = ReviewPolicyRevisions['revisions'][number];

/** Each policy that held, the latest first, beside the one before it. */
export const Revisions = ({ of }: { readonly of: readonly Revision[] }) => (
  <ol className={classes.revisions} reversed>
    {of.map((one, at) => (
      <li key={one.revision}>
        <One of={one} before={of[at + 1]} inForce={at === 0} />
      </li>
    ))}
  </ol>
);

type OneProps = {
  readonly of: Revision;
  readonly before: Revision | undefined;
  readonly inForce: boolean;
};
function One({ of: { revision, parameters, published }, before, inForce }: OneProps) {
  return (
    <>
      <h3>
        {t`Revision ${revision}`} {inForce && <Tag tone="good">{t`in force`}</Tag>}
      </h3>
      {published === null ? (
        <p>{t`The program’s own, until another is published.`}</p>
      ) : (
        <>
          <p>
            <Trans>
              From <Moment at={published.from} />, published by {published.by}
            </Trans>
            {published.askedBy !== null && (
              <>
                {' · '}
                <Trans>asked for by {published.askedBy}</Trans>
              </>
            )}
          </p>
          <blockquote className={entryClasses.quote}>
            <bdi>{published.reason}</bdi>
          </blockquote>
        </>
      )}
      {before !== undefined && (
        <Differences
          label={t`What revision ${revision} changed`}
          of={differencesOf(fieldsOf(before.parameters), fieldsOf(parameters))}
          more={moreIn(before.parameters, parameters)}
        />
      )}
    </>
  );
}
