import type { MarkableRecord } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

/** Where each kind of record stands. Its row says since when it is in error; who said so, and why, stands in error_mark. */
const tables: Readonly<Record<MarkableRecord, string>> = {
  'contact-entry': 'contact_entry',
  suspension: 'suspension',
  hearing: 'hearing',
  'check-in': 'check_in',
  'contact-attempt': 'check_in_attempt',
  exception: 'condition_exception',
  help: 'arranged_help',
  'letter-sending': 'letter_sending',
  'order-draft': 'order_version',
};

/** What a mark needs to know of a record. */
export type MarkableRow = {
  readonly id: string;
  readonly participantId: string;
  readonly markedAt: number | null;
};

/** Locked until the transaction ends. An exception is of its condition's person. */
export async function lockMarkable(
  client: Queryable,
  kind: MarkableRecord,
  id: string,
): Promise<MarkableRow | null> {
  const person = kind === 'exception' ? 'c.participant_id' : 'r.participant_id';
  const of = kind === 'exception' ? 'join condition c on c.id = r.condition_id' : '';
  const { rows } = await client.query<MarkableRow>(
    `select r.id, ${person} as "participantId", ${millis('r.entered_in_error_at')} as "markedAt"
     from ${tables[kind]} r ${of} where r.id = $1 for update of r`,
    [id],
  );
  return rows[0] ?? null;
}

export type NewMark = {
  readonly kind: MarkableRecord;
  readonly id: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly by: string;
  readonly reason: string;
};

const identityOf = (kind: MarkableRecord, id: string): string => `${kind}/${id}`;

export async function insertMark(client: Queryable, keyring: Keyring, made: NewMark): Promise<void> {
  const { kind, id, programmeId, participantId, by, reason } = made;
  const sealed = sealRow(keyring.create(participantId), 'error_mark', identityOf(kind, id), { reason });
  await client.query(
    'insert into error_mark (entity, entity_id, programme_id, participant_id, by_id, sealed) values ($1, $2, $3, $4, $5, $6)',
    [kind, id, programmeId, participantId, by, sealed],
  );
  await client.query(`update ${tables[kind]} set entered_in_error_at = now() where id = $1`, [id]);
}

export type MarkRow = {
  readonly kind: MarkableRecord;
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
};

/** Of these records of one person. The reasons of one whose key was destroyed are gone: then they are empty. */
export async function loadMarks(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
  ids: readonly string[],
): Promise<MarkRow[]> {
  const { rows } = await client.query<Omit<MarkRow, 'reason'> & { sealed: Buffer }>({
    name: 'error-marks',
    text: `select m.entity as kind, m.entity_id as id, m.participant_id, ${millis('m.at')} as at, s.name as by, m.sealed
      from error_mark m join staff s on s.id = m.by_id where m.participant_id = $1 and m.entity_id = any($2::uuid[])`,
    values: [participantId, ids],
  });
  const key = keyring.find(participantId);
  return rows.map(({ sealed, kind, id, at, by }) => ({
    ...{ kind, id, at, by },
    reason: key === null ? '' : openRow(key, 'error_mark', identityOf(kind, id), sealed).reason,
  }));
}
