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

/** Another record in the same office that may be the same person's, with what was asked for; returns the ask's id. */
export async function insertLinkOf({ owner, keyring, programme, person, staff }: Made): Promise<string> {
  const [id, other] = [randomUUID(), randomUUID()];
  const details = { name: 'Also Them' };
  await owner.query(
    `insert into participant (id, programme_id, reference, office_id, sealed)
     select $1, programme_id, 'also ' || reference, office_id, $3 from participant where id = $2`,
    [other, person, sealRow(keyring.create(other), 'participant', other, details)],
  );
  const sealed = sealRow(keyring.create(person), 'person_link', id, { reason: 'asked' });
  await owner.query(
    `insert into person_link (id, programme_id, kept_id, other_id, sealed, asked_by, widens) values ($1, $2, $3, $4, $5, $6, true)`,
    [id, programme, person, other, sealed, staff],
  );
  return id;
}
