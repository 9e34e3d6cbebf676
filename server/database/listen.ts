import pg from 'pg';
import type { Logger } from 'pino';
import type { ConnectionSettings } from './settings.ts';

export type Listening = { readonly stop: () => Promise<void> };

export type ListenOptions<C extends string> = {
  readonly settings: ConnectionSettings;
  readonly channels: readonly C[];
  readonly heard: (channel: C, payload: string) => void;
  /** After each (re)connection: whatever was told meanwhile was not heard. */
  readonly connected: () => void;
  readonly log: Logger;
};

const firstPause = 50;
const longestPause = 2_000;

/** A connection that listens, made again for as long as it takes whenever it breaks. */
export function listen<C extends string>(options: ListenOptions<C>): Listening {
  const { settings, channels, log } = options;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let pause = firstPause;
  let stopped = false;

  const again = (): void => {
    if (stopped || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      void connect();
    }, pause);
    pause = Math.min(longestPause, pause * 2);
  };

  const connect = async (): Promise<void> => {
    // The system's own probes find a server that vanished without a word.
    const made = new pg.Client({
      ...settings,
      keepAlive: true,
      application_name: 'attend feed',
      connectionTimeoutMillis: 5_000,
    });
    client = made;
    const lost = (error?: Error): void => {
      if (client !== made) return;
      client = null;
      if (!stopped)
        log.warn({ code: error && 'code' in error ? error.code : undefined }, 'listening connection lost');
      made.end().catch(() => {});
      again();
    };
    made.on('error', lost);
    made.on('end', () => lost());
    made.on('notification', ({ channel, payload }) => {
      const known = channels.find((name) => name === channel);
      if (known !== undefined) options.heard(known, payload ?? '');
    });
    try {
      await made.connect();
      await made.query(channels.map((name) => `listen ${pg.escapeIdentifier(name)}`).join('; '));
      pause = firstPause;
      options.connected();
    } catch (error) {
      lost(error instanceof Error ? error : undefined);
    }
  };

  void connect();
  return {
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => {});
    },
  };
}
