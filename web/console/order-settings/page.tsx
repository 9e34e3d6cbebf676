import { t } from '@lingui/core/macro';
import { Page } from '../../ui/Page.tsx';
import { useTitle } from '../shell/title.ts';
import { OrderSettings } from './settings.tsx';

/** What an agency sets for all of its orders, apart from what waits for a decision. */
export function OrderSettingsPage() {
  useTitle(t`Settings of orders`);
  return (
    <Page
      title={t`Settings of orders`}
      lead={t`When restriction lapses that nobody looked at, and the agency’s own texts of the agreement.`}
    >
      <OrderSettings />
    </Page>
  );
}
