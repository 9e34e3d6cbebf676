import { instantOf, millis, type Queryable } from './queryable.ts';

/** Figures of a whole programme that are counted by the clock (ADR 0044). */
export type FigureName = 'tier-times' | 'gaps' | 'fitted' | 'provider-tiers' | 'questions';
export type StandingFigure = { readonly countedAt: number; readonly content: unknown };

/** What was counted since `notBefore`; null: nothing. Of the transaction's own programme. */
export async function findFigure(
  client: Queryable,
  name: FigureName,
  notBefore: number,
): Promise<StandingFigure | null> {
  const { rows } = await client.query<StandingFigure>({
    name: 'standing-figure',
    text: `select ${millis('counted_at')} as "countedAt", content from standing_figure where name = $1 and counted_at >= $2`,
    values: [name, instantOf(notBefore)],
  });
  return rows[0] ?? null;
}

/** By the owner's role alone. */
export async function writeFigure(
  client: Queryable,
  programmeId: string,
  name: FigureName,
  { countedAt, content }: StandingFigure,
): Promise<void> {
  await client.query(
    `insert into standing_figure (programme_id, name, counted_at, content) values ($1, $2, $3, $4)
     on conflict (programme_id, name) do update set counted_at = excluded.counted_at, content = excluded.content`,
    [programmeId, name, instantOf(countedAt), JSON.stringify(content)],
  );
}
