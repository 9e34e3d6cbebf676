import type { Queryable } from './queryable.ts';

export type HoldRow = {
  readonly id: string;
  readonly participant_id: string;
  readonly reference: string;
  readonly name: Buffer;
  readonly placed_at: Date;
  readonly placed_by: string;
  readonly until_at: Date;
  readonly ended_at: Date | null;
  readonly ended_by: string | null;
  readonly sealed: Buffer;
  readonly sealed_end: Buffer | null;
};

const columns = `h.id, h.participant_id, p.reference, p.sealed as name, h.placed_at, s.name as placed_by, h.until_at,
    h.ended_at, e.name as ended_by, h.sealed, h.sealed_end
  from retention_hold h join participant p on p.id = h.participant_id join staff s on s.id = h.placed_by
  left join staff e on e.id = h.ended_by`;

/** Standing ones first, then the latest. */
export async function listHolds(client: Queryable, limit: number): Promise<HoldRow[]> {
  const { rows } = await client.query<HoldRow>(
    `select ${columns} order by (h.ended_at is null and h.until_at > now()) desc, h.placed_at desc limit $1`,
    [limit],
  );
  return rows;
}

export async function countStandingHolds(client: Queryable): Promise<number> {
  const { rows } = await client.query<{ people: number }>(
    `select count(distinct participant_id)::integer as people from retention_hold where ended_at is null and until_at > now()`,
  );
  return rows[0]?.people ?? 0;
}

export async function isOnHold(client: Queryable, participantId: string): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>('select is_held($1) as held', [participantId]);
  return rows[0]?.held ?? false;
}

/** Locked until the transaction ends. */
export async function lockHold(client: Queryable, id: string): Promise<HoldRow | null> {
  const { rows } = await client.query<HoldRow>(`select ${columns} where h.id = $1 for update of h`, [id]);
  return rows[0] ?? null;
}

export type NewHold = {
  readonly id: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly staffId: string;
  readonly until: Date;
  readonly sealed: Buffer;
};

export async function insertHold(client: Queryable, made: NewHold): Promise<void> {
  await client.query(
    `insert into retention_hold (id, programme_id, participant_id, placed_by, until_at, sealed) values ($1, $2, $3, $4, $5, $6)`,
    [made.id, made.programmeId, made.participantId, made.staffId, made.until, made.sealed],
  );
}

export async function endHold(client: Queryable, id: string, staffId: string, sealed: Buffer): Promise<void> {
  await client.query(
    'update retention_hold set ended_at = now(), ended_by = $2, sealed_end = $3 where id = $1',
    [id, staffId, sealed],
  );
}

export async function participantExists(client: Queryable, id: string): Promise<boolean> {
  const { rowCount } = await client.query('select from participant where id = $1', [id]);
  return rowCount === 1;
}
