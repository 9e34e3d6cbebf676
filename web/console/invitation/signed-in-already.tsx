import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Card } from '../../ui/Card.tsx';
import { Page } from '../../ui/Page.tsx';
import { SignOutLink } from '../shell/sign-out.tsx';
import { useTitle } from '../shell/title.ts';
import { useStaff } from '../signed-in.tsx';

/** Somebody signed in opened an invitation: another person's, most likely, at the same computer. */
export function SignedInAlready() {
  useTitle(t`Invitation`);
  const { name } = useStaff();
  return (
    <Page title={t`Invitation`} lead={t`You are signed in as ${name}.`}>
      <Card title={t`Accept it`}>
        <p>
          <Trans>To accept this invitation for a new account, sign out first.</Trans>
        </p>
        <SignOutLink>
          <Trans>Sign out</Trans>
        </SignOutLink>
      </Card>
    </Page>
  );
}
