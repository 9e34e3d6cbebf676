import { createServer, type Server, type Socket } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import type { ConnectionSettings } from '@attend/server/database/settings';
import { startGateway } from '@attend/server/gateway/gateway';
import { openKeyring } from '@attend/server/keys/keyring';
import { pino } from 'pino';

/**
 * Holds idle connections and tells what they take, in a process of its own with `--expose-gc`: the gateway, or sockets of the
 * same kind that answer and remember nothing.
 */
export type IdleOrder =
  | { readonly kind: 'bare' }
  | {
      readonly kind: 'gateway';
      readonly database: ConnectionSettings;
      readonly keyringDirectory: string;
      /** Milliseconds after which a quiet device's state is forgotten. */
      readonly quiet: number;
    };

export type IdleReport = {
  readonly connections: number;
  /** People whose state is in memory. */
  readonly remembered: number;
  readonly heapUsed: number;
  readonly external: number;
  readonly resident: number;
};

type Holder = { readonly port: number; connections(): number; remembered(): number };

/** What a bare socket is: accepted as the gateway accepts, one shared handler a kind. */
async function holdBare(): Promise<Holder> {
  const held = new Set<Socket>();
  function onData(this: Socket): void {
    this.write('\n');
  }
  function onEnd(this: Socket): void {
    this.destroy();
  }
  function onError(this: Socket): void {
    this.destroy();
  }
  function onClose(this: Socket): void {
    held.delete(this);
  }
  const server = createServer({
    allowHalfOpen: true,
    keepAlive: true,
    keepAliveInitialDelay: 120_000,
    noDelay: true,
  });
  server.on('connection', (socket) => {
    held.add(socket);
    socket.on('data', onData);
    socket.on('end', onEnd);
    socket.on('error', onError);
    socket.once('close', onClose);
  });
  return { port: await portOf(server), connections: () => held.size, remembered: () => 0 };
}

async function portOf(server: Server): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, resolve);
  await promise;
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  return address.port;
}

async function holdGateway(order: IdleOrder & { kind: 'gateway' }): Promise<Holder> {
  const gateway = await startGateway({
    database: order.database,
    keyring: openKeyring(order.keyringDirectory),
    host: '127.0.0.1',
    ports: { laipac: 0 },
    log: pino({ level: 'warn' }),
    quiet: order.quiet,
  });
  return {
    port: gateway.ports.laipac ?? 0,
    connections: () => gateway.status().reduce((sum, { connections }) => sum + connections, 0),
    remembered: () => gateway.remembered(),
  };
}

async function reportOf(holder: Holder): Promise<IdleReport> {
  // Weak references and finalizers let go one turn after a collection.
  for (let times = 0; times < 3; times += 1) {
    globalThis.gc?.();
    await turn();
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    connections: holder.connections(),
    remembered: holder.remembered(),
    heapUsed,
    external,
    resident: rss,
  };
}

process.once('disconnect', () => process.exit(0));
process.once('message', (order: IdleOrder) => {
  const holding = order.kind === 'bare' ? holdBare() : holdGateway(order);
  holding.then(
    (holder) => {
      process.on('message', () => void reportOf(holder).then((report) => process.send?.(report)));
      process.send?.({ port: holder.port });
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
