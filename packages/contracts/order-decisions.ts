import { promptDecisions, promptKinds } from '@attend/casework';
import { conditionKinds } from '@attend/kernel';
import { z } from 'zod';
import { personRef } from './alerts.ts';
import { givenInstant, id, instant } from './instant.ts';
import { longText, shortText, writtenText } from './text.ts';

const reason = writtenText(3, 2000, 'say why, in a few words');
const about = z.object({ participant: personRef, order: z.object({ id, reference: z.string() }) });

/** GET /api/orders-to-decide : what waits for somebody, in order of need; each list cut, with whether there is more. */
export const ordersToDecide = z.object({
  prompts: z.array(
    about.extend({
      id,
      kind: z.enum(promptKinds),
      dueAt: instant,
      atRiskFrom: instant.nullable(),
      evidence: z.string().nullable(),
    }),
  ),
  /** Drafts that are whole and wait for a second person. */
  drafts: z.array(about.extend({ version: z.int(), since: instant, mine: z.boolean() })),
  exceptions: z.array(
    z.object({
      participant: personRef,
      id,
      revision: z.int(),
      condition: z.object({ reference: z.string(), kind: z.enum(conditionKinds) }),
      from: instant,
      to: instant,
      /** Nobody answered before its time began. */
      late: z.boolean(),
      reason: z.string(),
    }),
  ),
  more: z.object({
    prompts: z.boolean(),
    drafts: z.boolean(),
    exceptions: z.boolean(),
  }),
});
export type OrdersToDecide = z.infer<typeof ordersToDecide>;

/** POST /api/order-prompts/{id}/decision : a review sets the next one, unless the order is to end. */
export const promptDecision = z.object({
  decision: z.enum(promptDecisions),
  note: reason,
  nextReviewAt: givenInstant.nullable().default(null),
});
/** POST /api/orders/{id}/medical-evidence */
export const medicalEvidence = z.object({
  evidence: writtenText(3, 4000, 'say what was found, and by whom'),
});
export const promptChanged = z.object({ participant: id, order: id, prompt: id });

/** GET, PUT /api/order-policy */
export const orderPolicy = z.object({ revision: z.int(), lapseDays: z.int().nullable() });
export type OrderPolicy = z.infer<typeof orderPolicy>;
export const orderPolicyChange = z.object({
  revision: z.int().min(0),
  lapseDays: z.int().min(1).max(730).nullable(),
  reason,
});

/** GET, POST /api/agreement-texts : an agency's own, in languages that the program brings none of. */
export const agreementTextList = z.object({
  texts: z.array(z.object({ language: z.string(), version: z.int(), text: z.string(), madeAt: instant })),
});
export const agreementTextCreate = z.object({
  language: shortText(35).regex(
    /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
    'a language is a tag such as ht or ar',
  ),
  text: longText(20_000),
});
