import type { Actor } from '../../access/actor.ts';
import { may } from '../../access/policy.ts';
import type { SessionRow } from '../../database/repositories/sessions.ts';
import type { EventStream } from '../http/event-stream.ts';

/** One open stream. */
export type Subscriber = {
  readonly actor: Actor;
  readonly stream: EventStream;
  /** Everything up to here has been sent. */
  position: bigint;
  /** Where it stood at the last pulse if so much waited that nothing was sent: still there at the next one, it is cut. */
  stuckAt: bigint | null;
};

/** What the database says of a subscriber at the moment of an event. */
export type Verdict = 'may-hear' | 'session-ended' | 'not-permitted';

export function judge({ actor }: Subscriber, standing: ReadonlyMap<string, SessionRow>): Verdict {
  const row = standing.get(actor.sessionId);
  if (row === undefined || !row.second_factor || row.programme_id !== actor.programme.id)
    return 'session-ended';
  return may(row.roles, 'alerts.read') ? 'may-hear' : 'not-permitted';
}

/** Ends a stream whose reason has gone; what it showed must be read again, which will be refused. */
export function dismiss({ stream, position }: Subscriber, verdict: Exclude<Verdict, 'may-hear'>): void {
  if (verdict === 'not-permitted')
    stream.send('reload', { why: 'What you may see has changed.' }, String(position));
  stream.end();
  // Who does not read must not be shown what still waits.
  if (stream.full) stream.cut();
}
