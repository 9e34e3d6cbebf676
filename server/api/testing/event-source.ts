import { type IncomingMessage, request } from 'node:http';
import type { Client } from './client.ts';

export type ServerEvent = { readonly id: string | null; readonly event: string; readonly data: unknown };

/** Reads a stream as a browser does; breaks when told. */
export type EventSource = {
  readonly events: ServerEvent[];
  readonly opened: Promise<number>;
  readonly closed: Promise<void>;
  /** Resolves when an event meets the condition, those before included. */
  until(condition: (event: ServerEvent) => boolean): Promise<ServerEvent>;
  /** Stops reading without closing, as a sleeping laptop does. */
  pause(): void;
  resume(): void;
  close(): void;
};

export function openEventSource(client: Client, path: string, lastEventId?: string): EventSource {
  const events: ServerEvent[] = [];
  const waiting = new Set<() => void>();
  const opened = Promise.withResolvers<number>();
  const closed = Promise.withResolvers<void>();
  let left = '';
  const headers = {
    cookie: client.cookies(),
    ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }),
  };
  const sent = request(`${client.origin}${path}`, { headers, agent: false }, (response) => {
    opened.resolve(response.statusCode ?? 0);
    response.setEncoding('utf8').on('data', (part: string) => {
      const blocks = (left + part).split('\n\n');
      left = blocks.pop() ?? '';
      for (const block of blocks) {
        const fields = new Map(
          block
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
        );
        const event = fields.get('event');
        if (event === undefined) continue;
        events.push({ id: fields.get('id') ?? null, event, data: JSON.parse(fields.get('data') ?? 'null') });
      }
      for (const look of waiting) look();
    });
    response.on('close', () => closed.resolve());
    response.on('error', () => {});
    received = response;
  });
  let received: IncomingMessage | null = null;
  sent.on('error', () => closed.resolve());
  sent.end();
  return {
    events,
    opened: opened.promise,
    closed: closed.promise,
    until: (condition) =>
      new Promise((settle) => {
        let seen = 0;
        const look = (): void => {
          const found = events.slice(seen).find(condition);
          seen = events.length;
          if (found === undefined) return;
          waiting.delete(look);
          settle(found);
        };
        waiting.add(look);
        look();
      }),
    pause: () => void received?.pause(),
    resume: () => void received?.resume(),
    close: () => sent.destroy(),
  };
}
