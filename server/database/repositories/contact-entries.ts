import { randomUUID } from 'node:crypto';
import type { EntryGiven } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { instantOf, millis, type Queryable } from './queryable.ts';
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

/** What a mark needs to know of a record. */
export type MarkableRow = {
  readonly id: string;
  readonly participantId: string;
  readonly markedAt: number | null;
};

/** Locked until the transaction ends. */
export async function lockEntry(client: Queryable, id: string): Promise<MarkableRow | null> {
  const { rows } = await client.query<MarkableRow>(
    `select e.id, e.participant_id as "participantId", ${millis('e.entered_in_error_at')} as "markedAt"
     from contact_entry e where e.id = $1 for update`,
    [id],
  );
  return rows[0] ?? null;
}
