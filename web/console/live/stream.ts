import { feedEvents } from '@attend/contracts/feed';
import { address } from '../../ui/api/request.ts';
import type { FeedMessage, FeedState } from './message.ts';

type Handlers = {
  readonly message: (message: FeedMessage) => void;
  readonly state: (state: FeedState) => void;
};

/** The server sends a pulse every 15 s: twice that and a bit without anything is a dead connection. */
const patience = 35_000;
const firstDelay = 400;
const longestDelay = 10_000;

/**
 * One server-sent-events connection that goes on from the last position it saw. It opens a new one itself instead of
 * leaving that to the browser, which waits seconds, and gives up for good where the server answers 503 for a moment.
 */
export class FeedStream {
  #source: EventSource | null = null;
  #position: string;
  #delay = firstDelay;
  #retry: ReturnType<typeof setTimeout> | undefined;
  #watch: ReturnType<typeof setTimeout> | undefined;
  readonly #handlers: Handlers;

  constructor(position: string, handlers: Handlers) {
    this.#position = position;
    this.#handlers = handlers;
    this.#open();
  }

  close(): void {
    clearTimeout(this.#retry);
    clearTimeout(this.#watch);
    this.#source?.close();
    this.#source = null;
  }

  #open(): void {
    const source = new EventSource(address('/api/feed', { after: this.#position }));
    this.#source = source;
    this.#expect();
    source.onopen = () => {
      this.#delay = firstDelay;
      this.#handlers.state('live');
    };
    source.onerror = () => this.#again();
    for (const name of ['alert', 'reload', 'pulse'] as const) {
      source.addEventListener(name, (event: MessageEvent<string>) => this.#receive(name, event));
    }
  }

  #receive(name: FeedMessage['name'], event: MessageEvent<string>): void {
    this.#expect();
    if (event.lastEventId) this.#position = event.lastEventId;
    const content = feedEvents[name].safeParse(parse(event.data));
    // An event that cannot be read is a change that we do not know: the list is read again, so that nothing is missed.
    const read = content.success
      ? { name, data: content.data }
      : { name: 'reload', data: { why: 'unreadable event' } };
    this.#handlers.message({ ...read, position: this.#position } as FeedMessage);
  }

  #expect(): void {
    clearTimeout(this.#watch);
    this.#watch = setTimeout(() => this.#again(), patience);
  }

  #again(): void {
    this.close();
    this.#handlers.state('down');
    // Spread, so that a hundred screens do not all come back in the same instant.
    this.#retry = setTimeout(() => this.#open(), this.#delay * (0.7 + Math.random() * 0.6));
    this.#delay = Math.min(longestDelay, this.#delay * 2);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
