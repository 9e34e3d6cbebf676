import type { ContactResult, EntryKind, VisitPlace } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { insertRows } from './insert-rows.ts';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type CaseloadLogRow = {
  readonly id: string;
  readonly participantId: string;
  readonly kind: EntryKind;
  readonly at: number;
  readonly place: VisitPlace | null;
  readonly result: ContactResult | null;
  /** Who did it: an address of the staff, or the name that a file gave. */
  readonly by: string | null;
  readonly text: string;
};

export async function loadCaseloadLog(
  client: Queryable,
  keyring: Keyring,
  participants: readonly string[],
): Promise<CaseloadLogRow[]> {
  const { rows } = await client.query<Omit<CaseloadLogRow, 'text'> & { readonly sealed: Buffer }>(
    `select e.id, e.participant_id as "participantId", e.kind, ${millis('e.at')} as at, e.place, e.result, lower(s.email) as by, e.sealed
     from contact_entry e left join staff s on s.id = e.by_id
     where e.participant_id = any($1) and e.entered_in_error_at is null order by e.participant_id, e.at, e.id`,
    [participants],
  );
  return rows.flatMap(({ sealed, ...row }) => {
    const key = keyring.find(row.participantId);
    if (key === null) return [];
    const words = openRow(key, 'contact_entry', row.id, sealed);
    return [{ ...row, by: row.by ?? words.by, text: words.text }];
  });
}

export type WrittenLogEntry = Omit<CaseloadLogRow, 'by'> & {
  readonly byId: string | null;
  /** Of somebody who is none of the staff here. */
  readonly by: string | null;
};

export async function insertCaseloadLog(
  client: Queryable,
  keyring: Keyring,
  programme_id: string,
  made: readonly WrittenLogEntry[],
): Promise<void> {
  const columns = {
    ...{ id: 'uuid', programme_id: 'uuid', participant_id: 'uuid', kind: 'text', place: 'text' },
    ...{ result: 'text', at: 'timestamptz', by_id: 'uuid', sealed: 'bytea' },
  };
  const rows = made.map(({ id, participantId, kind, place, result, at, byId, by, text }) => ({
    ...{ id, programme_id, participant_id: participantId, kind, place, result, at: instantOf(at) },
    ...{ by_id: byId, sealed: sealRow(keyring.create(participantId), 'contact_entry', id, { text, by }) },
  }));
  await insertRows(client, 'contact_entry', columns, rows);
}
