import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Page } from '../../ui/Page.tsx';
import { AccountsCard } from '../second-person/cards.tsx';
import { useTitle } from '../shell/title.ts';
import { may, useStaff } from '../signed-in.tsx';
import { BreachCard } from './breach.tsx';
import { DelaysCard } from './delays.tsx';
import { LooksCard } from './looks.tsx';
import { QualityCard } from './quality.tsx';

/** Watching the watchers. */
export function OversightPage() {
  useTitle(t`Oversight`);
  const me = useStaff();
  return (
    <Page
      title={t`Oversight`}
      lead={t`Looks to ask about, whose data was seen, and what is missing in the records. A finding is a question: it counts for nothing until somebody has asked.`}
    >
      <p>
        <Link to="/oversight/questions">
          <Trans>
            Questions: who is monitored past review or order, who was stepped up, what nobody looked at
          </Trans>
        </Link>
      </p>
      <LooksCard />
      {may(me, 'delays.read') && <DelaysCard />}
      {may(me, 'staff.read') && <AccountsCard />}
      <QualityCard />
      <BreachCard />
    </Page>
  );
}
