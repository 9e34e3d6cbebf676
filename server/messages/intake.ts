import { createHmac, randomUUID } from 'node:crypto';
import { readReply } from '@attend/casework';
import { fail, type Result, succeed } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { z } from 'zod';
import { auditIdentity } from '../audit/audit.ts';
import { type Pool, transaction } from '../database/connect.ts';
import { insertHelp } from '../database/repositories/arranged-help.ts';
import { insertAuditEntry } from '../database/repositories/audit-entries.ts';
import { findRemindedOf } from '../database/repositories/help-replies.ts';
import {
  type Answering,
  findByAddress,
  insertReply,
  listProgrammeIds,
  noteDelivery,
  stopAddress,
} from '../database/repositories/message-replies.ts';
import { markBounced } from '../database/repositories/message-sending.ts';
import type { Queryable } from '../database/repositories/queryable.ts';
import { sealRow } from '../database/repositories/sealed.ts';
import { sealJson } from '../keys/seal.ts';
import { readPhone } from './addresses.ts';
import { isSigned } from './signature.ts';

/** What the gateway brings back: a report on a message, by our own reference, or a reply to one. */
const brought = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('report'),
    reference: z.string().max(200),
    status: z.enum(['delivered', 'undelivered', 'no-such-number']),
  }),
  z.object({
    kind: z.literal('reply'),
    id: z.string().min(1).max(200),
    from: z.string().max(40),
    text: z.string().max(2_000),
  }),
]);

export type Intake = {
  /** `body` as it came, byte by byte: the signature is over that. */
  receive(body: string, signature: string | null): Promise<Result<Record<never, never>>>;
};

export type IntakeOptions = {
  /** As the owner's role: a number says nothing about whose it is. */
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly secret: string;
  readonly now: () => number;
};

export function createIntake({ pool, keyring, secret, now }: IntakeOptions): Intake {
  return {
    async receive(body, signature) {
      if (!isSigned(secret, body, signature, now()))
        return fail({
          code: 'wrong-signature',
          message: 'The signature is not that of the configured gateway.',
        });
      const read = brought.safeParse(safeJson(body));
      if (!read.success)
        return fail({ code: 'bad-request', message: 'This is neither a report nor a reply.' });
      const what = read.data;
      await transaction(pool, {}, (client) =>
        what.kind === 'report' ? takeReport(client, what) : takeReply(client, keyring, what, now()),
      );
      return succeed({});
    },
  };
}

type Brought<K> = Extract<z.output<typeof brought>, { kind: K }>;

async function takeReport(client: Queryable, { reference, status }: Brought<'report'>): Promise<void> {
  const id = z.uuid().safeParse(reference.split('.')[0]);
  if (!id.success) return;
  const noted = await noteDelivery(client, id.data, status === 'delivered');
  if (status === 'no-such-number' && noted?.contactPointId) await markBounced(client, noted.contactPointId);
}

/** An unknown number says nothing about anybody, and nothing of it is kept. */
async function takeReply(
  client: Queryable,
  keyring: Keyring,
  { id, from, text }: Brought<'reply'>,
  now: number,
): Promise<void> {
  const number = readPhone(from);
  if (number === null) return;
  const hashes = (await listProgrammeIds(client)).map((programme) => hashAddress(keyring, programme, number));
  const meaning = readReply(text);
  let isNew = false;
  for (const of of await findByAddress(client, hashes)) {
    const key = keyring.find(of.participantId);
    if (key === null) continue;
    const own = randomUUID();
    const sealed = sealRow(key, 'message_reply', own, { text });
    const taken = await insertReply(client, { id: own, of, meaning, sealed, reference: id });
    if (taken && meaning === 'help') await askForHelpBy(client, keyring, own, of, now);
    isNew = taken || isNew;
  }
  // Delivered again after consent was given anew, an old STOP stops nothing.
  if (isNew && meaning === 'stop') await stopAddress(client, hashes);
}

/** Whose number it is can be found by equality, in one programme at a time, and not guessed from a copy of the table. */
export const hashAddress = (keyring: Keyring, programmeId: string, address: string): Buffer =>
  createHmac('sha256', keyring.derive('contact-point', programmeId)).update(address).digest();

/** HLP-1: whoever answers HELP to a reminder has asked for help with what it was about; a person finds out which. */
async function askForHelpBy(
  client: Queryable,
  keyring: Keyring,
  replyId: string,
  { programmeId, participantId, messageId }: Answering,
  now: number,
): Promise<void> {
  const about = messageId === null ? null : await findRemindedOf(client, messageId);
  if (about === null) return;
  const id = await insertHelp(client, keyring, {
    ...{ programmeId, participantId, replyId, for: about, kind: null, way: 'reply', askedAt: now },
    ...{ askedBy: null, carriedFrom: null, note: null },
  });
  if (id === null) return;
  const requestId = `message_reply/${replyId}`;
  const identity = auditIdentity('arranged_help', id, requestId, 'after');
  await insertAuditEntry(client, {
    ...{ programmeId, participantId, staffId: null, operator: 'replies to messages', action: 'help.asked' },
    ...{ entity: 'arranged_help', entityId: id, requestId, before: null },
    after: sealJson(keyring.create(participantId), identity, { for: about, way: 'reply' }),
  });
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
