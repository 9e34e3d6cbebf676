import { z } from 'zod';
import { instant } from './instant.ts';

/** GET /api/status : what an administrator sees of the machine. No personal data. */
export const systemStatus = z.object({
  version: z.string(),
  startedAt: instant,
  database: z.object({ state: z.enum(['up', 'down', 'read-only']), kind: z.string(), detail: z.string() }),
  /** Where the database stands, on this machine; null: on another. `low`: commits will soon fail, and acknowledgements with them. */
  disk: z
    .object({ freeBytes: z.number(), state: z.enum(['ok', 'low']) })
    .nullable()
    .default(null),
  gateway: z
    .object({
      listeners: z.array(
        z.object({ protocol: z.string(), port: z.int(), connections: z.int(), refused: z.int() }),
      ),
      readingsPerSecond: z.number(),
      committed: z.int(),
      rejected: z.int(),
      resent: z.int(),
      /** Older than what retention has removed: acknowledged and dropped. */
      pastRetention: z.int().default(0),
      unknown: z.int(),
      /** Stopped reading its sockets because the database stalls. */
      stalled: z.boolean(),
    })
    .nullable(),
  /** The audit's sequencer: how far the chain has come, and what is committed and not in it yet. Null: not known. */
  audit: z
    .object({
      position: z.string(),
      waiting: z.int(),
      /** Since when the oldest of them waits. */
      waitingSince: instant.nullable(),
      /** Why nothing is signed any more. */
      fault: z.string().nullable(),
    })
    .nullable(),
  unknownDevices: z.array(
    z.object({
      protocol: z.string(),
      identifier: z.string(),
      first: instant,
      last: instant,
      frames: z.int(),
    }),
  ),
});
/** GET /api/health : for whoever watches the machine from outside. */
export const systemHealth = z.object({
  status: z.enum(['ok', 'degraded']),
  database: z.enum(['up', 'down', 'read-only']),
  disk: z.enum(['ok', 'low']).nullable(),
  gateway: z.enum(['ok', 'stalled']).nullable(),
});
export type SystemHealth = z.infer<typeof systemHealth>;
export type SystemStatus = z.infer<typeof systemStatus>;
