import type { StaffContext } from '../context.ts';
import { markRecord } from '../log/mark.ts';
import { endDraft } from './drafts.ts';
import type { Changed } from './take.ts';

/**
 * ORD-30: a draft that should never have been written (of another person, say). Nobody approves, signs or serves it from then on; it
 * stays in the log, struck through.
 */
export const markDraftInError = (
  context: StaffContext,
  id: string,
  why: { readonly revision: number; readonly reason: string },
): Promise<Changed> =>
  endDraft(context, id, why, 'order.draft-in-error', ({ version }, participantId) =>
    markRecord(context, { kind: 'order-draft', markedAt: null, id: version.id, participantId }, why.reason),
  );
