import { type CountLine, endOfMonth } from '@attend/casework';
import type { Millis } from '@attend/kernel';
import { type Pool, transaction } from '../database/connect.ts';
import { countQuestions, countUnaccounted } from '../database/repositories/oversight-questions.ts';
import { listProgrammes } from '../database/repositories/programmes.ts';
import { countGaps } from '../database/repositories/quality.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { writeFigure } from '../database/repositories/standing-figures.ts';
import { countFitted } from '../database/repositories/stock.ts';
import { countProviderTiers, countTiers, listOpenCounts } from '../database/repositories/tier-counts.ts';

/** RVW-12: what the record says of each month that a contractor counted and nobody has published, by count. */
async function countOpenMonths(
  client: Queryable,
  timezone: string,
): Promise<Record<string, readonly CountLine[]>> {
  const said: Record<string, readonly CountLine[]> = {};
  for (const { id, providerId, month } of await listOpenCounts(client))
    said[id] = await countProviderTiers(client, providerId, endOfMonth(month, timezone));
  return said;
}

/** Counts the figures of each programme anew, as the owner's role. Answers how many programmes there are. */
export async function countFigures(pool: Pool, now: () => Millis): Promise<number> {
  const programmes = await listProgrammes(pool);
  for (const { id, timezone } of programmes) {
    await transaction(pool, { 'attend.programme': id }, async (client) => {
      const countedAt = now();
      await writeFigure(client, id, 'tier-times', { countedAt, content: await countTiers(client) });
      await writeFigure(client, id, 'fitted', { countedAt, content: await countFitted(client) });
      await writeFigure(client, id, 'provider-tiers', {
        countedAt,
        content: await countOpenMonths(client, timezone),
      });
      const questions = [await countQuestions(client, id), await countUnaccounted(client)];
      await writeFigure(client, id, 'questions', {
        countedAt,
        content: Object.fromEntries(questions.flatMap((one) => [...one])),
      });
      const { people, counts } = await countGaps(client, id);
      await writeFigure(client, id, 'gaps', {
        countedAt,
        content: { people, counts: Object.fromEntries(counts) },
      });
    });
  }
  return programmes.length;
}
