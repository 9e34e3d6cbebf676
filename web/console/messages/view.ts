import type { ContactPoint, Message, MessageReply, Outbox } from '@attend/contracts/messages';
import { t } from '@lingui/core/macro';

type Status = Message['status'];
export function statusWords(status: Status): string {
  const words: Record<Status, string> = {
    planned: t`Planned`,
    sending: t`Being sent`,
    sent: t`Sent`,
    failed: t`Not sent`,
    unknown: t`Not known`,
    cancelled: t`Cancelled`,
  };
  return words[status];
}
export function statusTone({
  status,
  settled,
}: Pick<Message, 'status' | 'settled'>): 'high' | 'medium' | undefined {
  if (status === 'unknown') return 'high';
  return status === 'failed' && settled === null ? 'medium' : undefined;
}

type Reason = NonNullable<Message['reason']>;
export function reasonWords(reason: Reason): string {
  const words: Record<Reason, string> = {
    'no-provider': t`no provider is set up`,
    'no-contact-point': t`there is nowhere to write to`,
    refused: t`the provider refused it`,
    'not-reached': t`the provider did not take it`,
    'too-late': t`it was too late`,
    'key-destroyed': t`the person’s key was destroyed`,
    crashed: t`the program ended while it was being sent`,
    'no-answer': t`the provider gave no clear answer`,
    undelivered: t`it was not delivered`,
    suspended: t`the person is suspended`,
  };
  return words[reason];
}

type Template = Message['template'];
export function templateWords(template: Template): string {
  const words: Record<Template, string> = {
    'hearing-reminder': t`Hearing reminder`,
    'check-in-reminder': t`Check-in reminder`,
    'check-in-moved': t`Check-in moved, as the office is closed`,
    'check-in-time-lost': t`Check-in has no time, as the office changed`,
    'office-changed': t`Another office`,
    'check-in-due': t`Check-in due, without a time`,
    'exception-granted': t`Exception granted`,
    'exception-refused': t`Exception not granted`,
    'exception-taken-back': t`Exception taken back`,
    'review-decided': t`Decision of a review`,
    'collection-arranged': t`When their device is fetched`,
    'collection-moved': t`The collection of their device was moved`,
    'collection-called-off': t`The collection of their device was called off`,
    'inquiry-received': t`What they told us has come in`,
    'inquiry-answered': t`There is an answer to what they told us`,
    'copy-ready': t`A paper can be fetched`,
    'free-text': t`In words of one’s own`,
  };
  return words[template];
}

export function kindWords(kind: ContactPoint['kind']): string {
  return kind === 'phone' ? t`Telephone` : t`E-mail`;
}

type Meaning = MessageReply['meaning'];
export function meaningWords(meaning: Meaning): string {
  const words: Record<Meaning, string> = {
    stop: t`Stop`,
    yes: t`Yes`,
    help: t`Needs help`,
    other: t`To be read`,
  };
  return words[meaning];
}

type Settlement = NonNullable<Message['settled']>['as'];
export function settlementWords(as: Settlement): string {
  const words: Record<Settlement, string> = {
    'was-sent': t`It was sent`,
    'not-sent': t`It was not sent`,
    'send-again': t`Send it again`,
  };
  return words[as];
}

/** What a person may still say of a message. */
export function settlementsOf({
  status,
  reason,
  settled,
}: Pick<Message, 'status' | 'reason' | 'settled'>): Settlement[] {
  if (settled !== null && settled.as !== 'send-again') return [];
  if (status === 'unknown') return ['was-sent', 'not-sent', 'send-again'];
  if (status !== 'failed') return [];
  return reason === 'too-late' || reason === 'key-destroyed' ? ['not-sent'] : ['not-sent', 'send-again'];
}

type Show = 'attention' | 'planned' | 'sent' | 'all';
export const shows: readonly Show[] = ['attention', 'planned', 'sent', 'all'];
export function showWords(show: Show): string {
  const words: Record<Show, string> = {
    attention: t`To look at`,
    planned: t`Planned`,
    sent: t`Sent`,
    all: t({ message: 'All', context: 'messages' }),
  };
  return words[show];
}

/** What is missing for messages to leave; null: nothing. */
export function missingWords(providers: Outbox['providers']): string | null {
  const phone = providers.includes('phone');
  const email = providers.includes('email');
  if (!phone && !email)
    return t`No provider is set up, neither for text messages nor for e-mail: nothing is sent, and everything waits here.`;
  if (!phone) return t`No provider for text messages is set up: only e-mail is sent.`;
  if (!email) return t`No provider for e-mail is set up: only text messages are sent.`;
  return null;
}

/** Why nothing is sent to a contact point, the gravest first; null: it may be. */
export function stateWords(point: ContactPoint): string | null {
  if (point.ended !== null) return t`Ended`;
  if (point.stopped !== null) return t`Answered STOP`;
  if (point.consentWithdrawn !== null) return t`Consent withdrawn`;
  if (point.consent === null) return t`No consent`;
  return point.bounced === null ? null : t`Does not reach them`;
}
