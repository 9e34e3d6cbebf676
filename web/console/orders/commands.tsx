import type { ExceptionView, OrderCondition, PersonOrder, PromptView } from '@attend/contracts/orders';
import { orderEndings, promptDecisions } from '@attend/contracts/orders';
import { t } from '@lingui/core/macro';
import { zonedInstant } from '../../ui/time.ts';
import type { Undo } from '../shell/undo.ts';
import { conditionStands, exceptionStands, orderStands, promptStands } from './facts.tsx';
import type { Asked } from './text-dialog.tsx';
import { endingWords, promptDecisionWords } from './words.ts';

/** What each decision on an order asks for, and what it sends. */
export const askApproval = (order: PersonOrder): Asked => ({
  title: t`Approve the version`,
  label: t`What you looked at`,
  action: t`Approve it`,
  done: t`Approved. It takes effect once it is signed or served.`,
  path: `/api/orders/${order.id}/approve`,
  stands: orderStands(order),
  body: ({ version: revision, text: note }) => ({ revision, note }),
});
export const askService = (order: PersonOrder): Asked => ({
  title: t`Record the court’s service`,
  label: t`By what the service can be found`,
  description: t`From this moment on the version is in force.`,
  action: t`Put the service on record`,
  done: t`The version is in force.`,
  path: `/api/orders/${order.id}/service`,
  stands: orderStands(order),
  body: ({ version: revision, text: reference }) => ({ revision, reference }),
});
export const askDiscard = (order: PersonOrder): Asked => ({
  title: t`Give the draft up`,
  label: t`Why`,
  action: t`Give it up`,
  done: t`The draft is given up.`,
  path: `/api/orders/${order.id}/discard`,
  stands: orderStands(order),
  body: ({ version: revision, text: reason }) => ({ revision, reason }),
});
export const askDraftError = (order: PersonOrder): Asked => ({
  title: t`The draft was entered in error`,
  label: t`What is wrong with it`,
  description: t`It stays in the contact log, struck through, with your name and this reason. This cannot be taken back.`,
  action: t`Mark it`,
  done: t`Marked as entered in error.`,
  path: `/api/orders/${order.id}/draft/entered-in-error`,
  stands: orderStands(order),
  body: ({ version: revision, text: reason }) => ({ revision, reason }),
});
export const askWithdrawal = (order: PersonOrder): Asked => ({
  title: t`The participant takes the agreement back`,
  label: t`How they said so`,
  description: t`Nothing that arrives from now on is used for location.`,
  action: t`Put it on record`,
  done: t`The agreement is withdrawn.`,
  path: `/api/orders/${order.id}/agreement/withdraw`,
  stands: orderStands(order),
  body: ({ version: revision, text: reason }) => ({ revision, reason }),
});
export const askEnd = (order: PersonOrder): Asked => ({
  title: t`End the order`,
  label: t`Why`,
  description: t`Its authority, conditions and check-ins end with it, now.`,
  choice: { label: t`As`, of: orderEndings.map((value) => ({ value, label: endingWords(value) })).reverse() },
  action: t`End the order`,
  done: t`The order has ended.`,
  path: `/api/orders/${order.id}/end`,
  stands: orderStands(order),
  body: ({ version: revision, text: reason, choice: as }) => ({ revision, as, reason }),
});
export const askMedical = (order: PersonOrder): Asked => ({
  title: t`Evidence of harm`,
  label: t`What was found, and by whom`,
  description: t`A review is asked for at once.`,
  action: t`Put it on record`,
  done: t`A review is asked for.`,
  path: `/api/orders/${order.id}/medical-evidence`,
  stands: null,
  body: ({ text: evidence }) => ({ evidence }),
});
export const askDecision = (prompt: PromptView, zone: string): Asked => ({
  title: t`Is it still needed?`,
  label: t`Why`,
  choice: {
    label: t`Decision`,
    of: promptDecisions.map((value) => ({ value, label: promptDecisionWords(value) })),
  },
  time: {
    label: t`Looked at next`,
    field: 'nextReviewAt',
    needed: (choice) => prompt.kind === 'review' && choice !== 'end',
  },
  action: t`Put the decision on record`,
  done: t`The decision is on record.`,
  path: `/api/order-prompts/${prompt.id}/decision`,
  stands: promptStands(prompt),
  body: ({ text: note, choice: decision, time }) => {
    const at = time === '' ? null : zonedInstant(time, zone);
    return { decision, note, nextReviewAt: at === null ? null : new Date(at).toISOString() };
  },
});
export const askConditionEnd = (condition: OrderCondition): Asked => ({
  title: t`End the condition`,
  label: t`Why`,
  action: t`End it`,
  done: t`It need not be kept any more.`,
  path: `/api/conditions/${condition.id}/end`,
  stands: conditionStands(condition),
  body: ({ version: revision, text: reason }) => ({ revision, reason }),
});
/** Of one that still waited, of which nobody was told: it is asked for again as it was, by a request of its own. */
const askAgain = (condition: string, { status, from, to, reason, asked }: ExceptionView): Undo | undefined =>
  status === 'asked'
    ? () => ({
        path: `/api/conditions/${condition}/exceptions`,
        body: { from, to, reason, asked: asked && { ...asked, reply: null } },
        done: t`It is asked for again.`,
      })
    : undefined;
export const askExceptionWithdrawal = (condition: string, of: ExceptionView): Asked => ({
  undo: askAgain(condition, of),
  title: t`Take the exception back`,
  label: t`Why`,
  description: t`From now on; what it excused stays excused.`,
  action: t`Take it back`,
  done: t`The exception is taken back.`,
  path: `/api/exceptions/${of.id}/withdraw`,
  stands: exceptionStands(of),
  body: ({ version: revision, text: reason }) => ({ revision, reason }),
});
