import type { RegisterEntryKind } from '@attend/casework';
import { insertRows } from './insert-rows.ts';
import type { Queryable } from './queryable.ts';

type Author = { readonly programmeId: string; readonly staffId: string | null };
type Written = {
  readonly id: string;
  readonly to: string | null;
  readonly sealed: Buffer;
  readonly protected: boolean;
};
export type CaseloadEntryRow = Written & {
  readonly participantId: string;
  readonly from: string | null;
  readonly version: number;
};

/** Of one kind, but for what was entered in error. `hidden`: protected addresses too, which an import compares and nothing else reads (PPL-17). */
export async function loadCaseloadEntries(
  client: Queryable,
  kind: RegisterEntryKind,
  participants: readonly string[],
  hidden: boolean,
): Promise<CaseloadEntryRow[]> {
  const { rows } = await client.query<CaseloadEntryRow>(
    `select id, participant_id as "participantId", from_on::text as "from", to_on::text as "to", protected, sealed, version
     from register_entry where participant_id = any($1) and kind = $2 and entered_in_error_at is null and ($3 or not protected)
     order by participant_id, id`,
    [participants, kind, hidden],
  );
  return rows;
}

export async function insertCaseloadEntries(
  client: Queryable,
  { programmeId: programme_id, staffId }: Author,
  kind: RegisterEntryKind,
  made: readonly (Written & { readonly participantId: string; readonly from: string | null })[],
): Promise<void> {
  const columns = {
    ...{ id: 'uuid', programme_id: 'uuid', participant_id: 'uuid', kind: 'text', from_on: 'date' },
    ...{ to_on: 'date', protected: 'boolean', sealed: 'bytea', created_by: 'uuid', changed_by: 'uuid' },
  };
  const rows = made.map(({ id, participantId, from, to, sealed, protected: isProtected }) => ({
    ...{ id, programme_id, participant_id: participantId, kind, from_on: from, to_on: to, sealed },
    ...{ protected: isProtected, created_by: staffId, changed_by: staffId },
  }));
  await insertRows(client, 'register_entry', columns, rows);
}

/** The next version of each. */
export async function updateCaseloadEntries(
  client: Queryable,
  { staffId }: Author,
  changed: readonly Written[],
): Promise<void> {
  if (changed.length === 0) return;
  await client.query(
    `update register_entry e set to_on = w.ends, protected = w.protected, sealed = w.sealed, version = e.version + 1,
       changed_at = now(), changed_by = $5
     from unnest($1::uuid[], $2::date[], $3::boolean[], $4::bytea[]) as w (id, ends, protected, sealed) where e.id = w.id`,
    [
      ...[changed.map(({ id }) => id), changed.map(({ to }) => to)],
      ...[changed.map((one) => one.protected), changed.map(({ sealed }) => sealed), staffId],
    ],
  );
}
