import { randomUUID } from 'node:crypto';
import type { Keyring } from '@attend/server/keys/keyring';
import type pg from 'pg';
import { sealRow } from './repositories/sealed.ts';

type Of = {
  readonly owner: pg.Pool;
  readonly keyring: Keyring;
  readonly person: string;
  readonly staff: string;
};

/** A call of somebody's, ten minutes ago. Returns its id. */
export async function insertEntryOf({ owner, keyring, person, staff }: Of, text = 'a call'): Promise<string> {
  const id = randomUUID();
  await owner.query(
    `insert into contact_entry (id, programme_id, participant_id, kind, result, at, by_id, sealed)
     select $1, programme_id, id, 'call', 'no-answer', now() - interval '10 minutes', $3, $4 from participant where id = $2`,
    [id, person, staff, sealRow(keyring.create(person), 'contact_entry', id, { text })],
  );
  return id;
}
