import { randomUUID } from 'node:crypto';
import type { Keyring } from '../keys/keyring.ts';
import type { Queryable } from './repositories/queryable.ts';
import { sealRow } from './repositories/sealed.ts';

type Made = {
  readonly owner: Queryable;
  readonly keyring: Keyring;
  readonly programme: string;
  readonly person: string;
  readonly staff: string;
};

/** An address as an officer would have entered it; returns its id. */
export async function insertAddressOf({ owner, keyring, programme, person, staff }: Made): Promise<string> {
  const id = randomUUID();
  const sealed = sealRow(keyring.create(person), 'register_entry', id, {
    ...{ kind: 'address', use: 'home', text: '1 Test Street' },
  });
  await owner.query(
    `insert into register_entry (id, programme_id, participant_id, kind, sealed, created_by, changed_by) values ($1, $2, $3, 'address', $4, $5, $5)`,
    [id, programme, person, sealed, staff],
  );
  return id;
}
