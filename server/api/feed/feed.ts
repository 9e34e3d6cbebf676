import { fail, type Result, succeed } from '@attend/kernel';
import type { Logger } from 'pino';
import type { Actor } from '../../access/actor.ts';
import { listen } from '../../database/listen.ts';
import { pruneFeed, readFeedBounds, sequenceFeed } from '../../database/repositories/feed.ts';
import { findSessions } from '../../database/repositories/sessions.ts';
import type { ConnectionSettings } from '../../database/settings.ts';
import type { EventStream } from '../http/event-stream.ts';
import { isDatabaseAway } from '../http/faults.ts';
import { type DeliverParts, deliverPage } from './deliver.ts';
import { createLoop, type Loop } from './loop.ts';
import { dismiss, judge, type Subscriber } from './subscriber.ts';

export type Feed = {
  /** Opens the stream: sends what came after `after` (null: from now on) and goes on live. */
  subscribe(actor: Actor, open: () => EventStream, after: bigint | null): Promise<Result<null>>;
  /** Streams that are open, for the status page and tests. */
  readonly subscribers: number;
  /** Ends every stream. */
  stop(): Promise<void>;
};

export type FeedOptions = DeliverParts & {
  /** The application's role, for the connection that listens. */
  readonly settings: ConnectionSettings;
  readonly log: Logger;
  readonly pulseEvery?: number;
  /** How long a break may last, in seconds. */
  readonly keepSeconds?: number;
};

/** What cannot be heard by notification (a broken connection, a missed word) is found by looking, this often. */
const lookEvery = 2_000;
const pruneEvery = 600_000;
const sequenceAtOnce = 1_000;
/** So often one page is tried before it is passed over. */
const mostFailures = 3;
const tryAgainAfter = 100;
/** Tabs share one stream; some browsers and a second screen need not. */
const mostOfSession = 16;

/**
 * The live feed of one process. Writers put a row into the outbox with their change and notify; here one sequencer at a time
 * gives positions in the order of commits, and each process reads on from what its subscribers have had.
 */
export function startFeed(options: FeedOptions): Feed {
  const { pool, settings, pulseEvery = 15_000, keepSeconds = 86_400 } = options;
  const log = options.log.child({ namespace: 'feed' });
  const programmes = new Map<string, ProgrammeFeed>();
  let delivered = 0n;

  const failed = (thrown: unknown): void => {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    log.warn({ code, fault: thrown instanceof Error ? thrown.name : typeof thrown }, 'feed step failed');
  };
  const deliverAll = (): void => {
    for (const programme of programmes.values()) programme.deliver();
  };
  const sequencer = createLoop(async () => {
    const { moved, highest } = await sequenceFeed(pool, sequenceAtOnce);
    if (highest !== null && highest > delivered) delivered = highest;
    if (moved > 0) deliverAll();
    return moved === sequenceAtOnce;
  }, failed);

  const listening = listen({
    settings,
    channels: ['attend_feed', 'attend_feed_ready', 'attend_session'],
    log,
    connected: () => {
      sequencer.ask();
      deliverAll();
    },
    heard: (channel, payload) => {
      if (channel === 'attend_feed') sequencer.ask();
      else if (channel === 'attend_session') endSession(payload);
      // Our own sequencing has delivered already; this is another process's.
      else if (BigInt(payload || 0) > delivered) {
        delivered = BigInt(payload);
        deliverAll();
      }
    },
  });

  const endSession = (sessionId: string): void => {
    for (const programme of programmes.values()) programme.endSession(sessionId);
  };
  const programmeOf = (id: string): ProgrammeFeed => {
    const found = programmes.get(id) ?? new ProgrammeFeed(id, options, failed);
    programmes.set(id, found);
    return found;
  };

  const timers = [
    setInterval(() => {
      sequencer.ask();
      deliverAll();
    }, lookEvery),
    setInterval(() => {
      for (const programme of programmes.values()) programme.pulse();
    }, pulseEvery),
    setInterval(() => void pruneFeed(pool, keepSeconds).catch(failed), pruneEvery),
  ];
  sequencer.ask();

  return {
    subscribe: (actor, open, after) => programmeOf(actor.programme.id).join(actor, open, after),
    get subscribers() {
      return [...programmes.values()].reduce((sum, { size }) => sum + size, 0);
    },
    async stop() {
      for (const timer of timers) clearInterval(timer);
      await listening.stop();
      await sequencer.stop();
      await Promise.all([...programmes.values()].map((programme) => programme.stop()));
    },
  };
}

