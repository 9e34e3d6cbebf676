import { z } from 'zod';
import { instant } from './instant.ts';

/** GET /api/status : what an administrator sees of the machine. No personal data. */
export const systemStatus = z.object({
  version: z.string(),
  startedAt: instant,
  database: z.object({ state: z.enum(['up', 'down', 'read-only']), kind: z.string(), detail: z.string() }),
  gateway: z
    .object({
      listeners: z.array(
        z.object({ protocol: z.string(), port: z.int(), connections: z.int(), refused: z.int() }),
      ),
      readingsPerSecond: z.number(),
      committed: z.int(),
      rejected: z.int(),
      resent: z.int(),
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
export type SystemStatus = z.infer<typeof systemStatus>;
