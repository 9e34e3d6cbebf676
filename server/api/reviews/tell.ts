import type { ReviewDecision, Tier } from '@attend/casework';
import { planMessage } from '../../messages/plan-message.ts';
import type { StaffContext } from '../context.ts';

/** RVW-13: whoever it is about hears what was decided and why, in words that were written for them. */
export async function tellReview(
  { client, services, programme, actor, now }: StaffContext,
  id: string,
  of: {
    readonly participantId: string;
    readonly decision: ReviewDecision;
    readonly to: Tier;
    readonly told: string;
  },
): Promise<void> {
  const at = now();
  const changes = of.decision === 'step-down' || of.decision === 'step-up';
  await planMessage(client, services.keyring, {
    ...{ programmeId: programme.id, participantId: of.participantId, template: 'review-decided' },
    values: { decision: of.decision, to: changes ? of.to : null, words: of.told },
    ...{
      key: `review/${id}`,
      dueAt: at,
      usefulUntil: at + 7 * 86_400_000,
      createdBy: actor.staffId,
      now: at,
    },
  });
}
