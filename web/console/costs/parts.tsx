import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import classes from './page.module.css';

/** The pages about money, from each of them. */
export function CostParts() {
  return (
    <nav className={classes.parts} aria-label={t`Pages of costs`}>
      <Link to="/costs" activeOptions={{ exact: true, includeSearch: false }}>
        <Trans>Months</Trans>
      </Link>
      <Link to="/costs/invoices">
        <Trans>Invoices</Trans>
      </Link>
      <Link to="/costs/rates">
        <Trans>Rate cards</Trans>
      </Link>
      <Link to="/costs/forecast">
        <Trans>Forecast</Trans>
      </Link>
    </nav>
  );
}
