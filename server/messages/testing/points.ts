import { randomUUID } from 'node:crypto';
import type { ContactKind, ReplyMeaning } from '@attend/casework';
import type { Keyring } from '@attend/server/keys/keyring';
import type { Pool } from '../../database/connect.ts';
import { sealRow } from '../../database/repositories/sealed.ts';
import { hashAddress } from '../intake.ts';

type Point = {
  readonly programmeId: string;
  readonly participantId: string;
  /** Who asked for consent; null: nobody. */
  readonly staffId: string | null;
  readonly kind?: ContactKind;
  readonly address: string;
  readonly preference?: number;
  readonly language?: string | null;
};

/** A contact point, as the route enters it. Returns its id. */
export async function insertPoint(owner: Pool, keyring: Keyring, point: Point): Promise<string> {
  const {
    programmeId,
    participantId,
    staffId,
    kind = 'phone',
    address,
    preference = 1,
    language = null,
  } = point;
  const id = randomUUID();
  const sealed = sealRow(keyring.create(participantId), 'contact_point', id, {
    address,
    language,
    note: null,
  });
  await owner.query(
    `insert into contact_point (id, programme_id, participant_id, kind, sealed, address_hash, preference, consent_at, consent_asked_by)
     values ($1, $2, $3, $4, $5, $6, $7, case when $8::uuid is not null then now() end, $8::uuid)`,
    [
      id,
      programmeId,
      participantId,
      kind,
      sealed,
      hashAddress(keyring, programmeId, address),
      preference,
      staffId,
    ],
  );
  return id;
}

/** A message that failed, so that a person has something to say of it. Returns its id. */
export async function insertMessageOf(
  owner: Pool,
  keyring: Keyring,
  { programmeId, participantId, text }: { programmeId: string; participantId: string; text: string },
): Promise<string> {
  const id = randomUUID();
  const sealed = sealRow(keyring.create(participantId), 'message', id, {
    ...{ language: 'en', subject: 'x', text, values: { text } },
  });
  await owner.query(
    `insert into message (id, programme_id, participant_id, key, template, status, reason, due_at, try_at, useful_until, sealed)
     values ($1::uuid, $2, $3, 'test/' || $1::text, 'free-text', 'failed', 'refused', now(), now(), now() + interval '1 day', $4)`,
    [id, programmeId, participantId, sealed],
  );
  return id;
}

/** A reply from a contact point. Returns its id. */
export async function insertReplyOf(
  owner: Pool,
  keyring: Keyring,
  of: {
    readonly programmeId: string;
    readonly participantId: string;
    readonly contact: string;
    readonly message: string | null;
    readonly meaning: ReplyMeaning;
    readonly text: string;
  },
): Promise<string> {
  const id = randomUUID();
  const sealed = sealRow(keyring.create(of.participantId), 'message_reply', id, { text: of.text });
  await owner.query(
    `insert into message_reply (id, programme_id, participant_id, contact_point_id, message_id, meaning, sealed, provider_ref)
     values ($1::uuid, $2, $3, $4, $5, $6, $7, 'test/' || $1::text)`,
    [id, of.programmeId, of.participantId, of.contact, of.message, of.meaning, sealed],
  );
  return id;
}

/** An address, a message to it and a reply, each with the person’s own number in it. */
export async function insertReachable(
  owner: Pool,
  keyring: Keyring,
  programmeId: string,
  participantId: string,
): Promise<{ readonly contact: string; readonly message: string; readonly reply: string }> {
  const of = { programmeId, participantId };
  const address = `${participantId}@example.org`;
  const contact = await insertPoint(owner, keyring, { ...of, staffId: null, kind: 'email', address });
  const message = await insertMessageOf(owner, keyring, { ...of, text: 'a message' });
  const said = { meaning: 'help' as const, text: `${participantId} needs help` };
  return {
    contact,
    message,
    reply: await insertReplyOf(owner, keyring, { ...of, contact, message, ...said }),
  };
}
