import { type Looks, recordEach, recordList } from '../database/repositories/access-records.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { findBeyond, type Reach } from '../database/repositories/reach.ts';
import type { Actor } from './actor.ts';

/** What a route says about the looks that it permits. */
export type Look = {
  readonly action: 'list' | 'open' | 'export';
  /** «position history», «alert», …: what the participant reads in their own record. */
  readonly what: string;
  /** Used where the request gives no purpose of its own. */
  readonly purpose: string;
};

/** Somebody was to be looked at to whom the actor has no relation that permits it. As if there were no such person. */
export class OutOfReach extends Error {}

/**
 * The one way by which a look at a person's data gets on record, in the transaction that reads it: no record, no answer.
 * And the first wall: nobody is recorded, and so nobody shown, whom the route's permission does not reach.
 */
export type Recorder = {
  /** A list is one row a viewer, person, day and `what`, with a count. */
  list(participants: readonly string[], purpose?: string): Promise<void>;
  /** Opening is one row each. */
  open(participant: string, purpose?: string): Promise<void>;
  /**
   * SQL gave out their rows and nothing of them is shown: candidates that turned out to be somebody else. Everybody else whose
   * rows were read must have been recorded, or the answer does not leave.
   */
  passOver(participants: Iterable<string>): void;
  /** By id: who has been recorded, and who was passed over, in this transaction. */
  readonly recorded: ReadonlySet<string>;
  readonly passedOver: ReadonlySet<string>;
  /** What was written, in order: a use case that refuses is undone, and what it saw was seen all the same. */
  readonly written: readonly Written[];
};
export type Written = { readonly action: Look['action']; readonly looks: Looks };

export async function writeLooks(client: Queryable, written: readonly Written[]): Promise<void> {
  for (const { action, looks } of written)
    if (action === 'list') await recordList(client, looks);
    else await recordEach(client, action, looks);
}

export function createRecorder(
  client: Queryable,
  actor: Actor,
  look: Look,
  loadReach: () => Promise<Reach>,
): Recorder {
  const recorded = new Set<string>();
  const passedOver = new Set<string>();
  const written: Written[] = [];
  const write = async (one: Written): Promise<void> => {
    await writeLooks(client, [one]);
    written.push(one);
    for (const id of one.looks.participants) recorded.add(id);
  };
  const looksAt = (participants: readonly string[], purpose: string): Looks => ({
    programmeId: actor.programme.id,
    staffId: actor.staffId,
    what: look.what,
    purpose,
    participants,
  });
  const assertReached = async (ids: readonly string[]): Promise<void> => {
    const beyond = await findBeyond(client, await loadReach(), ids);
    if (beyond.length > 0) throw new OutOfReach(`${look.what}: ${beyond.length} people are out of reach`);
  };
  const each = look.action === 'export' ? 'export' : 'open';
  return {
    recorded,
    passedOver,
    written,
    passOver(participants) {
      for (const id of participants) passedOver.add(id);
    },
    async list(participants, purpose = look.purpose) {
      // Sorted: two lists of the same people at one moment would otherwise wait crosswise.
      const ids = [...new Set(participants)].filter((id) => !recorded.has(id)).sort();
      if (ids.length === 0) return;
      await assertReached(ids);
      await write({ action: look.action, looks: looksAt(ids, purpose) });
    },
    async open(participant, purpose = look.purpose) {
      await assertReached([participant]);
      await write({ action: each, looks: looksAt([participant], purpose) });
    },
  };
}
