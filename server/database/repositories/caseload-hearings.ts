import type { WrittenHearing } from './hearings.ts';
import { insertRows } from './insert-rows.ts';
import { instantOf, type Queryable } from './queryable.ts';

type Author = { readonly programmeId: string; readonly staffId: string | null };

/** Hearings in their first version. */
export async function insertCaseloadHearings(
  client: Queryable,
  { programmeId: programme_id, staffId: staff_id }: Author,
  made: readonly (WrittenHearing & { readonly participantId: string })[],
): Promise<void> {
  const columns = {
    ...{ id: 'uuid', programme_id: 'uuid', participant_id: 'uuid', at: 'timestamptz', timezone: 'text' },
    ...{ kind: 'text', court: 'text', status: 'text', appearance: 'text', excuse: 'text', sealed: 'bytea' },
  };
  const rows = made.map(({ id, participantId, at, timezone, kind, court, status, ...one }) => ({
    ...{ id, programme_id, participant_id: participantId, at: instantOf(at), timezone, kind, court, status },
    ...{ appearance: one.appearance, excuse: one.excuse, sealed: one.sealed },
  }));
  await insertRows(client, 'hearing', columns, rows);
  await client.query(
    `insert into hearing_change (hearing_id, programme_id, participant_id, version, staff_id, fields)
     select hearing, $1, person, 1, $2, '{}' from unnest($3::uuid[], $4::uuid[]) as h (hearing, person)`,
    [programme_id, staff_id, made.map(({ id }) => id), made.map(({ participantId }) => participantId)],
  );
}
