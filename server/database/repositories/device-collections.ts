import { type KeyObject, randomUUIDv7 } from 'node:crypto';
import { instantOf, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type CollectionRow = {
  readonly id: string;
  readonly on: string | null;
  readonly officeId: string | null;
  readonly place: string | null;
  readonly version: number;
  /** The record has the device with them. */
  readonly waits: boolean;
};

/** Of one assignment, whose lock is held. Null: its time has no end, and no day was arranged. */
export async function findCollection(
  client: Queryable,
  key: KeyObject | null,
  assignmentId: string,
): Promise<CollectionRow | null> {
  const { rows } = await client.query<Omit<CollectionRow, 'place'> & { readonly sealed: Buffer | null }>(
    `select c.id, c.collect_on::text as on, c.office_id as "officeId", c.version, c.ended_at is null as waits, c.sealed
     from device_collection c where c.assignment_id = $1`,
    [assignmentId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { sealed, ...rest } = row;
  return { ...rest, place: placeOf(key, row.id, sealed) };
}
const placeOf = (key: KeyObject | null, id: string, sealed: Buffer | null): string | null =>
  key === null || sealed === null ? null : openRow(key, 'device_collection', id, sealed).place;

type Arranged = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly assignmentId: string;
  /** Of the row that stands already. */
  readonly id: string | null;
  readonly on: string;
  readonly officeId: string | null;
  readonly place: string | null;
  readonly reason: string;
  readonly at: number;
  readonly by: string;
};
/** A day and a place, set or moved; what stood before stands in the audit. Null: somebody else wrote first. */
export async function writeCollection(
  client: Queryable,
  key: KeyObject,
  { place, reason, ...made }: Arranged,
  version: number,
): Promise<number | null> {
  const id = made.id ?? randomUUIDv7();
  const values = [
    ...[id, made.on, made.officeId, instantOf(made.at), made.by],
    ...[sealRow(key, 'device_collection', id, { place, reason }), version],
  ];
  if (made.id !== null) {
    const { rows } = await client.query<{ version: number }>(
      `update device_collection set collect_on = $2, office_id = $3, arranged_at = $4, arranged_by = $5, sealed = $6, version = version + 1
       where id = $1 and version = $7 returning version`,
      values,
    );
    return rows[0]?.version ?? null;
  }
  const { rows } = await client.query<{ version: number }>(
    `insert into device_collection (id, collect_on, office_id, arranged_at, arranged_by, sealed, version, programme_id, participant_id, assignment_id)
     values ($1, $2, $3, $4, $5, $6, $7 + 1, $8, $9, $10) on conflict (assignment_id) do nothing returning version`,
    [...values, made.programmeId, made.participantId, made.assignmentId],
  );
  return rows[0]?.version ?? null;
}
