import type { Logger } from 'pino';
import { atOnce, runSequencer, type SequencerParts } from '../../audit/sequencer.ts';
import { createLoop } from '../feed/loop.ts';

export type Sequencer = {
  /** Why nothing is signed any more; null: all is well. */
  readonly fault: () => string | null;
  stop(): Promise<void>;
};

/** Milliseconds between looks. */
const lookEvery = 1_000;

/**
 * Puts what has committed into the audit's chain about a second later, signs where the chain then ends, and each day's root when the
 * day is over. Runs in every process that serves the API; a lock in the database lets one work at a time.
 */
export function startSequencer(parts: SequencerParts & { readonly log: Logger }): Sequencer {
  const log = parts.log.child({ namespace: 'audit' });
  let fault: string | null = null;
  const loop = createLoop(
    async () => {
      const { moved, refused } = await runSequencer(parts);
      if (refused !== null && fault === null) log.error({ refused }, 'the audit chain is not signed');
      fault = refused;
      return moved === atOnce;
    },
    (thrown) => {
      const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
      log.warn({ code, fault: thrown instanceof Error ? thrown.name : typeof thrown }, 'audit step failed');
    },
  );
  const timer = setInterval(() => loop.ask(), lookEvery);
  loop.ask();
  return {
    fault: () => fault,
    async stop() {
      clearInterval(timer);
      await loop.stop();
    },
  };
}
