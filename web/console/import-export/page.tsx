import { caseloadKinds, caseloadTemplate } from '@attend/contracts/caseload';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Card } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { ExportCard } from './export.tsx';
import { ImportCard } from './import.tsx';
import classes from './page.module.css';
import { kindWords } from './view.ts';

/** An existing caseload comes in from files, and goes out as the same ones. */
export function ImportExportPage() {
  useTitle(t`Import and export`);
  const me = useStaff();
  return (
    <Page
      title={t`Import and export`}
      lead={t`Bring in people with their orders, check-in schedules, hearings and contact points from CSV files. A file first shows what it would do.`}
    >
      {may(me, 'caseload.import') && (
        <>
          <Card title={t`Templates`}>
            <div className={classes.stack}>
              <p>
                <Trans>
                  Each has its columns and a line that shows what they hold. They go in in this order, as each
                  names what stands in those before it.
                </Trans>
              </p>
              <ul className={classes.links}>
                {caseloadKinds.map((kind) => (
                  <li key={kind}>
                    <a
                      href={`data:text/csv;charset=utf-8,${encodeURIComponent(caseloadTemplate(kind))}`}
                      download={`${kind}.csv`}
                    >
                      {kindWords(kind)}
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          </Card>
          <ImportCard />
          <p className={classes.second}>
            <Trans>
              Imported orders stand on <Link to="/orders-to-decide">Orders to decide</Link> until somebody has
              looked at them.
            </Trans>
          </p>
        </>
      )}
      {may(me, 'caseload.export') && <ExportCard />}
    </Page>
  );
}
