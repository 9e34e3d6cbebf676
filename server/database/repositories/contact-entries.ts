import { randomUUID } from 'node:crypto';
import type { EntryGiven } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { instantOf, type Queryable } from './queryable.ts';
import { sealRow } from './sealed.ts';

export type NewEntry = EntryGiven & {
  readonly programmeId: string;
  readonly participantId: string;
  readonly by: string;
  readonly text: string;
};

export async function insertEntry(client: Queryable, keyring: Keyring, made: NewEntry): Promise<string> {
  const id = randomUUID();
  const sealed = sealRow(keyring.create(made.participantId), 'contact_entry', id, { text: made.text });
  await client.query(
    `insert into contact_entry (id, programme_id, participant_id, kind, place, result, at, by_id, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, made.programmeId, made.participantId, made.kind, made.place, made.result, instantOf(made.at)],
      ...[made.by, sealed],
    ],
  );
  return id;
}
