import type { ContactKind } from '@attend/casework';
import type { Millis } from '@attend/kernel';
import { insertRows } from './insert-rows.ts';
import { instantOrNull, millis, type Queryable } from './queryable.ts';

type Author = { readonly programmeId: string; readonly staffId: string | null };
export type WrittenContact = {
  readonly id: string;
  readonly participantId: string;
  readonly kind: ContactKind;
  readonly sealed: Buffer;
  readonly addressHash: Buffer;
  readonly preference: number;
  readonly consent: number | null;
  readonly withdrawn: number | null;
  readonly stopped: number | null;
  readonly confirmed: number | null;
  readonly bounced: number | null;
};

/** Consent that a file brings was asked for elsewhere: nobody of this staff stands beside it. */
export async function insertCaseloadContacts(
  client: Queryable,
  { programmeId, staffId }: Author,
  made: readonly WrittenContact[],
): Promise<void> {
  const columns = {
    ...{ id: 'uuid', programme_id: 'uuid', participant_id: 'uuid', kind: 'text', sealed: 'bytea' },
    ...{ address_hash: 'bytea', preference: 'integer', consent_at: 'timestamptz' },
    ...{ consent_withdrawn_at: 'timestamptz', stopped_at: 'timestamptz', confirmed_at: 'timestamptz' },
    ...{ bounced_at: 'timestamptz', created_by: 'uuid' },
  };
  const rows = made.map(({ id, participantId, kind, sealed, addressHash, preference, ...one }) => ({
    ...{ id, programme_id: programmeId, participant_id: participantId, kind, sealed },
    ...{ address_hash: addressHash, preference, consent_at: instantOrNull(one.consent) },
    ...{ consent_withdrawn_at: instantOrNull(one.withdrawn), stopped_at: instantOrNull(one.stopped) },
    ...{ confirmed_at: instantOrNull(one.confirmed), bounced_at: instantOrNull(one.bounced) },
    created_by: staffId,
  }));
  await insertRows(client, 'contact_point', columns, rows);
}

/** Of these, who is written to no more, and since when. */
export async function findStopped(
  client: Queryable,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Millis>> {
  const { rows } = await client.query<{ id: string; at: Millis }>(
    `select id, ${millis('stopped_at')} as at from contact_point where id = any($1) and stopped_at is not null`,
    [ids],
  );
  return new Map(rows.map(({ id, at }) => [id, at]));
}

/** `consent` null: what stands of it stays. */
export async function updateCaseloadContacts(
  client: Queryable,
  changed: readonly {
    readonly id: string;
    readonly sealed: Buffer;
    readonly preference: number;
    readonly consent: number | null;
  }[],
): Promise<void> {
  if (changed.length === 0) return;
  await client.query(
    `update contact_point c set sealed = w.sealed, preference = w.preference, consent_at = coalesce(c.consent_at, w.consent),
       version = c.version + 1
     from unnest($1::uuid[], $2::bytea[], $3::int[], $4::timestamptz[]) as w (id, sealed, preference, consent) where c.id = w.id`,
    [
      changed.map(({ id }) => id),
      changed.map(({ sealed }) => sealed),
      changed.map(({ preference }) => preference),
      changed.map(({ consent }) => instantOrNull(consent)),
    ],
  );
}
