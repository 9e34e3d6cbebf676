import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export type Line = {
  readonly address: string;
  /** Breaks every connection and refuses new ones. */
  cut(): void;
  mend(): void;
  /** Lets one request through (told by how it begins: `POST /api/…`), and cuts the line when its answer comes: it was done, and nobody hears of it. */
  cutAtAnswerTo(beginning: string): Promise<void>;
  close(): void;
};

/** A wire between browser and server that can be cut: a browser's own «offline» leaves open streams standing. */
export async function openLine(to: string): Promise<Line> {
  const target = new URL(to);
  const open = new Set<Socket>();
  let whole = true;
  let waiting: { readonly beginning: string; readonly answered: () => void } | null = null;
  const server = createServer((near) => {
    if (!whole) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    near.on('data', (sent: Buffer) => {
      if (waiting === null || !sent.toString('latin1').startsWith(waiting.beginning)) return;
      const { answered } = waiting;
      waiting = null;
      far.unpipe(near);
      far.resume();
      far.once('data', () => {
        whole = false;
        cutAll();
        answered();
      });
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const cutAll = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      whole = false;
      cutAll();
    },
    mend: () => {
      whole = true;
    },
    cutAtAnswerTo: (beginning) =>
      new Promise((answered) => {
        waiting = { beginning, answered };
      }),
    close: () => {
      cutAll();
      server.close();
    },
  };
}
