import { exceptionStatuses } from '@attend/casework';
import { conditionKinds } from '@attend/kernel';
import { z } from 'zod';
import { id, instant } from './instant.ts';
import { askedFor } from './order-conditions.ts';

export {
  type RequestAsker,
  type RequestWay,
  requestAskers,
  requestWays,
} from '@attend/casework';

const about = { reference: z.string(), kind: z.enum(conditionKinds) };
const span = z.object({ from: instant, to: instant });

/** GET /api/people/{id}/exception-requests : from what one may ask, what waits, and what was decided within a month. */
export const requestList = z.object({
  participant: id,
  conditions: z.array(z.object({ id, ...about, name: z.string().nullable() })),
  requests: z.array(
    span.extend({
      id,
      condition: z.object(about),
      status: z.enum(exceptionStatuses),
      /** Nobody answered before its time began. */
      late: z.boolean(),
      /** Null: an officer asked, of their own motion. */
      asked: askedFor.omit({ reply: true }).nullable(),
      /** What was asked for, where another span was granted. */
      wished: span.nullable(),
      reason: z.string(),
      decisionReason: z.string().nullable(),
      revision: z.int(),
    }),
  ),
});
export type RequestList = z.infer<typeof requestList>;
export type ExceptionRequest = RequestList['requests'][number];
