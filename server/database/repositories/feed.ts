import type { Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

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

/** After a position, oldest first: of those whom the transaction's actor may see. */
export async function readFeed(
  client: Queryable,
  { programmeId, whole, keys }: Reach,
  after: bigint,
  upTo: bigint,
  limit: number,
): Promise<FeedRow[]> {
  const { rows } = await client.query<Omit<FeedRow, 'position'> & { position: string }>({
    name: whole ? 'feed-after' : 'feed-after-reached',
    text: `select f.position, f.participant_id, f.kind, f.change, f.entity_id from feed f
      where f.programme_id = $1 and f.position > $2 and f.position <= $3
        ${whole ? '' : `and exists (select from participant p where p.id = f.participant_id and ${isReached('p', '$5')})`}
      order by f.position limit $4`,
    values: [programmeId, String(after), String(upTo), limit, ...(whole ? [] : [keys])],
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

/** Up to where everything is committed and may be read, whoever's it is. */
export async function readFeedReached(client: Queryable): Promise<bigint> {
  const { rows } = await client.query<{ reached: string }>('select feed_reached() as reached');
  return BigInt(rows[0]?.reached ?? 0);
}

/** Whose transaction it is from here on: one page is read for several viewers, each seeing their own people. */
export async function actAs(client: Queryable, staffId: string): Promise<void> {
  await client.query(`select set_config('attend.staff', $1, true)`, [staffId]);
}

export async function pruneFeed(client: Queryable, keepSeconds: number): Promise<void> {
  await client.query('select prune_feed(make_interval(secs => $1))', [keepSeconds]);
}
