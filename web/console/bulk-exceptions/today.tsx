import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { serverNow } from '../../ui/clock.ts';
import { Tag } from '../../ui/Severity.tsx';
import { Moment } from '../../ui/When.tsx';
import classes from './page.module.css';
import { bulksQuery } from './queries.ts';
import { conditionWords, standingOf } from './view.ts';

/** On *Today*: that there is one, in a line. Nothing where there is none. */
export function BulkToday() {
  const list = useQuery(bulksQuery);
  const standing = (list.data?.exceptions ?? []).filter((one) => standingOf(one, serverNow()) === 'now');
  if (standing.length === 0) return null;
  return (
    <ul className={classes.today} aria-label={t`Exceptions for many`}>
      {standing.map(({ id, reason, conditions, to, concerned }) => (
        <li key={id}>
          <Tag tone="medium">{t`Exception for many`}</Tag> <Link to="/bulk-exceptions">{reason}</Link> ·{' '}
          {conditions.map(conditionWords).join(', ')} ·{' '}
          {plural(concerned, { one: '# person', other: '# people' })} ·{' '}
          <Trans>
            until <Moment at={to} />
          </Trans>
        </li>
      ))}
    </ul>
  );
}
