import type { Pool } from 'pg';

/** `[from, to)` in which no gateway of the installation listened: no silence is counted in it. */
export type Down = { readonly from: number; readonly to: number };

/** How often a gateway writes that it listens. */
export const beatEvery = 5_000;
/** Two beats and some: shorter gaps are a slow commit, not an absence. */
const shortest = 15_000;
const horizonDays = 31;

/** Writes that this gateway listens; the first call begins its span. */
export async function beat(pool: Pool, gateway: string): Promise<void> {
  await pool.query({
    name: 'gateway-beat',
    text: `insert into attend.listening (gateway, from_at, until_at) values ($1, clock_timestamp(), clock_timestamp())
      on conflict (gateway) do update set until_at = clock_timestamp()`,
    values: [gateway],
  });
}

/** Every span of the last month in which nobody listened, oldest first. Before the first gateway ever, there was nothing to hear. */
export async function loadDowns(pool: Pool): Promise<Down[]> {
  const { rows } = await pool.query<{ from: number; to: number }>(`
    select extract(epoch from from_at)::float8 * 1000 as "from", extract(epoch from until_at)::float8 * 1000 as "to"
    from attend.listening where until_at > now() - interval '${horizonDays} days' order by from_at`);
  return downsBetween(rows);
}

/** The gaps between spans of listening, given by their beginnings. */
export function downsBetween(spans: readonly { readonly from: number; readonly to: number }[]): Down[] {
  const downs: Down[] = [];
  let heardUntil: number | null = null;
  for (const { from, to } of spans) {
    if (heardUntil !== null && from - heardUntil > shortest) downs.push({ from: heardUntil, to: from });
    heardUntil = Math.max(heardUntil ?? to, to);
  }
  return downs;
}
