import type { Queryable } from './queryable.ts';

/** What one assignment delivered in one commit, still packed and sealed. */
export type UploadRow = { readonly version: number; readonly content: Buffer };

/** Days of receipt (UTC), both included, as `YYYY-MM-DD`. */
export type Days = { readonly from: string; readonly to: string };

const columns =
  'select version::float8 as version, content from upload where assignment_id = $1 and day between $2::date and $3::date';

/** One page in order of commit, after a version. Each day's leaf has the index (assignment, version). */
export async function listUploads(
  client: Queryable,
  assignmentId: string,
  days: Days,
  after: number,
  limit: number,
): Promise<UploadRow[]> {
  const { rows } = await client.query<UploadRow>({
    name: 'uploads',
    text: `${columns} and version > $4 order by version limit $5`,
    values: [assignmentId, days.from, days.to, after, limit],
  });
  return rows;
}

/** The newest ones, newest first. */
export async function listNewestUploads(
  client: Queryable,
  assignmentId: string,
  days: Days,
  limit: number,
): Promise<UploadRow[]> {
  const { rows } = await client.query<UploadRow>({
    name: 'uploads-newest',
    text: `${columns} order by version desc limit $4`,
    values: [assignmentId, days.from, days.to, limit],
  });
  return rows;
}

export type ViolationPositionRow = {
  readonly ordinal: number;
  readonly version: number;
  readonly content: Buffer;
};

/** Under `zones`: positions kept from the upload that confirmed a violation on, still sealed. */
export async function listViolationPositions(
  client: Queryable,
  assignmentId: string,
  ordinals: readonly number[],
): Promise<ViolationPositionRow[]> {
  const { rows } = await client.query<ViolationPositionRow>({
    name: 'violation-positions',
    text: `select ordinal, version::float8 as version, content from violation_position
      where assignment_id = $1 and ordinal = any($2::integer[]) order by version, ordinal`,
    values: [assignmentId, ordinals],
  });
  return rows;
}
