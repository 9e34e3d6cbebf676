import type { Millis } from '@attend/kernel';
import { type Pool, transaction } from '../database/connect.ts';
import { countGaps } from '../database/repositories/quality.ts';
import { writeFigure } from '../database/repositories/standing-figures.ts';
import { countTiers } from '../database/repositories/tier-counts.ts';

/** Counts the figures of each programme anew, as the owner's role. Answers how many programmes there are. */
export async function countFigures(pool: Pool, now: () => Millis): Promise<number> {
  const { rows } = await pool.query<{ id: string }>('select id from programme order by id');
  for (const { id } of rows) {
    await transaction(pool, { 'attend.programme': id }, async (client) => {
      const countedAt = now();
      await writeFigure(client, id, 'tier-times', { countedAt, content: await countTiers(client) });
      const { people, counts } = await countGaps(client, id);
      await writeFigure(client, id, 'gaps', {
        countedAt,
        content: { people, counts: Object.fromEntries(counts) },
      });
    });
  }
  return rows.length;
}
