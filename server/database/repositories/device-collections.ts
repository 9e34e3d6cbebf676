import { type KeyObject, randomUUIDv7 } from 'node:crypto';
import { instantOf, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type CollectionRow = {
  readonly id: string;
  readonly on: string | null;
  /** `14:30`, by the programme's clock; null: nobody named an hour. */
  readonly time: string | null;
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
    `select c.id, c.collect_on::text as on, to_char(c.collect_time, 'HH24:MI') as time, c.office_id as "officeId", c.version, c.ended_at is null as waits, c.sealed
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
  readonly time: string | null;
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
    ...[sealRow(key, 'device_collection', id, { place, reason }), version, made.time],
  ];
  if (made.id !== null) {
    const { rows } = await client.query<{ version: number }>(
      `update device_collection set collect_on = $2, office_id = $3, arranged_at = $4, arranged_by = $5, sealed = $6, collect_time = $8, version = version + 1
       where id = $1 and version = $7 returning version`,
      values,
    );
    return rows[0]?.version ?? null;
  }
  const { rows } = await client.query<{ version: number }>(
    `insert into device_collection (id, collect_on, office_id, arranged_at, arranged_by, sealed, version, collect_time, programme_id, participant_id, assignment_id)
     values ($1, $2, $3, $4, $5, $6, $7 + 1, $8, $9, $10, $11) on conflict (assignment_id) do nothing returning version`,
    [...values, made.programmeId, made.participantId, made.assignmentId],
  );
  return rows[0]?.version ?? null;
}

/** Of these people, where a device is to be fetched by words of somebody's: what of it names an address that is protected from now on. */
export async function listCollectionPlaces(
  client: Queryable,
  people: readonly string[],
): Promise<{ id: string; participantId: string; assignmentId: string; sealed: Buffer }[]> {
  const { rows } = await client.query(
    `select id, participant_id as "participantId", assignment_id as "assignmentId", sealed from device_collection
     where participant_id = any ($1) and ended_at is null and sealed is not null order by id for update`,
    [people],
  );
  return rows;
}
/** The day stands, and where it is stands no more. */
export async function dropPlace(
  client: Queryable,
  key: KeyObject,
  { id, reason }: { readonly id: string; readonly reason: string },
): Promise<void> {
  await client.query('update device_collection set sealed = $2, version = version + 1 where id = $1', [
    id,
    sealRow(key, 'device_collection', id, { place: null, reason }),
  ]);
}

/** No day stands any more; who, why and what stood stands in the audit. Null: somebody else wrote first. */
export async function clearCollection(
  client: Queryable,
  assignmentId: string,
  version: number,
): Promise<number | null> {
  const { rows } = await client.query<{ version: number }>(
    `update device_collection set collect_on = null, collect_time = null, office_id = null, arranged_at = null, arranged_by = null, sealed = null,
       version = version + 1 where assignment_id = $1 and version = $2 returning version`,
    [assignmentId, version],
  );
  return rows[0]?.version ?? null;
}

export type ArrangedRow = {
  readonly id: string;
  readonly on: string;
  readonly time: string | null;
  readonly office: string | null;
  readonly sealed: Buffer;
};
/** Of one person, what is arranged and still to be fetched; the next first. */
export async function listArranged(client: Queryable, participantId: string): Promise<ArrangedRow[]> {
  const { rows } = await client.query<ArrangedRow>({
    name: 'arranged-collections',
    text: `select c.id, c.collect_on::text as on, to_char(c.collect_time, 'HH24:MI') as time, o.name as office, c.sealed
      from device_collection c left join office o on o.id = c.office_id
      where c.participant_id = $1 and c.ended_at is null and c.collect_on is not null order by c.collect_on, c.id`,
    values: [participantId],
  });
  return rows;
}
