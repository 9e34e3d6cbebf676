import { type Failure, fail, type Result, succeed, tell, type Wording } from '@attend/kernel';
import type { ComplaintStatus, ComplaintTelling } from './words.ts';

export type ComplaintRecord = {
  readonly status: ComplaintStatus;
  readonly handlerId: string | null;
  readonly concernedStaff: readonly string[];
  readonly participantId: string | null;
  readonly anonymous: boolean;
};

/** Whether an account counts as one person with whoever gave the first answer: it may be another account of theirs. */
export type GaveFirstAnswer = boolean;

const refuse = (code: string, wording: Wording, path?: string): Result<never> =>
  fail({ code, ...tell(wording), ...(path === undefined ? {} : { path: [path] }) } satisfies Failure);
const closed = refuse('already-decided', 'This complaint is answered already.');
export const isClosed = (status: ComplaintStatus): boolean =>
  status === 'answered' || status === 'appeal-answered';

/** CPL-6: acknowledged once. Where somebody has it in hand by then, it is. */
export function acknowledge({ status, handlerId }: ComplaintRecord): Result<ComplaintStatus> {
  if (status !== 'received') return refuse('already-decided', 'This complaint is acknowledged already.');
  return succeed(handlerId === null ? 'acknowledged' : 'in-hand');
}

/** CPL-2, CPL-7: whoever it concerns has it not in hand, nor an appeal whoever gave the first answer. Null: taken back, nobody has. */
export function handOver(
  { status, concernedStaff, handlerId }: ComplaintRecord,
  handler: string | null,
  gaveFirst: GaveFirstAnswer,
): Result<ComplaintStatus> {
  if (isClosed(status)) return closed;
  if (handler === null)
    return handlerId === null
      ? refuse('already-decided', 'Nobody has this complaint in hand.', 'handler')
      : succeed(status === 'in-hand' ? 'acknowledged' : status);
  if (concernedStaff.includes(handler))
    return refuse('concerned', 'It concerns them: somebody else has to have it in hand.', 'handler');
  if (status === 'appealed' && gaveFirst)
    return refuse(
      'same-person',
      'They gave the first answer, or count as who did: somebody else answers the appeal.',
      'handler',
    );
  return succeed(status === 'acknowledged' ? 'in-hand' : status);
}

/** CPL-6, CPL-7: answered by whoever has it in hand or oversees it; an appeal by another than the first time. */
export function answer(
  { status }: ComplaintRecord,
  gaveFirst: GaveFirstAnswer,
): Result<'answered' | 'appeal-answered'> {
  if (isClosed(status)) return closed;
  if (status !== 'appealed') return succeed('answered');
  return gaveFirst
    ? refuse(
        'same-person',
        'You gave the first answer, or count as who did: somebody else answers the appeal.',
      )
    : succeed('appeal-answered');
}

/** CPL-7: once. Whoever had it in hand has it no more. */
export function appeal({ status }: ComplaintRecord): Result<'appealed'> {
  if (status === 'answered') return succeed('appealed');
  return status === 'appeal-answered'
    ? refuse('already-decided', 'The appeal is answered already.')
    : refuse('not-answered', 'Only what is answered can be appealed.');
}

/** CPL-8: a message goes to a participant of whom it is, and to nobody else. */
export function permitTelling(
  { participantId, anonymous }: ComplaintRecord,
  told: ComplaintTelling,
): Result<null> {
  if (told === 'message' && participantId === null)
    return refuse('nobody-to-write-to', 'It is of no participant to whom a message could go.', 'told');
  return anonymous && told !== 'nobody-to-tell'
    ? refuse('nobody-to-write-to', 'Nobody knows who complained.', 'told')
    : succeed(null);
}
