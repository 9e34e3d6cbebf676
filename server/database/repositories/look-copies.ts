import type { KeyObject } from 'node:crypto';
import { randomUUIDv7 } from 'node:crypto';
import type { RequestAsker, RequestWay } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';
import { openRow, sealRow } from './sealed.ts';

export type LookCopyRow = {
  readonly id: string;
  readonly participantId: string;
  readonly asker: RequestAsker;
  readonly way: RequestWay;
  readonly receivedOn: string;
  readonly askedAt: number;
  readonly askedBy: string;
  readonly handedAt: number | null;
  readonly handedBy: string | null;
  /** Null also where the person's key is gone. */
  readonly identity: string | null;
};
const select = `select c.id, c.participant_id as "participantId", c.asker, c.way, c.received_on::text as "receivedOn",
  ${millis('c.asked_at')} as "askedAt", a.name as "askedBy", ${millis('c.handed_at')} as "handedAt", h.name as "handedBy", c.sealed
  from look_copy c join staff a on a.id = c.asked_by left join staff h on h.id = c.handed_by`;

type Row = Omit<LookCopyRow, 'identity'> & { readonly sealed: Buffer | null };
export async function listLookCopies(
  client: Queryable,
  key: KeyObject | null,
  participantId: string,
): Promise<LookCopyRow[]> {
  const { rows } = await client.query<Row>(
    `${select} where c.participant_id = $1 order by c.asked_at desc, c.id limit 100`,
    [participantId],
  );
  return rows.map(({ sealed, ...row }) => ({
    ...row,
    identity: key === null || sealed === null ? null : openRow(key, 'look_copy', row.id, sealed).identity,
  }));
}

/** Locked until the transaction ends. */
export async function lockLookCopy(client: Queryable, id: string): Promise<Omit<Row, 'sealed'> | null> {
  const { rows } = await client.query<Row>(`${select} where c.id = $1 for update of c`, [id]);
  return rows[0] ?? null;
}

export async function insertLookCopy(
  client: Queryable,
  made: Pick<LookCopyRow, 'participantId' | 'asker' | 'way' | 'receivedOn'> & {
    readonly programmeId: string;
    readonly by: string;
  },
): Promise<string> {
  const id = randomUUIDv7();
  await client.query(
    `insert into look_copy (id, programme_id, participant_id, asker, way, received_on, asked_by) values ($1, $2, $3, $4, $5, $6, $7)`,
    [id, made.programmeId, made.participantId, made.asker, made.way, made.receivedOn, made.by],
  );
  return id;
}

export async function markHanded(
  client: Queryable,
  key: KeyObject,
  id: string,
  of: { readonly by: string; readonly identity: string },
): Promise<void> {
  await client.query('update look_copy set handed_at = now(), handed_by = $2, sealed = $3 where id = $1', [
    ...[id, of.by],
    sealRow(key, 'look_copy', id, { identity: of.identity }),
  ]);
}
