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

export type SequencerParts = {
  /** As the application's role. */
  readonly pool: Pool;
  readonly signer: Signer;
  /** Where the last head that was signed is remembered: the keyring's folder. */
  readonly directory: string;
};

/** Rows of the outbox that one run takes. */
export const atOnce = 1_000;

/** One run: what it moved, and why it did not sign, if it did not. */
export async function runSequencer({ pool, signer, directory }: SequencerParts): Promise<{
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
