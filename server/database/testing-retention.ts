import type { TestDatabase } from './testing.ts';

const day = 86_400_000;

export const daysAgo = (now: number, days: number): Date =>
  new Date(Math.floor(now / day) * day - days * day);

/** Stores bare uploads of one assignment on a past day of receipt, as that day's gateway did. */
export async function storeOn(
  database: Pick<TestDatabase, 'pool'>,
  assignmentId: number,
  received: Date,
  versions: readonly number[],
): Promise<void> {
  const owner = database.pool('owner');
  const text = received.toISOString().slice(0, 10);
  await owner.query('select make_upload_day($1)', [text]);
  for (const version of versions)
    await owner.query(
      `insert into attend.upload_0_${text.replaceAll('-', '')} (assignment_id, version, day, retention, content) values ($1, $2, $3, 0, '\\x0102')`,
      [assignmentId, version, text],
    );
}

export async function versionsOf(
  database: Pick<TestDatabase, 'pool'>,
  assignmentId: number,
): Promise<number[]> {
  const { rows } = await database
    .pool('owner')
    .query<{ version: number }>(
      'select version::float8 as version from upload where assignment_id = $1 order by version',
      [assignmentId],
    );
  return rows.map(({ version }) => version);
}

export async function hold(
  database: Pick<TestDatabase, 'pool'>,
  of: { readonly programmeId: string; readonly participantId: string },
  staffId: string,
  until: Date,
): Promise<string> {
  const { rows } = await database
    .pool('owner')
    .query<{ id: string }>(
      `insert into retention_hold (programme_id, participant_id, placed_by, placed_at, until_at, sealed) values ($1, $2, $3, '2020-01-01', $4, '') returning id`,
      [of.programmeId, of.participantId, staffId, until],
    );
  return rows[0]?.id ?? '';
}
