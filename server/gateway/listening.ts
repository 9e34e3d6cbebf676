import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';

/** `[from, to)` in which no gateway of the installation listened: no silence is counted in it. */
export type Down = { readonly from: number; readonly to: number };

/** How often a gateway writes that it listens. */
export const beatEvery = 5_000;
/** Two beats and some: shorter gaps are a slow commit, not an absence. */
export const shortest = 15_000;
const horizonDays = 31;

/** Writes that a gateway listens; the first call begins its span. False: it was broken off too long ago to go on. */
export async function beat(pool: Pool, span: string): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'gateway-beat',
    text: `insert into attend.listening (gateway, from_at, until_at) values ($1, clock_timestamp(), clock_timestamp())
      on conflict (gateway) do update set until_at = clock_timestamp()
        where listening.until_at > clock_timestamp() - interval '${shortest} milliseconds'`,
    values: [span],
  });
  return rowCount === 1;
}

/**
 * One gateway's word that it listens. Where it could not be given for a while (the database was away, the sockets were not
 * read, the machine slept), nobody may have listened: that is found out before anything more is judged.
 */
export class Listening {
  /** When nobody listened, as far as is known; another array whenever more is. */
  downs: readonly Down[] = [];
  private span = randomUUID();
  private lastAt = Number.NEGATIVE_INFINITY;
  private beating: Promise<void> | null = null;
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** Call before sockets open: what came before it is nobody's listening. */
  async start(): Promise<void> {
    this.downs = await loadDowns(this.pool);
    await this.beat();
  }

  /** Rejects while the database does not answer. */
  beat(): Promise<void> {
    this.beating ??= this.write().finally(() => {
      this.beating = null;
    });
    return this.beating;
  }

  /** Resolves at once where the last word is fresh. */
  async ensure(): Promise<void> {
    if (Math.abs(Date.now() - this.lastAt) > shortest) await this.beat();
  }

  private async write(): Promise<void> {
    if (!(await beat(this.pool, this.span))) {
      this.span = randomUUID();
      await beat(this.pool, this.span);
      this.downs = await loadDowns(this.pool);
    }
    this.lastAt = Date.now();
  }
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
