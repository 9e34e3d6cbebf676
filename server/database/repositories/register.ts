import { millis, type Queryable } from './queryable.ts';
import type { Reach } from './reach.ts';

export type RegisteredRow = {
  readonly id: string;
  readonly reference: string;
  readonly sealed: Buffer;
  readonly officeId: string | null;
  readonly office: string | null;
  readonly timezone: string | null;
  readonly version: number;
};

const columns = `p.id, p.reference, p.sealed, p.office_id as "officeId", o.name as office, p.timezone, p.version
from participant p left join office o on o.id = p.office_id where p.id = $1 and p.entered_in_error_at is null`;

export async function findRegistered(client: Queryable, id: string): Promise<RegisteredRow | null> {
  const { rows } = await client.query<RegisteredRow>({
    name: 'registered',
    text: `select ${columns}`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** Locked until the transaction ends. */
export async function lockRegistered(client: Queryable, id: string): Promise<RegisteredRow | null> {
  const { rows } = await client.query<RegisteredRow>(`select ${columns} for update of p`, [id]);
  return rows[0] ?? null;
}

export type WrittenPerson = {
  readonly id: string;
  readonly reference: string;
  readonly sealed: Buffer;
  readonly office: string | null;
  readonly timezone: string | null;
};

export async function insertPerson(
  client: Queryable,
  programmeId: string,
  made: WrittenPerson,
): Promise<void> {
  await client.query(
    'insert into participant (id, programme_id, reference, office_id, timezone, sealed) values ($1, $2, $3, $4, $5, $6)',
    [made.id, programmeId, made.reference, made.office, made.timezone, made.sealed],
  );
}

type Author = { readonly programmeId: string; readonly staffId: string };

/** The next version of one that is locked. */
export async function updatePerson(
  client: Queryable,
  { programmeId, staffId }: Author,
  made: WrittenPerson,
  version: number,
  fields: readonly string[],
): Promise<void> {
  // Before the office changes: afterwards the person may be of one that is not ours.
  await client.query(
    'insert into participant_change (participant_id, version, programme_id, staff_id, fields) values ($1, $2, $3, $4, $5)',
    [made.id, version, programmeId, staffId, fields],
  );
  await client.query(
    'update participant set reference = $2, office_id = $3, timezone = $4, sealed = $5, version = $6 where id = $1',
    [made.id, made.reference, made.office, made.timezone, made.sealed, version],
  );
}

export type PersonChangeRow = {
  readonly participantId: string;
  readonly by: string;
  readonly at: number;
  readonly fields: readonly string[];
};

/** What was changed after a version, in order. */
export async function listPersonChanges(
  client: Queryable,
  id: string,
  after: number,
): Promise<PersonChangeRow[]> {
  const { rows } = await client.query<PersonChangeRow>(
    `select c.participant_id as "participantId", s.name as by, ${millis('c.at')} as at, c.fields
     from participant_change c join staff s on s.id = c.staff_id where c.participant_id = $1 and c.version > $2 order by c.version`,
    [id, after],
  );
  return rows;
}

export type OfficeChoice = { readonly id: string; readonly name: string; readonly timezone: string };

/** Offices into which somebody with this reach may put a person: all, or those of whose people they see. */
export async function listOfficeChoices(client: Queryable, reach: Reach): Promise<OfficeChoice[]> {
  const { rows } = await client.query<OfficeChoice>(
    'select id, name, timezone from office where ended_at is null and ($1 or id = any($2::uuid[])) order by name, id',
    [reach.whole, reach.keys],
  );
  return rows;
}

export const hasOffice = async (client: Queryable, id: string): Promise<boolean> =>
  ((await client.query('select from office where id = $1 and ended_at is null', [id])).rowCount ?? 0) > 0;
