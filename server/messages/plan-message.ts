import { randomUUID } from 'node:crypto';
import {
  afterQuietHours,
  checkValues,
  type MessageLanguage,
  type MessageValues,
  messageLanguageOf,
  renderMessage,
  type TemplateName,
} from '@attend/casework';
import type { Millis } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import {
  cancelPlanned,
  insertMessages,
  loadRecipients,
  type NewMessage,
} from '../database/repositories/messages.ts';
import { openPerson } from '../database/repositories/people.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { sealRow } from '../database/repositories/sealed.ts';

export type Plan = {
  readonly programmeId: string;
  readonly participantId: string;
  readonly template: TemplateName;
  /** As the template's placeholders ask; instants as `instantValue` writes them. Or by the language it is written in. */
  readonly values: MessageValues | ((language: MessageLanguage) => MessageValues);
  /** Not before; in quiet hours of the recipient's clock, later that morning. */
  readonly dueAt: Millis;
  /** From then on it would say what is no longer so, and is not sent. A day after it is due unless told. */
  readonly usefulUntil?: Millis;
  /** What it is for, as `hearing/ID/r2`: the same key again changes nothing, also where the values differ. */
  readonly key: string;
  /** Who of the staff wrote it; null: the system plans it. */
  readonly createdBy?: string | null;
  readonly now: Millis;
};

const usefulFor = 86_400_000;
const atOnce = 5_000;

/**
 * Plans a message in the caller's transaction: it is sent if that commits, and never if it does not. In a route, the person must
 * be recorded as looked at: planning reads their name's language and their zone. Returns whether it is new.
 */
export async function planMessage(client: Queryable, keyring: Keyring, plan: Plan): Promise<boolean> {
  return (await planMessages(client, keyring, [plan])) === 1;
}

/** The same for many, in a few statements. Returns how many are new. Throws where a value is missing: that is the caller's fault. */
export async function planMessages(
  client: Queryable,
  keyring: Keyring,
  plans: readonly Plan[],
): Promise<number> {
  let made = 0;
  const dueOf = rememberDue();
  for (let from = 0; from < plans.length; from += atOnce) {
    const part = plans.slice(from, from + atOnce);
    const recipients = await loadRecipients(client, [
      ...new Set(part.map(({ participantId }) => participantId)),
    ]);
    const rows = part.flatMap(
      (plan) => rowOf(keyring, plan, recipients.get(plan.participantId), dueOf) ?? [],
    );
    made += await insertMessages(client, rows);
  }
  return made;
}

/** Reminders fall due together, at ten of a zone's clock. */
function rememberDue(): (at: Millis, timezone: string) => Millis {
  const known = new Map<string, Millis>();
  return (at, timezone) => {
    const name = `${at} ${timezone}`;
    const due = known.get(name) ?? afterQuietHours(at, timezone);
    known.set(name, due);
    return due;
  };
}

type Recipients = Awaited<ReturnType<typeof loadRecipients>>;

/** Null: nobody is there to be written to; entered in error, dead (LIF-5), or their key was destroyed. */
function rowOf(
  keyring: Keyring,
  plan: Plan,
  recipient: ReturnType<Recipients['get']>,
  dueOf: (at: Millis, timezone: string) => Millis,
): NewMessage | null {
  const { participantId, template } = plan;
  const key = keyring.find(participantId);
  if (recipient === undefined || key === null) return null;
  const language = messageLanguageOf(openPerson(keyring, participantId, recipient.sealed)?.languages ?? []);
  const values = typeof plan.values === 'function' ? plan.values(language) : plan.values;
  const checked = checkValues(template, values);
  if (!checked.ok) throw new Error(`${template}: ${checked.error.message}`);
  const { timezone } = recipient;
  const id = randomUUID();
  const rendered = renderMessage(template, values, { language, timezone, sender: senderOf(recipient) });
  const due = dueOf(Math.max(plan.dueAt, plan.now), timezone);
  return {
    id,
    programmeId: plan.programmeId,
    participantId,
    key: plan.key,
    template,
    due,
    usefulUntil: Math.max(plan.usefulUntil ?? due + usefulFor, due + 60_000),
    sealed: sealRow(key, 'message', id, { language, ...rendered, values: { ...values } }),
    createdBy: plan.createdBy ?? null,
  };
}

/** Who writes, as the person knows them. */
export const senderOf = ({
  programme,
  office,
}: {
  readonly programme: string;
  readonly office: string | null;
}): string => (office === null ? programme : `${programme}, ${office}`);

/** Of what is told of a device's collection: a version each. */
export const collectionKeyOf = (assignmentId: string): string => `collection/${assignmentId}/`;

/** Whatever was planned under keys that begin so and has not been begun is not sent. Returns how many. */
export const cancelMessages = (client: Queryable, keyPrefix: string): Promise<number> =>
  cancelPlanned(client, keyPrefix);
