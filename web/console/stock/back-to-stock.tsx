import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import classes from './page.module.css';

/** Above the pages that stand under *Stock*. */
export const BackToStock = () => (
  <span className={`${classes.crumb} no-print`}>
    <Link to="/stock">
      <Trans>Stock</Trans>
    </Link>
  </span>
);
