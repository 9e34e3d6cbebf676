import { randomUUID } from 'node:crypto';
import type { Keyring } from '@attend/server/keys/keyring';
import { sealJson } from '@attend/server/keys/seal';
import type { Queryable } from './repositories/queryable.ts';

type Of = {
  readonly owner: Queryable;
  readonly keyring: Keyring;
  readonly programme: string;
  readonly person: string;
  readonly staff: string;
};

/** An order about a person that waits for a second one, past every use case. */
export async function insertDelayOf({ owner, keyring, programme, person, staff }: Of): Promise<string> {
  const id = randomUUID();
  const text = 'of the matrix';
  const order = { court: text, reference: text, legalBasis: text, reason: text };
  await owner.query(
    `insert into disclosure_delay (id, programme_id, participant_id, viewer_ids, from_at, to_at, review_at, sealed, entered_by)
     values ($1, $2, $3, array[$1::uuid], now(), now() + interval '30 days', now() + interval '10 days', $4, $5)`,
    [id, programme, person, sealJson(keyring.create(person), `disclosure_delay/${id}/sealed`, order), staff],
  );
  return id;
}

/** What an order of delayed disclosure is entered with. */
export function delayOf(reference: string) {
  const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString();
  const text = 'the sweep asks for everything';
  return {
    ...{ court: text, reference, legalBasis: text, reason: text },
    ...{ from: inDays(0), to: inDays(30), reviewAt: inDays(10) },
  };
}
