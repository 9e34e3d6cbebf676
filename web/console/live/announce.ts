import type { AlertSummary } from '@attend/contracts/alerts';
import type { FeedAlert } from '@attend/contracts/feed';

/** Changes that mean that something happened, not that somebody worked on it. */
const happenings: ReadonlySet<string> = new Set(['raised', 'joined', 'returned']);

/**
 * How loudly an event is said. `urgent`: at once, with sound, over whatever is on the screen; `quiet`: its row alone.
 * An event that was heard before, or that is older than what is known, is nothing.
 */
export function loudness(event: FeedAlert, before: AlertSummary | null): 'urgent' | 'quiet' | null {
  const { alert, change } = event;
  if (!happenings.has(change) || alert.status === 'closed' || alert.withdrawnAt !== null) return null;
  if (before && before.version >= alert.version) return null;
  return alert.severity === 'critical' ? 'urgent' : 'quiet';
}
