import type { Logger } from 'pino';
import { createLoop } from '../api/feed/loop.ts';
import { type Pool, transaction } from '../database/connect.ts';
import {
  listUnsignedRoots,
  readLinks,
  sealAudit,
  sequenceAudit,
  signRoot,
} from '../database/repositories/audit-chain.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { headStatement } from './canonical.ts';
import { readRemembered, remember, type Signer } from './signing.ts';

export type SequencerOptions = {
  /** As the application's role. */
  readonly pool: Pool;
  readonly signer: Signer;
  /** Where the last head that was signed is remembered: the keyring's folder. */
  readonly directory: string;
  readonly log: Logger;
  /** Milliseconds between looks. */
  readonly every?: number;
};

export type Sequencer = {
  /** Why nothing is signed any more; null: all is well. */
  readonly fault: () => string | null;
  stop(): Promise<void>;
};

const usualEvery = 1_000;
const atOnce = 1_000;

/**
 * Puts what has committed into the chain about a second later, signs where the chain then ends, and each day's root when the day
 * is over. Runs in every process that serves the API; a lock in the database lets one work at a time.
 */
export function startSequencer(options: SequencerOptions): Sequencer {
  const log = options.log.child({ namespace: 'audit' });
  let fault: string | null = null;
  const loop = createLoop(
    async () => {
      const { moved, refused } = await runSequencer(options);
      if (refused !== null && fault === null) log.error({ refused }, 'the audit chain is not signed');
      fault = refused;
      return moved === atOnce;
    },
    (thrown) => {
      const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
      log.warn({ code, fault: thrown instanceof Error ? thrown.name : typeof thrown }, 'audit step failed');
    },
  );
  const timer = setInterval(() => loop.ask(), options.every ?? usualEvery);
  loop.ask();
  return {
    fault: () => fault,
    async stop() {
      clearInterval(timer);
      await loop.stop();
    },
  };
}

/** One run: what it moved, and why it did not sign, if it did not. */
export async function runSequencer({
  pool,
  signer,
  directory,
}: Pick<SequencerOptions, 'pool' | 'signer' | 'directory'>): Promise<{
  readonly moved: number;
  readonly refused: string | null;
}> {
  const run = await transaction(pool, {}, (client) => sequenceAudit(client, atOnce));
  if (run === null) return { moved: 0, refused: null };
  const refused = await faultOfPast(pool, directory);
  if (refused !== null) return { moved: run.moved, refused };
  if (!run.sealed) {
    await sealAudit(pool, run.position, signer.key, signer.sign(headStatement(run.position, run.link)));
    remember(directory, { position: run.position, link: run.link.toString('hex') });
  }
  for (const { day, statement } of await listUnsignedRoots(pool))
    await signRoot(pool, day, signer.key, signer.sign(statement));
  return { moved: run.moved, refused: null };
}

/**
 * Whether the chain still holds what was signed last. Where somebody with the database's rights has rewritten it, this program
 * would otherwise sign the new past at its next run.
 */
async function faultOfPast(client: Queryable, directory: string): Promise<string | null> {
  const last = readRemembered(directory);
  if (last === null) return null;
  const position = BigInt(last.position);
  const [found] = await readLinks(client, position, position);
  if (found === undefined)
    return `The chain no longer reaches position ${position}, which was signed: the database was restored or cut off.`;
  if (found.link.toString('hex') !== last.link)
    return `At position ${position} the chain has another link than the one that was signed: its past was rewritten.`;
  return null;
}
