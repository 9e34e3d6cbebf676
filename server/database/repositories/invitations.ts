import type { Queryable } from './queryable.ts';

/** How long a link opens. */
const validDays = 7;

export type SentInvitation = {
  readonly programmeId: string;
  readonly staffId: string;
  readonly tokenHash: Buffer;
  readonly sentBy: string;
};

/** Sends it, or sends it again: the link before opens nothing any more. Answers until when it opens. */
export async function sendInvitation(client: Queryable, sent: SentInvitation): Promise<Date> {
  const { rows } = await client.query<{ expires_at: Date }>(
    `insert into invitation (staff_id, programme_id, token_hash, sent_by, expires_at)
     values ($1, $2, $3, $4, now() + make_interval(days => $5))
     on conflict (staff_id) do update
       set token_hash = excluded.token_hash, sent_by = excluded.sent_by, sent_at = now(), expires_at = excluded.expires_at
     returning expires_at`,
    [sent.staffId, sent.programmeId, sent.tokenHash, sent.sentBy, validDays],
  );
  const expires = rows[0]?.expires_at;
  if (expires === undefined) throw new Error('an invitation was neither made nor renewed');
  return expires;
}

/** Its link opens nothing from now on. */
export async function withdrawInvitation(client: Queryable, staffId: string): Promise<void> {
  await client.query(
    'update invitation set expires_at = now() where staff_id = $1 and accepted_at is null and expires_at > now()',
    [staffId],
  );
}

/** By the link's token, or by an address that an agency vouches for. */
export type InvitationKey = { readonly tokenHash: Buffer } | { readonly email: string };
const hashOf = (key: InvitationKey): Buffer | null => ('tokenHash' in key ? key.tokenHash : null);
const emailOf = (key: InvitationKey): string | null => ('email' in key ? key.email : null);

export type OpenInvitation = {
  readonly staff_id: string;
  readonly name: string;
  readonly email: string;
  readonly programme_name: string;
  readonly expires_at: Date;
};
/** Works before any programme is known. Null: unknown, accepted, withdrawn or too old. */
export async function findInvitation(client: Queryable, key: InvitationKey): Promise<OpenInvitation | null> {
  const { rows } = await client.query<OpenInvitation>('select * from find_invitation($1, $2)', [
    hashOf(key),
    emailOf(key),
  ]);
  return rows[0] ?? null;
}

export type Accepted = { readonly account_id: string; readonly email: string };
/** Makes the account, once; in the audit. Null: there is nothing to accept. */
export async function acceptInvitation(
  client: Queryable,
  key: InvitationKey,
  passwordHash: string | null,
): Promise<Accepted | null> {
  const { rows } = await client.query<Accepted>('select * from accept_invitation($1, $2, $3)', [
    hashOf(key),
    emailOf(key),
    passwordHash,
  ]);
  return rows[0] ?? null;
}
