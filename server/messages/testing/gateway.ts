import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

export type Received = { readonly body: string; readonly headers: IncomingHttpHeaders };
export type Gateway = {
  readonly url: string;
  readonly received: readonly Received[];
  /** What it answers from now on: a status, and a body. `null`: it takes the message and never answers. */
  answer(status: number | null, body?: object): void;
  /** Resolves once so many have come in all. */
  until(count: number): Promise<void>;
};

/** A gateway for text messages on a real socket, as docs/operations/messages.md describes it. */
export async function withGateway(): Promise<Gateway> {
  const received: Received[] = [];
  const waiting: (() => void)[] = [];
  let status: number | null = 200;
  let content: object = { id: 'provider-1' };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      received.push({ body: Buffer.concat(parts).toString(), headers: request.headers });
      for (const look of waiting) look();
      if (status === null) return;
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    });
  });
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    received,
    answer: (next, body = { id: 'provider-1' }) => {
      status = next;
      content = body;
    },
    until: (count) =>
      new Promise((settle) => {
        const look = () => received.length >= count && settle();
        waiting.push(look);
        look();
      }),
  };
}

/** An address on which nobody listens any more. */
export async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.address() as AddressInfo;
  await new Promise((settle) => server.close(settle));
  return `http://127.0.0.1:${port}/send`;
}
