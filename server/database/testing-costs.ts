import type { TestDatabase } from './testing.ts';

/** Somebody's device from one instant to another (null: still), from a provider since long before. */
export async function wearFrom(
  database: TestDatabase,
  person: string,
  of: { readonly from: string; readonly to: string | null; readonly provider?: string | null },
): Promise<string> {
  const owner = database.pool('owner');
  const { rows } = await owner.query<{ id: string }>(
    'update assignment set from_at = $2, to_at = $3 where participant_id = $1 returning id::text',
    [person, of.from, of.to],
  );
  if (of.provider != null)
    await owner.query(
      `insert into provider_supervision (programme_id, participant_id, provider_id, from_at)
       select programme_id, id, $2, '2020-01-01' from participant where id = $1`,
      [person, of.provider],
    );
  return rows[0]?.id ?? '';
}
