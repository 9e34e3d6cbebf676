import type { UnmeasuredContract } from '@attend/contracts/providers';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Tag } from '../../ui/Severity.tsx';
import classes from './page.module.css';

/** How often a page asks again while something of it is being measured. */
const everySeconds = 5;
type Measured = { readonly unmeasured: readonly UnmeasuredContract[] };
export const again = (of: readonly Measured[]): number | false =>
  of.some(({ unmeasured }) => unmeasured.some(({ failed }) => !failed)) ? everySeconds * 1_000 : false;

/** Contracts that held in the month and have no figures yet. */
export const Unmeasured = ({ of }: { readonly of: readonly UnmeasuredContract[] }) => (
  <div role="status">
    {of.map(({ contract, reference, failed }) => (
      <p key={contract} className={classes.foot}>
        <bdi>{reference}</bdi>{' '}
        {failed ? (
          <>
            <Tag tone="high">{t`not measured`}</Tag>{' '}
            <Trans>It could not be measured. It is tried again at night.</Trans>
          </>
        ) : (
          <>
            <Tag tone="medium">{t`being measured`}</Tag>{' '}
            <Trans>Nobody had measured this month yet. Its figures stand here within a minute or two.</Trans>
          </>
        )}
      </p>
    ))}
  </div>
);
