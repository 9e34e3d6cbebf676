import type { Pool } from 'pg';
import { readHorizons } from '../database/repositories/retention.ts';

/** How often a gateway hears of what retention has removed: it moves once a day. */
export const horizonsEvery = 60_000;

/** Up to when each programme's readings have gone by its schedule. What is older and sent again is acknowledged and dropped. */
export class Horizons {
  private known: ReadonlyMap<string, number> = new Map();

  async refresh(pool: Pool): Promise<void> {
    this.known = await readHorizons(pool);
  }

  of(programmeId: string): number {
    return this.known.get(programmeId) ?? Number.NEGATIVE_INFINITY;
  }
}
