import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useReachability } from '../../ui/api/reachability.ts';
import { Moment } from '../../ui/When.tsx';
import { useLive } from '../live/live.tsx';
import classes from './shell.module.css';

/** Whether what is on the screen is the present. */
export function Connection() {
  const { state } = useLive();
  const { answering } = useReachability();
  if (state === 'off' && answering) return null;
  const down = state === 'down' || !answering;
  const name = down ? t`Not connected` : state === 'live' ? t`Live` : t`Connecting`;
  const hint = down
    ? t`Changes do not arrive. The page connects again by itself and misses nothing.`
    : t`Changes appear by themselves.`;
  return (
    <span
      title={hint}
      className={`${classes.connection} ${down ? classes.down : state === 'live' ? classes.live : ''}`}
      role="status"
    >
      <span className={classes.dot} aria-hidden />
      <span className={down ? classes.always : ''}>{name}</span>
    </span>
  );
}

/** A strip under the header while the server is silent: old data must not look fresh. */
export function Outage() {
  const reach = useReachability();
  if (reach.answering) return null;
  return (
    <p className={classes.outage} role="alert">
      <Trans>
        The server has not answered since <Moment at={new Date(reach.since).toISOString()} seconds />. What
        you see was true then. It is tried again by itself.
      </Trans>
    </p>
  );
}
