import type { ServerResponse } from 'node:http';

/** Server-sent events to one client. */
export type EventStream = {
  readonly open: boolean;
  /** So much waits for the client that nothing more should be sent before it has read some. */
  readonly full: boolean;
  send(event: string, data: unknown, id?: string): void;
  /** After what waits has been read. */
  end(): void;
  /** At once: a client that does not read would never see the end. */
  cut(): void;
  onDrain(then: () => void): void;
  onClose(then: () => void): void;
};

/** What may wait for one client, some hundred events: one sleeping laptop must not fill the server's memory. */
const mostWaiting = 262_144;

/** `headers`: the security headers of every answer. */
export function startEventStream(
  response: ServerResponse,
  headers: Readonly<Record<string, string>>,
): EventStream {
  response.writeHead(200, {
    ...headers,
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store, no-transform',
    // Proxies must hand events on at once.
    'x-accel-buffering': 'no',
  });
  // After a break the browser comes back after a second.
  response.write('retry: 1000\n\n');
  response.socket?.setNoDelay(true);
  response.on('error', () => {});
  const open = (): boolean => !response.writableEnded && !response.destroyed;
  return {
    get open() {
      return open();
    },
    get full() {
      return response.writableLength > mostWaiting;
    },
    send(event, data, id) {
      if (!open()) return;
      const head = id === undefined ? '' : `id: ${id}\n`;
      response.write(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    },
    end: () => response.end(),
    cut: () => response.destroy(),
    onDrain: (then) => response.on('drain', then),
    onClose: (then) => response.once('close', then),
  };
}
