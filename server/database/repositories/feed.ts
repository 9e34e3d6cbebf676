import type { Queryable } from './queryable.ts';

export type FeedRow = {
  readonly position: bigint;
  readonly participant_id: string | null;
  readonly kind: string;
  readonly change: string;
  readonly entity_id: string;
};

/** Gives positions to what has committed; answers how many rows it moved and up to which position. Run it by itself. */
export async function sequenceFeed(
  client: Queryable,
  limit: number,
): Promise<{ readonly moved: number; readonly highest: bigint | null }> {
  const { rows } = await client.query<{ moved: number; highest: string | null }>(
    'select * from sequence_feed($1)',
    [limit],
  );
  const row = rows[0];
  return { moved: row?.moved ?? 0, highest: row?.highest ? BigInt(row.highest) : null };
}

/** After a position, oldest first. In a transaction of the programme, whose rows alone it sees. */
export async function readFeed(
  client: Queryable,
  programme: string,
  after: bigint,
  limit: number,
): Promise<FeedRow[]> {
  const { rows } = await client.query<Omit<FeedRow, 'position'> & { position: string }>({
    name: 'feed-after',
    text: `select position, participant_id, kind, change, entity_id from feed
      where programme_id = $1 and position > $2 order by position limit $3`,
    values: [programme, String(after), limit],
  });
  return rows.map((row) => ({ ...row, position: BigInt(row.position) }));
}

/** From where nothing is missed, and up to where positions have been given. */
export async function readFeedBounds(
  client: Queryable,
): Promise<{ readonly horizon: bigint; readonly position: bigint }> {
  const { rows } = await client.query<{ horizon: string; position: string }>(
    'select feed_horizon() as horizon, feed_position() as position',
  );
  return { horizon: BigInt(rows[0]?.horizon ?? 0), position: BigInt(rows[0]?.position ?? 0) };
}

export async function pruneFeed(client: Queryable, keepSeconds: number): Promise<void> {
  await client.query('select prune_feed(make_interval(secs => $1))', [keepSeconds]);
}
