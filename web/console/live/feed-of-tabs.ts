import type { FeedMessage, FeedState } from './message.ts';
import { FeedStream } from './stream.ts';

type Between =
  | { readonly type: 'message'; readonly message: FeedMessage }
  | { readonly type: 'state'; readonly state: FeedState };
type Handlers = {
  readonly message: (message: FeedMessage) => void;
  readonly state: (state: FeedState) => void;
};

const heartbeat = 5_000;
/** A leading tab that says nothing for this long is frozen or stuck: another one takes over. */
const patience = 16_000;

/**
 * One connection to the feed for all tabs of one person: the tab that holds the lock reads, and tells the others.
 * Browsers allow six connections to a server over HTTP/1.1; ten tabs with one each would stop the page from loading.
 * Every tab listens before it reads its list, so an event comes either in the list or after it.
 */
export class SharedFeed {
  #channel: BroadcastChannel | null = null;
  #stream: FeedStream | null = null;
  #position: string;
  #state: FeedState = 'connecting';
  #heard = performance.now();
  #timer: ReturnType<typeof setInterval> | undefined;
  #waiting = new AbortController();
  #closed = false;
  readonly #lock: string;
  readonly #handlers: Handlers;

  constructor(staff: string, position: string, handlers: Handlers) {
    this.#lock = `attend-feed-${staff}`;
    this.#position = position;
    this.#handlers = handlers;
    // Locks stand only where the page is served securely or from this machine: elsewhere each tab reads for itself.
    if (!('locks' in navigator) || !('BroadcastChannel' in globalThis)) {
      this.#lead();
      return;
    }
    this.#channel = new BroadcastChannel(this.#lock);
    this.#channel.onmessage = (event: MessageEvent<Between>) => this.#hear(event.data);
    this.#timer = setInterval(() => this.#beat(), heartbeat);
    void this.#follow(false);
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#timer);
    this.#waiting.abort();
    this.#stop();
    this.#channel?.close();
  }

  async #follow(steal: boolean): Promise<void> {
    const waiting = new AbortController();
    this.#waiting = waiting;
    const lead = () =>
      new Promise<void>((release) => {
        waiting.signal.addEventListener('abort', () => release());
        if (!this.#closed) this.#lead();
      });
    try {
      await navigator.locks.request(this.#lock, steal ? { steal } : { signal: waiting.signal }, lead);
    } catch {
      // Called off by ourselves, or taken over by a tab that did not hear us: we follow it.
      this.#stop();
      if (!this.#closed && !waiting.signal.aborted) void this.#follow(false);
    }
  }

  #lead(): void {
    this.#stream = new FeedStream(this.#position, {
      message: (message) => {
        this.#tell({ type: 'message', message });
        this.#take(message);
      },
      state: (state) => {
        this.#tell({ type: 'state', state });
        this.#change(state);
      },
    });
  }

  #stop(): void {
    this.#stream?.close();
    this.#stream = null;
  }

  #beat(): void {
    if (this.#stream) {
      this.#tell({ type: 'state', state: this.#state });
      return;
    }
    if (performance.now() - this.#heard < patience) return;
    this.#heard = performance.now();
    this.#change('down');
    this.#waiting.abort();
    void this.#follow(true);
  }

  #hear(said: Between): void {
    this.#heard = performance.now();
    if (this.#stream) return;
    if (said.type === 'message') this.#take(said.message);
    else this.#change(said.state);
  }

  #take(message: FeedMessage): void {
    this.#position = message.position;
    if (this.#state !== 'live') this.#change('live');
    this.#handlers.message(message);
  }

  #change(state: FeedState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#handlers.state(state);
  }

  #tell(said: Between): void {
    this.#channel?.postMessage(said);
  }
}
