import type { KeyObject } from 'node:crypto';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';
import type { Named } from './provider-contracts.ts';
import { millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

export type ProvidersPerson = {
  readonly id: string;
  readonly reference: string;
  readonly office: string | null;
};
/** Whom a provider has now and the reach holds, by reference. */
export async function listProvidersPeople(
  client: Queryable,
  reach: Reach,
  provider: string,
): Promise<ProvidersPerson[]> {
  const { rows } = await client.query<ProvidersPerson>(
    `select p.id, p.reference, o.name as office from provider_supervision v join participant p on p.id = v.participant_id
       left join office o on o.id = p.office_id
     where v.provider_id = $1 and v.to_at is null and p.entered_in_error_at is null and ($2 or ${isReached('p', '$3')}) order by p.reference`,
    [provider, reach.whole, reach.keys],
  );
  return rows;
}

export type Leaves = {
  readonly devices: number;
  readonly alerts: number;
  readonly checkIns: number;
  readonly help: number;
};
/** What of these people is open. */
export async function countLeaves(client: Queryable, people: readonly string[]): Promise<Leaves> {
  const { rows } = await client.query<Leaves>(
    `select (select count(distinct device_id)::int from assignment where participant_id = any ($1) and (to_at is null or to_at > now())) as devices,
       (select count(*)::int from alert where participant_id = any ($1) and status <> 'closed' and withdrawn_at is null) as alerts,
       (select count(*)::int from check_in where participant_id = any ($1) and status in ('due', 'booked') and entered_in_error_at is null) as "checkIns",
       (select count(*)::int from arranged_help where participant_id = any ($1) and status in ('asked', 'arranged') and entered_in_error_at is null) as help`,
    [people],
  );
  return rows[0] ?? { devices: 0, alerts: 0, checkIns: 0, help: 0 };
}
const ofProvider = `v.staff_id in (select s.id from staff s where s.provider_id = $2) and v.from_at < now() and (v.to_at is null or v.to_at > now())`;
/** A provider's staff who are assigned to some of these people. */
export async function listAssignedStaff(
  client: Queryable,
  people: readonly string[],
  provider: string,
): Promise<{ readonly staff: Named; readonly people: number }[]> {
  const { rows } = await client.query<{ staff: Named; people: number }>(
    `select json_build_object('id', s.id, 'name', s.name) as staff, count(distinct v.participant_id)::int as people
     from supervision v join staff s on s.id = v.staff_id where v.participant_id = any ($1) and ${ofProvider} group by s.id order by s.name, s.id`,
    [people, provider],
  );
  return rows;
}

export type NewTransfer = {
  readonly id: string;
  readonly programmeId: string;
  readonly from: string;
  readonly to: string;
  readonly on: string;
  readonly by: string;
  readonly undoes: string | null;
};
const sealedForm = z.object({ reason: z.string() });
const identityOf = (id: string): string => `provider_transfer/${id}`;

/** `key`: the programme's. */
export async function insertTransfer(
  client: Queryable,
  key: KeyObject,
  made: NewTransfer,
  reason: string,
  people: readonly string[],
): Promise<void> {
  const { id, programmeId, from, to, on, by, undoes } = made;
  await client.query(
    `insert into provider_transfer (id, programme_id, from_id, to_id, on_day, asked_by, people, undoes, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, programmeId, from, to, on, by, people.length, undoes, sealJson(key, identityOf(id), { reason })],
  );
  await client.query(
    'insert into provider_transfer_person (transfer_id, participant_id, programme_id) select $1, p, $2 from unnest($3::uuid[]) as p',
    [id, programmeId, people],
  );
}

/** Who of a transfer's people is still with the old provider. */
export async function listStillWith(
  client: Queryable,
  people: readonly string[],
  provider: string,
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select participant_id as id from provider_supervision where participant_id = any ($1) and provider_id = $2 and to_at is null
       and from_at < now() order by participant_id for update`,
    [people, provider],
  );
  return rows.map(({ id }) => id);
}

/**
 * Ends the one provider's work with these people, with that of its staff, and begins the other's: walls follow with the commit. Of a
 * transfer that takes another back, the staff whom that one took away have them again, as far as they still work there.
 */
export async function carryOut(
  client: Queryable,
  { id, programmeId, from, to, undoes }: Omit<NewTransfer, 'on' | 'by'>,
  people: readonly string[],
): Promise<void> {
  await client.query(
    `update provider_supervision set to_at = now() where participant_id = any ($1) and provider_id = $2 and to_at is null`,
    [people, from],
  );
  await client.query(
    `insert into provider_supervision (programme_id, participant_id, provider_id) select $1, p, $2 from unnest($3::uuid[]) as p
     on conflict (participant_id, provider_id) where to_at is null do nothing`,
    [programmeId, to, people],
  );
  await client.query(
    `with gone as (
       update supervision v set to_at = now() where v.participant_id = any ($1) and ${ofProvider}
       returning participant_id, staff_id, role
     )
     update provider_transfer_person t set moved = true, staff_before = coalesce((select jsonb_agg(jsonb_build_object('staff', g.staff_id, 'role', g.role))
       from gone g where g.participant_id = t.participant_id), '[]')
     where t.transfer_id = $3 and t.participant_id = any ($1)`,
    [people, from, id],
  );
  if (undoes !== null)
    await client.query(
      `insert into supervision (programme_id, participant_id, staff_id, role)
       select t.programme_id, t.participant_id, b.staff, b.role
       from provider_transfer_person t cross join jsonb_to_recordset(t.staff_before) as b (staff uuid, role text)
         join staff s on s.id = b.staff and s.ended_at is null and s.provider_id = $3
       where t.transfer_id = $1 and t.participant_id = any ($2)`,
      [undoes, people, to],
    );
  await client.query(
    'update provider_transfer set carried_out_at = now(), moved = $2, version = version + 1 where id = $1',
    [id, people.length],
  );
}

export type TransferRow = {
  readonly id: string;
  readonly programmeId: string;
  readonly from: Named;
  readonly to: Named;
  readonly on: string;
  readonly askedAt: number;
  readonly askedById: string;
  readonly askedBy: string;
  readonly reason: string;
  readonly people: number;
  readonly moved: number | null;
  readonly carriedOutAt: number | null;
  readonly cancelledAt: number | null;
  readonly cancelledBy: string | null;
  readonly undoes: string | null;
  readonly undoneAt: number | null;
  readonly version: number;
};
const columns = `select t.id, t.programme_id as "programmeId", json_build_object('id', f.id, 'name', f.name) as from,
    json_build_object('id', o.id, 'name', o.name) as to, t.on_day::text as on, ${millis('t.asked_at')} as "askedAt", s.id as "askedById",
    s.name as "askedBy", t.sealed, t.people, t.moved, ${millis('t.carried_out_at')} as "carriedOutAt", ${millis('t.cancelled_at')} as "cancelledAt",
    (select c.name from staff c where c.id = t.cancelled_by) as "cancelledBy", t.undoes, ${millis('u.asked_at')} as "undoneAt", t.version
  from provider_transfer t join provider f on f.id = t.from_id join provider o on o.id = t.to_id join staff s on s.id = t.asked_by
    left join provider_transfer u on u.undoes = t.id`;
type Row = Omit<TransferRow, 'reason'> & { readonly sealed: Buffer };
const open = (key: KeyObject, { sealed, ...row }: Row): TransferRow => ({
  ...row,
  reason: sealedForm.parse(unsealJson(key, identityOf(row.id), sealed)).reason,
});

export async function listTransfers(
  client: Queryable,
  key: KeyObject,
  provider: string | null,
): Promise<TransferRow[]> {
  const { rows } = await client.query<Row>(
    `${columns} where $1::uuid is null or $1 in (t.from_id, t.to_id) order by t.asked_at desc, t.id desc limit 100`,
    [provider],
  );
  return rows.map((row) => open(key, row));
}
/** Keeps it from being carried out or taken back twice until the transaction ends. */
export async function lockTransfer(
  client: Queryable,
  keyOf: (programme: string) => KeyObject,
  id: string,
): Promise<TransferRow | null> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('provider-transfer/' || $1, 0))`, [id]);
  const { rows } = await client.query<Row>(`${columns} where t.id = $1`, [id]);
  return rows[0] === undefined ? null : open(keyOf(rows[0].programmeId), rows[0]);
}
export async function listTransferred(client: Queryable, id: string, moved: boolean): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select participant_id as id from provider_transfer_person where transfer_id = $1 and (moved or not $2)',
    [id, moved],
  );
  return rows.map((row) => row.id);
}
export async function cancelTransfer(client: Queryable, id: string, by: string): Promise<void> {
  await client.query(
    'update provider_transfer set cancelled_at = now(), cancelled_by = $2, version = version + 1 where id = $1',
    [id, by],
  );
}

/** Whose day has come by the programme's clock, of every programme: for the job, as the owner. */
export async function listDueTransfers(client: Queryable): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `select t.id from provider_transfer t join programme g on g.id = t.programme_id
     where t.carried_out_at is null and t.cancelled_at is null and t.on_day <= (now() at time zone g.timezone)::date order by t.on_day, t.id`,
  );
  return rows.map(({ id }) => id);
}
