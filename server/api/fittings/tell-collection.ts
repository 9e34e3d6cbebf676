import {
  type CollectionTime,
  collectionInstant,
  collectionOver,
  instantValue,
  spanOfDay,
} from '@attend/casework';
import { cancelMessages, collectionKeyOf, type Plan, planMessage } from '../../messages/plan-message.ts';
import type { StaffContext } from '../context.ts';

type Of = {
  readonly participantId: string;
  readonly assignmentId: string;
  /** Of the collection as it stands with this change: a message a change. */
  readonly version: number;
};
type Told = Pick<Plan, 'template' | 'values' | 'usefulUntil'>;

/** As a template's `when` asks. */
export function whenOf(of: CollectionTime, timezone: string): string {
  const at = collectionInstant(of, timezone);
  return at === null ? of.on : instantValue(at);
}

/** FIT-14: in the transaction of the change; what of it was planned before and has not left says what is no longer so. */
async function tell(
  { client, services, programme, actor, now }: StaffContext,
  { participantId, assignmentId, version }: Of,
  told: Told,
): Promise<void> {
  const at = now();
  await cancelMessages(client, collectionKeyOf(assignmentId));
  await planMessage(client, services.keyring, {
    ...{ ...told, programmeId: programme.id, participantId, createdBy: actor.staffId },
    ...{ key: `${collectionKeyOf(assignmentId)}v${version}`, dueAt: at, now: at },
  });
}

/** Arranged, or moved from what stood. */
export function tellCollection(
  context: StaffContext,
  of: Of,
  before: CollectionTime | null,
  after: CollectionTime & { readonly office: string | null },
): Promise<void> {
  const { timezone } = context.programme;
  const values = { when: whenOf(after, timezone), office: after.office, place: after.place };
  return tell(context, of, {
    ...(before === null
      ? { template: 'collection-arranged' as const, values }
      : { template: 'collection-moved' as const, values: { ...values, was: whenOf(before, timezone) } }),
    usefulUntil: collectionOver(after, timezone),
  });
}

/** Somebody may have taken the day off for it: told until it is over. */
export const tellCalledOff = (context: StaffContext, of: Of, was: CollectionTime): Promise<void> =>
  tell(context, of, {
    ...{ template: 'collection-called-off', values: { was: whenOf(was, context.programme.timezone) } },
    usefulUntil: spanOfDay(was.on, context.programme.timezone).to,
  });
