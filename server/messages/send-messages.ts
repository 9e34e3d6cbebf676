import {
  afterQuietHours,
  holdsBack,
  isReachable,
  type MessageReason,
  messageLanguageOf,
  nextAttempt,
  renderMessage,
} from '@attend/casework';
import type { Millis } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { type Pool, transaction } from '../database/connect.ts';
import { contactState, loadContactPoints } from '../database/repositories/contact-points.ts';
import {
  cancelHeld,
  type DueMessage,
  failPlanned,
  lockDue,
  markBounced,
  markInterrupted,
  noteFailed,
  noteSent,
  noteUnknown,
  planAgain,
  postpone,
  releaseSenderLock,
  takeSenderLock,
  writeIntent,
} from '../database/repositories/message-sending.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { openRow, sealRow } from '../database/repositories/sealed.ts';
import { senderOf } from './plan-message.ts';
import type { Outgoing, Sender, Senders } from './sender.ts';

export type SendingOptions = {
  /** As the owner's role: of all programmes. */
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly senders: Senders;
  readonly now: () => Millis;
  /** Asked before each batch: true ends the run. */
  readonly isOver?: () => boolean;
};
/** Counts alone: no line of a log says to whom. */
export type SendingRun = { readonly interrupted: number; readonly sent: number; readonly other: number };

/** So many leave side by side; so many at most does a crash leave unknown. */
const atOnce = 8;
/** Until it is looked at again, where nobody or nothing is there to send it by. */
const heldFor = 5 * 60_000;

/**
 * Sends what is due. For each message the intent is committed first, then it is sent, then what came of that is noted; where this
 * process dies between the two, the next run finds the intent alone and says that it does not know (MSG-7). Null: another one is
 * at work.
 */
export async function sendMessages(options: SendingOptions): Promise<SendingRun | null> {
  const holder = await options.pool.connect();
  let broken: Error | undefined;
  try {
    if (!(await takeSenderLock(holder))) return null;
    const interrupted = await markInterrupted(holder);
    let sent = 0;
    let other = 0;
    while (options.isOver?.() !== true) {
      const { looked, attempts } = await begin(options);
      if (looked === 0) break;
      const done = await Promise.all(attempts.map((attempt) => finish(options, attempt)));
      sent += done.filter((one) => one).length;
      other += looked - done.filter((one) => one).length;
    }
    await releaseSenderLock(holder);
    return { interrupted, sent, other };
  } catch (thrown) {
    // The lock is the connection's: it goes with it.
    broken = thrown instanceof Error ? thrown : new Error('sending failed');
    throw thrown;
  } finally {
    holder.release(broken);
  }
}

type Attempt = {
  readonly id: string;
  readonly at: Millis;
  readonly attempts: number;
  readonly usefulUntil: Millis;
  readonly contactPointId: string;
  readonly sender: Sender;
  readonly outgoing: Outgoing;
};

/** Commits the intents of the next few. `looked`: how many were due, whatever became of them. */
async function begin(options: SendingOptions): Promise<{ looked: number; attempts: Attempt[] }> {
  return await transaction(options.pool, {}, async (client) => {
    const now = options.now();
    const due = await lockDue(client, now, atOnce);
    const attempts: Attempt[] = [];
    const points = await loadContactPoints(client, [
      ...new Set(due.map(({ participantId }) => participantId)),
    ]);
    for (const message of due) {
      const attempt = await beginOne(client, options, message, points.get(message.participantId) ?? [], now);
      if (attempt !== null) attempts.push(attempt);
    }
    return { looked: due.length, attempts };
  });
}

type Points = Awaited<ReturnType<typeof loadContactPoints>> extends Map<string, infer P> ? P : never;

/** Null: not now, or not at all; the row says why. */
async function beginOne(
  client: Queryable,
  { keyring, senders }: SendingOptions,
  message: DueMessage,
  points: Points,
  now: Millis,
): Promise<Attempt | null> {
  const { id, usefulUntil, template, timezone } = message;
  const hold = async (reason: MessageReason): Promise<null> => {
    await postpone(client, id, reason, now + heldFor);
    return null;
  };
  const key = keyring.find(message.participantId);
  if (key === null) {
    await failPlanned(client, id, 'key-destroyed');
    return null;
  }
  const held = message.suspension === null ? null : holdsBack(message.suspension, message);
  if (held === 'never-sent') {
    await cancelHeld(client, id, 'suspended');
    return null;
  }
  if (now >= usefulUntil) {
    await failPlanned(client, id, message.reason ?? 'too-late');
    return null;
  }
  const morning = afterQuietHours(now, timezone);
  if (morning > now) {
    await postpone(client, id, message.reason, morning);
    return null;
  }
  if (held === 'held') return await hold('suspended');
  const reachable = points.filter((point) => isReachable(contactState(point)));
  if (reachable.length === 0) return await hold('no-contact-point');
  const point = reachable.find(({ kind }) => senders[kind] !== undefined);
  const sender = point === undefined ? undefined : senders[point.kind];
  if (point === undefined || sender === undefined) return await hold('no-provider');

  const { address, language: wanted } = openRow(key, 'contact_point', point.id, point.sealed);
  const planned = openRow(key, 'message', id, message.sealed);
  const language = wanted === null ? planned.language : messageLanguageOf([wanted, planned.language]);
  const rendered = renderMessage(template, planned.values, { language, timezone, sender: senderOf(message) });
  const sealed = sealRow(key, 'message', id, { language, ...rendered, values: planned.values });
  await writeIntent(client, id, { contactPointId: point.id, sealed, at: now });
  return {
    ...{ id, at: now, attempts: message.attempts + 1, usefulUntil, contactPointId: point.id, sender },
    outgoing: { kind: point.kind, address, ...rendered, key: `${id}.${message.round}.${point.id}` },
  };
}

/** True: the provider has it. */
async function finish({ pool, now }: SendingOptions, attempt: Attempt): Promise<boolean> {
  const outcome = await attempt.sender.send(attempt.outgoing);
  switch (outcome.kind) {
    case 'accepted':
      await noteSent(pool, attempt, outcome.reference);
      return true;
    case 'unknown':
      await noteUnknown(pool, attempt);
      return false;
    case 'refused':
      if (!outcome.bounced) {
        await noteFailed(pool, attempt, 'refused');
        return false;
      }
      // The address is none; the next one may be.
      await transaction(pool, {}, async (client) => {
        await markBounced(client, attempt.contactPointId);
        await planAgain(client, attempt, 'undelivered', now());
      });
      return false;
    case 'not-taken': {
      const next = nextAttempt(attempt.attempts, now());
      if (next === null || next >= attempt.usefulUntil) await noteFailed(pool, attempt, 'not-reached');
      else await planAgain(pool, attempt, 'not-reached', next);
      return false;
    }
  }
}