/** One programme's streams in this process. Holds them, and the loop that serves them one page after another. */
class ProgrammeFeed {
  private readonly id: string;
  private readonly options: FeedOptions;
  private readonly failed: (thrown: unknown) => void;
  private readonly streams = new Set<Subscriber>();
  private readonly loop: Loop;
  /** One after another, of the same page. */
  private failures = 0;

  constructor(id: string, options: FeedOptions, failed: (thrown: unknown) => void) {
    this.id = id;
    this.options = options;
    this.failed = failed;
    this.loop = createLoop(() => this.deliverNext(), failed);
  }

  get size(): number {
    return this.streams.size;
  }

  deliver(): void {
    if (this.streams.size > 0) this.loop.ask();
  }

  /** Everyone has a position of their own: who resumes is served from theirs by the same loop that serves all. */
  async join(actor: Actor, open: () => EventStream, after: bigint | null): Promise<Result<null>> {
    const ofSession = [...this.streams].filter((other) => other.actor.sessionId === actor.sessionId).length;
    if (ofSession >= mostOfSession)
      return fail({ code: 'too-many-requests', message: 'This session has too many live feeds open.' });
    const { horizon, position } = await readFeedBounds(this.options.pool);
    const lost = after !== null && (after < horizon || after > position);
    const stream = open();
    const from = after === null || lost ? position : after;
    const subscriber: Subscriber = { actor, stream, position: from, stuckAt: null };
    if (lost)
      stream.send('reload', { why: 'The break was longer than the feed remembers.' }, String(position));
    this.streams.add(subscriber);
    stream.onClose(() => this.streams.delete(subscriber));
    stream.onDrain(() => this.deliver());
    // The session may have ended since the request began, before anybody would have told this stream.
    this.pulse([subscriber]);
    this.deliver();
    return succeed(null);
  }

  endSession(sessionId: string): void {
    for (const subscriber of this.streams)
      if (subscriber.actor.sessionId === sessionId) this.drop(subscriber, 'session-ended');
  }

  /** A pulse says that the database answers and the session stands; without either there is none. */
  pulse(streams: readonly Subscriber[] = [...this.streams]): void {
    if (streams.length === 0) return;
    for (const subscriber of streams) this.cutWhereAsleep(subscriber);
    const sessions = streams.map(({ actor }) => actor.sessionId);
    findSessions(this.options.pool, sessions)
      .then((rows) => {
        const standing = new Map(rows.map((row) => [row.session_id, row]));
        for (const subscriber of streams) {
          const verdict = judge(subscriber, standing);
          if (verdict !== 'may-hear') this.drop(subscriber, verdict);
          else if (!subscriber.stream.full) subscriber.stream.send('pulse', { at: new Date().toISOString() });
        }
      })
      .catch(this.failed);
  }

  async stop(): Promise<void> {
    for (const { stream } of this.streams) stream.end();
    this.streams.clear();
    await this.loop.stop();
  }

  /** Those alone who can take more: who is behind is served when they have read. */
  private async deliverNext(): Promise<boolean> {
    const ready = [...this.streams].filter(({ stream }) => stream.open && !stream.full);
    const passOver = this.failures >= mostFailures;
    try {
      const more = await deliverPage(this.options, this.id, ready, passOver);
      this.failures = 0;
      return more;
    } catch (thrown) {
      // With the database away nothing is lost by waiting. What cannot be told for another reason must not silence the rest.
      if (!isDatabaseAway(thrown)) {
        this.failures += 1;
        setTimeout(() => this.deliver(), tryAgainAfter);
      }
      throw thrown;
    }
  }

  /** A sleeping laptop resumes when it wakes; until then it must hold no memory here. */
  private cutWhereAsleep(subscriber: Subscriber): void {
    const { stream, position, stuckAt } = subscriber;
    subscriber.stuckAt = stream.full ? position : null;
    if (stuckAt !== position || !stream.full) return;
    this.streams.delete(subscriber);
    stream.cut();
  }

  private drop(subscriber: Subscriber, verdict: 'session-ended' | 'not-permitted'): void {
    this.streams.delete(subscriber);
    dismiss(subscriber, verdict);
  }
}
