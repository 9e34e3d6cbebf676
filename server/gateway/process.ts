import type { ProtocolName } from '@attend/kernel';
import { pino } from 'pino';
import type { ConnectionSettings } from '../database/settings.ts';
import { openKeyring } from '../keys/keyring.ts';
import { installLastWords } from '../keys/last-words.ts';
import type { KeyPlace } from '../keys/sources/place.ts';
import { type Gateway, startGateway } from './gateway.ts';
import type { Meter } from './meter.ts';

/**
 * A gateway as a process of its own: the program forks one, so that a flood on the sockets does not slow the screens, and
 * starts another where it ended. It ends with the channel to whoever forked it.
 */
export type GatewayOrder = {
  readonly database: ConnectionSettings;
  readonly keyringDirectory: string;
  /** Where key-encryption keys come from; files beside the keyring unless told. */
  readonly keys?: KeyPlace;
  readonly host: string;
  readonly ports: Partial<Record<ProtocolName, number>>;
  readonly logLevel: string;
  readonly sharePorts?: boolean;
};

export type GatewayReport = {
  readonly listeners: { protocol: string; port: number; connections: number; refused: number }[];
  readonly meter: Meter;
  readonly waiting: number;
  readonly memory: { heapUsed: number; rss: number };
};

export type GatewayMessage =
  | { readonly kind: 'ready'; readonly ports: Partial<Record<ProtocolName, number>> }
  | { readonly kind: 'report'; readonly report: GatewayReport }
  | { readonly kind: 'failed'; readonly message: string; readonly code: string | null };

const reportEvery = 500;

function send(message: GatewayMessage): void {
  // The channel may close at any moment; then this process ends too.
  if (process.connected) process.send?.(message, () => undefined);
}

installLastWords('gateway');

async function run(order: GatewayOrder): Promise<void> {
  const log = pino({ level: order.logLevel, base: { part: 'gateway', pid: process.pid } });
  const keyring = openKeyring(order.keyringDirectory, order.keys);
  const gateway: Gateway = await startGateway({ ...order, keyring, log });
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    await gateway.stop();
    keyring.close();
    process.exit(0);
  };
  process.on('disconnect', () => void stop());
  process.on('SIGTERM', () => void stop());
  // Ctrl-C reaches the whole group: whoever forked this one decides when it stops.
  process.on('SIGINT', () => undefined);
  process.on('message', (message) => {
    if (message === 'stop') void stop();
  });
  send({ kind: 'ready', ports: gateway.ports });
  setInterval(() => {
    const { heapUsed, rss } = process.memoryUsage();
    send({
      kind: 'report',
      report: {
        listeners: gateway.status(),
        meter: gateway.meter,
        waiting: gateway.waiting(),
        memory: { heapUsed, rss },
      },
    });
  }, reportEvery).unref();
}

process.once('message', (order: GatewayOrder) => {
  run(order).catch((thrown: unknown) => {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : null;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    process.send?.({ kind: 'failed', message, code } satisfies GatewayMessage, () => process.exit(1));
  });
});
