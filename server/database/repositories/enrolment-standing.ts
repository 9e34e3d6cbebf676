import type { PlaceKind } from '@attend/casework';
import type { Millis, ProtocolName, Technology } from '@attend/kernel';
import type { Keyring } from '@attend/server/keys/keyring';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { millis, type Queryable } from './queryable.ts';

const identityOf = (participantId: string): string => `enrolment/${participantId}`;

/** The line a person was enrolled from, as it is kept. */
export const sealLine = (keyring: Keyring, participantId: string, line: unknown): Buffer =>
  sealJson(keyring.create(participantId), identityOf(participantId), line);

/** `line`: null where the person was not enrolled from one, or their key was destroyed. */
export type StandingPerson = { readonly id: string; readonly line: unknown };

export type StandingDevice = {
  readonly id: string;
  readonly technology: Technology;
  readonly tokenHash: Buffer | null;
  readonly retired: boolean;
  /** Null: not on record. */
  readonly place: PlaceKind | null;
  /** On a shelf, and not to be fitted. */
  readonly damaged: boolean;
  /** On a shelf that the actor does not run (STK-14). */
  readonly elsewhere: boolean;
  /** Who holds it now, by reference. */
  readonly holder: { readonly id: string; readonly reference: string } | null;
  /** When the last holder gave it back. */
  readonly freeSince: Millis | null;
};

export type Standing = {
  readonly people: ReadonlyMap<string, StandingPerson>;
  /** By `protocol identifier`. */
  readonly devices: ReadonlyMap<string, StandingDevice>;
  readonly offices: ReadonlyMap<string, string>;
  /** By e-mail address in lower case. */
  readonly officers: ReadonlyMap<string, string>;
  readonly providers: ReadonlyMap<string, string>;
};

export type StandingQuery = {
  readonly programmeId: string;
  readonly references: readonly string[];
  readonly devices: readonly { readonly protocol: ProtocolName; readonly id: string }[];
  readonly offices: readonly string[];
  readonly officers: readonly string[];
  readonly providers: readonly string[];
};

type PersonRow = { id: string; reference: string; sealed: Buffer | null };
type DeviceRow = {
  id: string;
  protocol: ProtocolName;
  identifier: string;
  technology: Technology;
  token_hash: Buffer | null;
  retired: boolean;
  place: PlaceKind | null;
  damaged: boolean;
  elsewhere: boolean;
  holder_id: string | null;
  holder: string | null;
  free_since: Millis | null;
};

const people = `
select p.id, p.reference, e.sealed from participant p left join enrolment e on e.participant_id = p.id
where p.programme_id = $1 and p.reference = any($2)`;

const devices = `
select d.id, d.protocol, d.identifier, d.technology, d.token_hash, d.retired_at is not null as retired,
  l.kind as place, coalesce(l.damaged, false) as damaged,
  acting_staff() is not null and l.office_id is not null and not runs_shelf(l.office_id) as elsewhere,
  case when a.to_at is null then p.id end as holder_id, case when a.to_at is null then p.reference end as holder, ${millis('device_free_since(d.id)')} as free_since
from unnest($1::text[], $2::text[]) as w (protocol, identifier)
join device d on d.protocol = w.protocol and d.identifier = w.identifier
left join device_place l on l.device_id = d.id and l.to_at is null
left join lateral (select * from assignment a where a.device_id = d.id order by a.from_at desc limit 1) a on true
left join participant p on p.id = a.participant_id`;

const offices =
  'select id, name as key from office where programme_id = $1 and name = any($2) and ended_at is null';
const officers = `
select id, lower(email) as key from staff where programme_id = $1 and lower(email) = any($2) and ended_at is null`;
const providers =
  'select id, name as key from provider where programme_id = $1 and name = any($2) and ended_at is null';

async function loadKeys(
  client: Queryable,
  text: string,
  programmeId: string,
  keys: readonly string[],
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; key: string }>(text, [programmeId, keys]);
  return new Map(rows.map((row) => [row.key, row.id]));
}

/** What already stands of everything that a batch of lines names. */
export async function loadStanding(
  client: Queryable,
  keyring: Keyring,
  query: StandingQuery,
): Promise<Standing> {
  const held = await client.query<DeviceRow>(devices, [
    query.devices.map((device) => device.protocol),
    query.devices.map((device) => device.id),
  ]);
  // After the devices: where somebody else enrols the same line at this moment, a device that is seen held has its holder seen too.
  const found = await client.query<PersonRow>(people, [query.programmeId, query.references]);
  const lineOf = ({ id, sealed }: PersonRow): unknown => {
    const key = keyring.find(id);
    return key === null || sealed === null ? null : unsealJson(key, identityOf(id), sealed);
  };
  return {
    people: new Map(found.rows.map((row) => [row.reference, { id: row.id, line: lineOf(row) }])),
    devices: new Map(
      held.rows.map((row) => [
        `${row.protocol} ${row.identifier}`,
        {
          id: row.id,
          technology: row.technology,
          tokenHash: row.token_hash,
          retired: row.retired,
          place: row.place,
          damaged: row.damaged,
          elsewhere: row.elsewhere,
          holder:
            row.holder === null || row.holder_id === null
              ? null
              : { id: row.holder_id, reference: row.holder },
          freeSince: row.free_since,
        },
      ]),
    ),
    offices: await loadKeys(client, offices, query.programmeId, query.offices),
    officers: await loadKeys(
      client,
      officers,
      query.programmeId,
      query.officers.map((email) => email.toLowerCase()),
    ),
    providers: await loadKeys(client, providers, query.programmeId, query.providers),
  };
}
