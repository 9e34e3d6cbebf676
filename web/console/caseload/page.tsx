import { caseloadKinds, caseloadTemplate } from '@attend/contracts/caseload';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { ExportCard } from './export.tsx';
import { ImportCard } from './import.tsx';
import { ImportedOrdersCard } from './imported-orders.tsx';
import classes from './page.module.css';
import { kindWords } from './view.ts';

/** An existing caseload comes in from files, and goes out as the same ones. */
export function CaseloadPage() {
  useTitle(t`Caseload`);
  const me = useStaff();
  return (
    <Page
      title={t`Caseload`}
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
          <ImportedOrdersCard />
        </>
      )}
      {may(me, 'caseload.export') && <ExportCard />}
    </Page>
  );
}
