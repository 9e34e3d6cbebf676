import type { TemplateName } from '@attend/casework';
import { instantValue } from '@attend/casework';
import type { ExceptionRef } from '../../database/repositories/conditions.ts';
import { planMessage } from '../../messages/plan-message.ts';
import type { StaffContext } from '../context.ts';

export type Told = Pick<ExceptionRef, 'id' | 'participantId' | 'from' | 'to'> & {
  readonly condition: Pick<ExceptionRef['condition'], 'kind'>;
  /** Its revision, once it is decided: each decision is one message. */
  readonly revision: number;
};
type Decided =
  | { readonly as: 'granted'; readonly otherTime: boolean; readonly words: string | null }
  | { readonly as: 'refused'; readonly words: string | null }
  | { readonly as: 'taken-back'; readonly keptFrom: number };

const templateOf: Readonly<Record<Decided['as'], TemplateName>> = {
  granted: 'exception-granted',
  refused: 'exception-refused',
  'taken-back': 'exception-taken-back',
};

/** REQ-5: whoever it is about hears what was decided, in the transaction of the decision. Reasons stay on record: a telephone is often a family's. */
export async function tellException(
  { client, services, programme, actor, now }: StaffContext,
  of: Told,
  decided: Decided,
): Promise<void> {
  const at = now();
  const span = { of: of.condition.kind, from: instantValue(of.from), to: instantValue(of.to) };
  const values =
    decided.as === 'granted'
      ? { ...span, other: decided.otherTime ? 'yes' : null, words: decided.words }
      : decided.as === 'refused'
        ? { ...span, words: decided.words }
        : { of: span.of, from: span.from, at: instantValue(decided.keptFrom) };
  await planMessage(client, services.keyring, {
    ...{
      programmeId: programme.id,
      participantId: of.participantId,
      template: templateOf[decided.as],
      values,
    },
    ...{ key: `exception/${of.id}/r${of.revision}`, dueAt: at, createdBy: actor.staffId, now: at },
    // What was granted is worth knowing for as long as it lasts; that something was not, for a day at least.
    ...(decided.as === 'granted' && of.to > at ? { usefulUntil: of.to } : {}),
  });
}
