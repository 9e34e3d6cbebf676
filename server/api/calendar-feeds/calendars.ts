import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Actor } from '../../access/actor.ts';
import type { Pool } from '../../database/connect.ts';
import { findFeedActor } from '../../database/repositories/calendar-feeds.ts';
import type { Keyring } from '../../keys/keyring.ts';
import { actorOf } from '../session/signed-in.ts';

export type Calendars = {
  /** Whose calendar's address this is, with what they may do now. Null: nobody's. */
  findActor(params: unknown): Promise<Actor | null>;
};

/** 256 bits: nobody guesses it, so nothing has to slow down guessing. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What a copy of the table holds opens no calendar. */
export const hashSecret = (keyring: Keyring, programmeId: string, secret: string): Buffer =>
  createHmac('sha256', keyring.derive('calendar-feed', programmeId)).update(secret).digest();

const address = z.object({ feed: z.uuid(), secret: z.string().min(20).max(100) });

export function createCalendars(pool: Pool, keyring: Keyring): Calendars {
  return {
    async findActor(params) {
      const read = address.safeParse(params);
      if (!read.success) return null;
      const row = await findFeedActor(pool, read.data.feed);
      if (row === null) return null;
      const hash = hashSecret(keyring, row.programme_id, read.data.secret);
      return timingSafeEqual(hash, row.secret_hash) ? actorOf(row) : null;
    },
  };
}
