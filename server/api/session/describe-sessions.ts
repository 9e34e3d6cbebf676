import type { sessionList } from '@attend/contracts/session';
import type { z } from 'zod';
import type { OwnSession } from '../../database/repositories/sign-in.ts';

/** `current`: the asker's own session's id. */
export function describeSessions(rows: readonly OwnSession[], current: string): z.output<typeof sessionList> {
  return {
    sessions: rows.map((row) => ({
      id: row.id,
      current: row.id === current,
      createdAt: row.created_at.toISOString(),
      lastSeenAt: row.last_seen_at.toISOString(),
      expiresAt: row.expires_at.toISOString(),
      address: row.ip_address || null,
      client: row.user_agent || null,
    })),
  };
}
