import type { Reading } from '@attend/kernel';
import { expect } from 'vitest';
import { Committer } from '../committer.ts';
import { WearerEvaluator } from '../evaluator.ts';
import { Flags } from '../flags.ts';
import type { Work } from '../item.ts';
import { Jumps } from '../jumps.ts';
import { Listening } from '../listening.ts';
import { startMeter } from '../meter.ts';
import { Replays } from '../replays.ts';
import { readingOf } from './line.ts';
import type { Scene, ScenePerson } from './scene.ts';

const quiet = (): void => undefined;

/** What judges and commits, without sockets and clocks of its own. Answers a function that resolves when what it was given stands. */
export async function startTaking(
  { database, keyring }: Scene,
  doubts: { readonly flags?: Flags; readonly replays?: Replays } = {},
): Promise<(...works: Work[]) => Promise<void>> {
  const pool = database.pool('gateway');
  const listening = new Listening(pool);
  await listening.start();
  const meter = startMeter();
  const evaluator = new WearerEvaluator({
    pool,
    keyring,
    meter,
    listening,
    horizons: { of: () => Number.NEGATIVE_INFINITY },
    jumps: new Jumps(doubts.flags ?? new Flags(0), 10),
    replays: doubts.replays ?? new Replays(0),
  });
  const committer = new Committer(pool, evaluator, meter, quiet, quiet);
  return async (...works) => {
    const until = meter.committed + works.length;
    for (const work of works) committer.offer(work);
    await expect.poll(() => meter.committed).toBe(until);
  };
}

/** A reading of that instant, received at another. */
export const heard = (
  { assignmentId, identifier }: ScenePerson,
  at: number,
  receivedAt: number = at,
  more: Partial<Reading> = {},
): Work => ({
  kind: 'readings',
  assignmentId,
  readings: [readingOf(identifier, at, more)],
  receivedAt,
  address: '127.0.0.1',
  slot: null,
});
