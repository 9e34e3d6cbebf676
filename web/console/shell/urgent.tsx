import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CloseButton } from '@mantine/core';
import { IconAlertOctagonFilled } from '@tabler/icons-react';
import { Link, useLocation } from '@tanstack/react-router';
import { Ago } from '../../ui/When.tsx';
import { kindWords } from '../../ui/words/alerts.ts';
import { type Urgent, useLive } from '../live/live.tsx';
import classes from './shell.module.css';

/**
 * What cannot wait, over whatever page is open. It lies over the page and moves nothing on it: the row under somebody's
 * pointer stays there.
 */
export function UrgentCalls() {
  const { urgent, dismiss } = useLive();
  const { pathname } = useLocation();
  const shown = urgent.filter((each) => pathname !== `/alerts/${each.alert.id}`);
  return (
    <div className={classes.urgent} role="alert" aria-label={t`Urgent`}>
      {shown.map((each) => (
        <Call key={each.alert.id} of={each} dismiss={() => dismiss(each.alert.id)} />
      ))}
    </div>
  );
}

function Call({ of: { alert, change }, dismiss }: { readonly of: Urgent; readonly dismiss: () => void }) {
  const again = change === 'joined' || change === 'returned';
  return (
    <div className={classes.call} data-testid="urgent">
      <IconAlertOctagonFilled size={22} aria-hidden />
      <p>
        <strong>
          {kindWords(alert.kind)}
          {again && (
            <>
              {' '}
              <Trans>(again)</Trans>
            </>
          )}
        </strong>
        <small>
          {alert.participant.name} · {alert.participant.reference} · <Ago at={alert.raisedAt} />
        </small>
      </p>
      <Link to="/alerts/$id" params={{ id: alert.id }}>
        <Trans context="verb">Open</Trans>
      </Link>
      <CloseButton variant="transparent" aria-label={t`Put aside; it stays on Today`} onClick={dismiss} />
    </div>
  );
}
