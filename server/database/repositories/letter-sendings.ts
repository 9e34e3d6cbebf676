import type { LetterWay } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type SendingRow = {
  readonly id: string;
  readonly participantId: string;
  readonly letterId: string;
  readonly way: LetterWay;
  readonly on: string;
  readonly byId: string;
  readonly by: string;
  readonly returnedOn: string | null;
  readonly returnedById: string | null;
  readonly returnedBy: string | null;
  readonly settledAt: number | null;
  readonly inErrorAt: number | null;
  readonly note: string | null;
  readonly returnedNote: string | null;
};
type Row = Omit<SendingRow, 'note' | 'returnedNote'> & {
  readonly sealed: Buffer | null;
  readonly returnedSealed: Buffer | null;
};

const columns = `n.id, n.participant_id as "participantId", n.letter_id as "letterId", n.way, n.sent_on::text as on, n.by_id as "byId", s.name as by,
  n.returned_on::text as "returnedOn", n.returned_by as "returnedById", r.name as "returnedBy", ${millis('n.settled_at')} as "settledAt",
  ${millis('n.entered_in_error_at')} as "inErrorAt", n.sealed, n.returned_sealed as "returnedSealed"
from letter_sending n join staff s on s.id = n.by_id left join staff r on r.id = n.returned_by`;

function open(keyring: Keyring, { sealed, returnedSealed, ...row }: Row): SendingRow {
  const key = keyring.find(row.participantId);
  const noteOf = (table: 'letter_sending' | 'letter_return', bytes: Buffer | null): string | null =>
    key === null || bytes === null ? null : openRow(key, table, row.id, bytes).note;
  return {
    ...row,
    note: noteOf('letter_sending', sealed),
    returnedNote: noteOf('letter_return', returnedSealed),
  };
}

export async function listSendingsOf(
  client: Queryable,
  keyring: Keyring,
  participantId: string,
): Promise<SendingRow[]> {
  const { rows } = await client.query<Row>({
    name: 'letter-sendings-of',
    text: `select ${columns} where n.participant_id = $1 order by n.sent_at desc, n.id`,
    values: [participantId],
  });
  return rows.map((row) => open(keyring, row));
}

/** Locked until the transaction ends. */
export async function lockSending(
  client: Queryable,
  keyring: Keyring,
  id: string,
): Promise<SendingRow | null> {
  const { rows } = await client.query<Row>(`select ${columns} where n.id = $1 for update of n`, [id]);
  return rows[0] === undefined ? null : open(keyring, rows[0]);
}

export type NewSending = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly letterId: string;
  readonly way: LetterWay;
  readonly on: string;
  readonly at: number;
  readonly by: string;
  readonly note: string | null;
};

export async function insertSending(client: Queryable, keyring: Keyring, made: NewSending): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select uuidv7()::text as id');
  const id = rows[0]?.id ?? '';
  const { note } = made;
  await client.query(
    `insert into letter_sending (id, programme_id, participant_id, letter_id, way, sent_on, sent_at, by_id, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[id, made.programmeId, made.participantId, made.letterId, made.way, made.on, instantOf(made.at)],
      made.by,
      note === null ? null : sealRow(keyring.create(made.participantId), 'letter_sending', id, { note }),
    ],
  );
  return id;
}

export async function writeReturn(
  client: Queryable,
  keyring: Keyring,
  row: Pick<SendingRow, 'id' | 'participantId'>,
  returned: { readonly on: string; readonly by: string; readonly note: string | null },
): Promise<void> {
  const { note } = returned;
  await client.query(
    'update letter_sending set returned_on = $2, returned_at = now(), returned_by = $3, returned_sealed = $4 where id = $1',
    [
      ...[row.id, returned.on, returned.by],
      note === null ? null : sealRow(keyring.create(row.participantId), 'letter_return', row.id, { note }),
    ],
  );
}

export async function writeSettled(client: Queryable, id: string, by: string): Promise<void> {
  await client.query('update letter_sending set settled_at = now(), settled_by = $2 where id = $1', [id, by]);
}

/** An order as a letter tells of it: the version in force, or the last that was. */
export type OrderForLetter = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly court: string | null;
  readonly caseId: string | null;
  readonly caseSealed: Buffer | null;
};

/** Those that ever took effect, the newest first. */
export async function listOrdersForLetters(
  client: Queryable,
  participantId: string,
): Promise<OrderForLetter[]> {
  const { rows } = await client.query<OrderForLetter>({
    name: 'orders-for-letters',
    text: `select o.id, o.participant_id as "participantId", o.reference, ${millis('v.from_at')} as from, ${millis('v.to_at')} as to, c.court,
        c.id as "caseId", c.sealed as "caseSealed"
      from supervision_order o left join court_case c on c.id = o.court_case_id
      join lateral (select x.from_at, x.to_at from order_version x where x.order_id = o.id and x.effective_at is not null order by x.version desc limit 1) v on true
      where o.participant_id = $1 and o.entered_in_error_at is null order by o.created_at desc, o.id limit 50`,
    values: [participantId],
  });
  return rows;
}
