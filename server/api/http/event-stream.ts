import type { ServerResponse } from 'node:http';

/** Server-sent events to one client. */
export type EventStream = {
  readonly open: boolean;
  /** False: the client reads too slowly or has gone, and the stream was cut; it resumes by its last event. */
  send(event: string, data: unknown, id?: string): boolean;
  end(): void;
  onClose(then: () => void): void;
};

/** What may wait for one client: some thousand events. More would let one sleeping laptop fill the server's memory. */
const mostWaiting = 1_048_576;

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
  return {
    get open() {
      return !response.writableEnded && !response.destroyed;
    },
    send(event, data, id) {
      if (response.writableEnded || response.destroyed) return false;
      if (response.writableLength > mostWaiting) {
        response.destroy();
        return false;
      }
      const head = id === undefined ? '' : `id: ${id}\n`;
      response.write(`${head}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
      return true;
    },
    end: () => response.end(),
    onClose: (then) => response.once('close', then),
  };
}
