import { protocolNames } from '@attend/kernel';
import type { Queryable } from './queryable.ts';

/** One device's time with one person, as an export names it. */
export type ExportedAssignment = {
  readonly assignmentId: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly device: string;
};

const select = `
select a.id as "assignmentId", a.programme_id as "programmeId", a.participant_id as "participantId", d.identifier as device
from assignment a join device d on d.id = a.device_id join participant p on p.id = a.participant_id`;
const order = 'order by a.from_at, a.id';

export async function listAssignmentsOfDevice(
  client: Queryable,
  identifier: string,
): Promise<ExportedAssignment[]> {
  // With the protocols named, the unique index (protocol, identifier) finds it.
  const { rows } = await client.query<ExportedAssignment>(
    `${select} where d.protocol = any($1) and d.identifier = $2 ${order}`,
    [protocolNames, identifier],
  );
  return rows;
}

export async function listAssignmentsOfPerson(
  client: Queryable,
  reference: string,
): Promise<ExportedAssignment[]> {
  const { rows } = await client.query<ExportedAssignment>(`${select} where p.reference = $1 ${order}`, [
    reference,
  ]);
  return rows;
}

/** Whether a device or a person of this name is on record at all: an empty answer and a misspelt name are told apart. */
export async function isKnown(
  client: Queryable,
  kind: 'device' | 'participant',
  name: string,
): Promise<boolean> {
  const text =
    kind === 'device'
      ? 'select 1 from device where identifier = $1'
      : 'select 1 from participant where reference = $1';
  const { rowCount } = await client.query(`${text} limit 1`, [name]);
  return (rowCount ?? 0) > 0;
}
