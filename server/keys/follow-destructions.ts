import type { Logger } from 'pino';
import type { Pool } from '../database/connect.ts';
import { listen } from '../database/listen.ts';
import { approvedDestructions, noteDestroyed } from '../database/repositories/destructions.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import type { Keyring } from './keyring.ts';

export type Following = {
  /** Brings the keyring in line now; rejects where the database or the keyring does not answer. */
  settle(): Promise<void>;
  stop(): Promise<void>;
};

export type FollowOptions = {
  readonly pool: Pool;
  /** For the connection that listens. */
  readonly settings: ConnectionSettings;
  readonly keyring: Keyring;
  readonly log: Logger;
};

/** What was not heard is found by looking. */
const lookEvery = 10_000;

/**
 * Destroys in this process' keyring every key whose end was approved: once it is told, and at its start, so that neither a process
 * that died between the approval and the deed, nor a keyring brought back from before it, leaves a key standing.
 */
export function followDestructions({ pool, settings, keyring, log }: FollowOptions): Following {
  let last: Promise<void> = Promise.resolve();
  const work = async (): Promise<void> => {
    for (const { id, participantId, isNoted } of await approvedDestructions(pool)) {
      if (!keyring.isDestroyed(participantId)) keyring.destroy(participantId);
      if (!isNoted) await noteDestroyed(pool, id);
    }
  };
  const settle = (): Promise<void> => {
    last = last.then(work, work);
    return last;
  };
  const quietly = (): void => {
    settle().catch((thrown: unknown) => {
      const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
      log.warn({ code }, 'destroyed keys could not be looked for, and are looked for again');
    });
  };
  const listening = listen({ settings, channels: ['attend_key'], log, connected: quietly, heard: quietly });
  const timer = setInterval(quietly, lookEvery);
  return {
    settle,
    stop: async () => {
      clearInterval(timer);
      await listening.stop();
      await last.catch(() => undefined);
    },
  };
}
