import type { ContactKind, ContactState } from '@attend/casework';
import { millis, type Queryable } from './queryable.ts';

/** SQL: a number or address of theirs works, and they said that it may be used. Migration 0043 says the same of hearings to come. */
export const isReachable = (
  participant: string,
): string => `exists (select from contact_point k where k.participant_id = ${participant} and k.ended_at is null
  and k.bounced_at is null and k.stopped_at is null and k.consent_at is not null and k.consent_withdrawn_at is null)`;

export type ContactPointRow = {
  readonly id: string;
  readonly participantId: string;
  readonly kind: ContactKind;
  readonly sealed: Buffer;
  readonly preference: number;
  readonly consentAt: number | null;
  readonly consentBy: string | null;
  readonly withdrawnAt: number | null;
  readonly stoppedAt: number | null;
  readonly confirmedAt: number | null;
  readonly confirmedBy: string | null;
  readonly bouncedAt: number | null;
  readonly endedAt: number | null;
  readonly version: number;
};

const columns = `c.id, c.participant_id as "participantId", c.kind, c.sealed, c.preference, ${millis('c.consent_at')} as "consentAt",
  a.name as "consentBy", ${millis('c.consent_withdrawn_at')} as "withdrawnAt", ${millis('c.stopped_at')} as "stoppedAt",
  ${millis('c.confirmed_at')} as "confirmedAt", f.name as "confirmedBy", ${millis('c.bounced_at')} as "bouncedAt",
  ${millis('c.ended_at')} as "endedAt", c.version
from contact_point c left join staff a on a.id = c.consent_asked_by left join staff f on f.id = c.confirmed_by`;

/** What `isReachable` goes by. */
export const contactState = (
  row: Pick<ContactPointRow, 'consentAt' | 'withdrawnAt' | 'stoppedAt' | 'bouncedAt' | 'endedAt'>,
): ContactState => ({
  consent: row.consentAt !== null,
  withdrawn: row.withdrawnAt !== null,
  stopped: row.stoppedAt !== null,
  bounced: row.bouncedAt !== null,
  ended: row.endedAt !== null,
});

/** Those in use first, in the order in which they are tried; then ended ones. */
export async function listContactPoints(
  client: Queryable,
  participantId: string,
): Promise<ContactPointRow[]> {
  const { rows } = await client.query<ContactPointRow>({
    name: 'contact-points',
    text: `select ${columns} where c.participant_id = $1 order by c.ended_at desc nulls first, c.preference, c.id limit 100`,
    values: [participantId],
  });
  return rows;
}

/** Those of several people that are in use, each person's in the order in which they are tried. */
export async function loadContactPoints(
  client: Queryable,
  participants: readonly string[],
): Promise<Map<string, ContactPointRow[]>> {
  const { rows } = await client.query<ContactPointRow>({
    name: 'contact-points-of',
    text: `select ${columns} where c.participant_id = any($1) and c.ended_at is null order by c.preference, c.id`,
    values: [participants],
  });
  return Map.groupBy(rows, ({ participantId }) => participantId);
}

/** The same with those that have ended, the latest last and before those in use. */
export async function loadEveryContactPoint(
  client: Queryable,
  participants: readonly string[],
): Promise<readonly ContactPointRow[]> {
  const { rows } = await client.query<ContactPointRow>({
    name: 'every-contact-point-of',
    text: `select ${columns} where c.participant_id = any($1) order by c.ended_at nulls last, c.id`,
    values: [participants],
  });
  return rows;
}

/** Locked until the transaction ends. */
export async function lockContactPoint(client: Queryable, id: string): Promise<ContactPointRow | null> {
  const { rows } = await client.query<ContactPointRow>({
    name: 'contact-point',
    text: `select ${columns} where c.id = $1 for update of c`,
    values: [id],
  });
  return rows[0] ?? null;
}

export type NewContactPoint = {
  readonly id: string;
  readonly programmeId: string;
  readonly participantId: string;
  readonly kind: ContactKind;
  readonly sealed: Buffer;
  readonly addressHash: Buffer;
  readonly preference: number;
  /** Who of the staff asked; null: nobody has, and nothing is sent there. */
  readonly consentAskedBy: string | null;
  readonly createdBy: string;
};

/** A person who is told of a number in front of them has confirmed it. */
export async function insertContactPoint(client: Queryable, made: NewContactPoint): Promise<void> {
  await client.query(
    `insert into contact_point (id, programme_id, participant_id, kind, sealed, address_hash, preference, consent_asked_by, consent_at,
       confirmed_at, confirmed_by, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8::uuid, case when $8::uuid is not null then now() end, now(), $9, $9)`,
    [
      ...[made.id, made.programmeId, made.participantId, made.kind, made.sealed, made.addressHash],
      ...[made.preference, made.consentAskedBy, made.createdBy],
    ],
  );
}

/** Another one in the place of one that has ended, as that one stood: its consent and its STOP are of their own dates. */
export async function copyContactPoint(
  client: Queryable,
  {
    from,
    to,
    sealed,
    by,
  }: { readonly from: string; readonly to: string; readonly sealed: Buffer; readonly by: string },
): Promise<void> {
  await client.query(
    `insert into contact_point (id, programme_id, participant_id, kind, sealed, address_hash, preference, consent_at, consent_asked_by,
       consent_withdrawn_at, stopped_at, confirmed_at, confirmed_by, bounced_at, created_by)
     select $2, programme_id, participant_id, kind, $3, address_hash, preference, consent_at, consent_asked_by, consent_withdrawn_at,
       stopped_at, confirmed_at, confirmed_by, bounced_at, $4 from contact_point where id = $1`,
    [from, to, sealed, by],
  );
}

/** What is done to a contact point, each with its SQL: the words of the API's commands. `$2` is who does it. */
const commands = {
  /** The person says that it is right: what bounced before may do so no longer. */
  confirm: 'confirmed_at = now(), confirmed_by = $2, bounced_at = null',
  /** Asked anew and given: it lifts STOP too. */
  consent: 'consent_at = now(), consent_asked_by = $2, consent_withdrawn_at = null, stopped_at = null',
  withdraw:
    'consent_withdrawn_at = now(), consent_asked_by = coalesce(consent_asked_by, $2), consent_at = coalesce(consent_at, now())',
  end: 'ended_at = now(), ended_by = $2',
} as const;
export type ContactCommand = keyof typeof commands;

export async function changeContactPoint(
  client: Queryable,
  id: string,
  command: ContactCommand,
  staffId: string,
): Promise<void> {
  await client.query(`update contact_point set ${commands[command]}, version = version + 1 where id = $1`, [
    id,
    staffId,
  ]);
}

/** Its place in the order, language and note. */
export async function rewriteContactPoint(
  client: Queryable,
  id: string,
  preference: number,
  sealed: Buffer,
): Promise<void> {
  await client.query(
    'update contact_point set preference = $2, sealed = $3, version = version + 1 where id = $1',
    [id, preference, sealed],
  );
}
