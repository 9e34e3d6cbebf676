import pg from 'pg';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Directory } from './directory.ts';
import { type LineTalk, linesChannel } from './tell-lines.ts';

const pause = 1_000;

/** Hears which devices or assignments changed, so that the directory forgets them at once. Comes back by itself. */
export function watchDevices(
  settings: ConnectionSettings,
  directory: Directory,
  lines: Pick<LineTalk, 'hear'>,
  tell: (what: string, error: unknown) => void,
): { stop(): Promise<void> } {
  let stopped = false;
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  const again = (): void => {
    client = null;
    if (stopped || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      void listen();
    }, pause);
  };
  const listen = async (): Promise<void> => {
    // Its probes find a server that vanished without a word: nothing would be heard any more, and nobody would know.
    const fresh = new pg.Client({
      ...settings,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: 10_000,
      application_name: 'attend gateway devices',
    });
    let told = false;
    fresh.on('error', (error) => {
      if (!told) tell('the watch for changed devices broke off and begins again', error);
      told = true;
    });
    fresh.on('end', again);
    fresh.on('notification', ({ channel, payload }) => {
      if (payload === undefined) return;
      if (channel === linesChannel) lines.hear(payload, Date.now());
      else directory.forget(payload);
    });
    try {
      await fresh.connect();
      await fresh.query(`listen attend_device; listen ${linesChannel}`);
      client = fresh;
      // What changed while nobody listened is not known: ask anew for all.
      directory.forgetAll();
      if (stopped) await fresh.end();
    } catch (error) {
      if (!told) tell('the watch for changed devices cannot begin and is tried again', error);
      await fresh.end().catch(() => undefined);
      again();
    }
  };
  void listen();
  return {
    stop: async () => {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}
