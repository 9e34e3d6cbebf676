import type { RegisterEntryKind } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { millis, type Queryable } from './queryable.ts';
import { openRow } from './sealed.ts';

export type RegisterEntryRow = {
  readonly id: string;
  readonly participantId: string;
  readonly kind: RegisterEntryKind;
  readonly from: string | null;
  readonly to: string | null;
  readonly protected: boolean;
  readonly sealed: Buffer;
  readonly version: number;
  readonly changedAt: number;
  /** Null: the machine's operator, by a file. */
  readonly changedBy: string | null;
  readonly inErrorAt: number | null;
};

const columns = `e.id, e.participant_id as "participantId", e.kind, e.from_on::text as from, e.to_on::text as to, e.protected, e.sealed,
  e.version, ${millis('e.changed_at')} as "changedAt", s.name as "changedBy", ${millis('e.entered_in_error_at')} as "inErrorAt"
from register_entry e left join staff s on s.id = e.changed_by`;

/** Those without an end first, then by their end; what was entered in error last. */
export async function listEntries(client: Queryable, participantId: string): Promise<RegisterEntryRow[]> {
  const { rows } = await client.query<RegisterEntryRow>({
    name: 'register-entries',
    text: `select ${columns} where e.participant_id = $1
      order by e.entered_in_error_at is not null, e.to_on desc nulls first, e.from_on desc nulls last, e.id limit 200`,
    values: [participantId],
  });
  return rows;
}

/** The texts of addresses that are protected, ended ones too: not where somebody lives is kept from others, but where they can be found. */
export async function loadProtectedAddresses(
  client: Queryable,
  keyring: Keyring,
  people: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await client.query<Pick<RegisterEntryRow, 'id' | 'participantId' | 'sealed'>>({
    name: 'register-protected',
    text: `select e.id, e.participant_id as "participantId", e.sealed from register_entry e
      where e.participant_id = any ($1) and e.kind = 'address' and e.protected and e.entered_in_error_at is null`,
    values: [people],
  });
  return rows.flatMap(({ id, participantId, sealed }) => {
    const key = keyring.find(participantId);
    const opened = key === null ? null : openRow(key, 'register_entry', id, sealed);
    return opened?.kind === 'address' ? [opened.text] : [];
  });
}

/** Which of these people have a protected address, ended ones too: that there is one, and no word of it. */
export async function listProtectedPeople(client: Queryable, people: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ participantId: string }>({
    name: 'register-protected-people',
    text: `select distinct e.participant_id as "participantId" from register_entry e
      where e.participant_id = any ($1) and e.kind = 'address' and e.protected and e.entered_in_error_at is null`,
    values: [people],
  });
  return rows.map(({ participantId }) => participantId);
}

/** Locked until the transaction ends. */
export async function lockEntry(client: Queryable, id: string): Promise<RegisterEntryRow | null> {
  const { rows } = await client.query<RegisterEntryRow>(`select ${columns} where e.id = $1 for update of e`, [
    id,
  ]);
  return rows[0] ?? null;
}

export type WrittenEntry = {
  readonly id: string;
  readonly kind: RegisterEntryKind;
  readonly from: string | null;
  readonly to: string | null;
  readonly protected: boolean;
  readonly sealed: Buffer;
};
type Author = { readonly programmeId: string; readonly participantId: string; readonly staffId: string };

export async function insertEntry(client: Queryable, author: Author, made: WrittenEntry): Promise<void> {
  await client.query(
    `insert into register_entry (id, programme_id, participant_id, kind, from_on, to_on, protected, sealed, created_by, changed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
    [
      ...[made.id, author.programmeId, author.participantId, made.kind, made.from, made.to],
      ...[made.protected, made.sealed, author.staffId],
    ],
  );
}

/** The next version of one that is locked. */
export async function updateEntry(client: Queryable, staffId: string, made: WrittenEntry): Promise<void> {
  await client.query(
    `update register_entry set from_on = $2, to_on = $3, protected = $4, sealed = $5, version = version + 1, changed_at = now(), changed_by = $6
     where id = $1`,
    [made.id, made.from, made.to, made.protected, made.sealed, staffId],
  );
}

export async function noteEntryInError(client: Queryable, id: string, staffId: string): Promise<void> {
  await client.query(
    'update register_entry set entered_in_error_at = now(), version = version + 1, changed_at = now(), changed_by = $2 where id = $1',
    [id, staffId],
  );
}
