import type {
  Appearance,
  AppearanceExcuse,
  HearingKind,
  HearingStatus,
} from '@attend/casework/hearings/hearing';
import { instantOf, millis, type Queryable } from './queryable.ts';
import { isReached, type Reach, reachedPeople } from './reach.ts';

export type HearingRow = {
  readonly id: string;
  readonly participantId: string;
  readonly reference: string;
  readonly person: Buffer;
  readonly office: string | null;
  readonly at: number;
  readonly timezone: string;
  readonly kind: HearingKind;
  readonly court: string;
  readonly status: HearingStatus;
  readonly appearance: Appearance | null;
  readonly excuse: AppearanceExcuse | null;
  readonly sealed: Buffer;
  readonly version: number;
  readonly inError: boolean;
  readonly movedTo: string | null;
  readonly movedToAt: number | null;
  readonly movedFrom: string | null;
  readonly movedFromAt: number | null;
};

const columns = `h.id, h.participant_id as "participantId", p.reference, p.sealed as person, o.name as office, ${millis('h.at')} as at, h.timezone,
  h.kind, h.court, h.status, h.appearance, h.excuse, h.sealed, h.version, h.entered_in_error_at is not null as "inError", h.moved_to as "movedTo", ${millis('n.at')} as "movedToAt",
  b.id as "movedFrom", ${millis('b.at')} as "movedFromAt"
from hearing h join participant p on p.id = h.participant_id left join office o on o.id = p.office_id
left join hearing n on n.id = h.moved_to
left join lateral (select x.id, x.at from hearing x where x.participant_id = h.participant_id and x.moved_to = h.id order by x.at limit 1) b on true`;

/** A person's, the latest first. */
export async function listHearingsOf(
  client: Queryable,
  participantIds: readonly string[],
): Promise<HearingRow[]> {
  const { rows } = await client.query<HearingRow>({
    name: 'hearings-of',
    text: `select ${columns} where h.participant_id = any($1) order by h.at desc, h.id desc`,
    values: [participantIds],
  });
  return rows;
}

export type HearingsAsked = {
  readonly from: number;
  readonly to: number;
  readonly office: string | null;
  /** After this one, in the order of instant and id. */
  readonly after: { readonly at: number; readonly id: string } | null;
  readonly limit: number;
};

/**
 * Of everybody, a day's hearings are read in the order of their index, no further than the page. Of few people (an office's, whoever is
 * within reach) they are read from them on, each by their own index: of a programme's day theirs would be one in thousands.
 */
const heardOf = (people: string): string => `h.id in (select x.id from (${people}) q cross join lateral (
  select y.id from hearing y where y.participant_id = q.id and y.at >= $2 and y.at < $3 offset 0) x)`;
const shapes = {
  whole: 'true',
  office: heardOf('select o.id from participant o where o.programme_id = $1 and o.office_id = $6 offset 0'),
  reached: heardOf(reachedPeople('$1', '$5')),
} as const;

/** Within reach, in [from, to), by instant. What was moved away is not of that day any more, and stands in the person's own list. */
export async function listHearings(
  client: Queryable,
  reach: Reach,
  { from, to, office, after, limit }: HearingsAsked,
): Promise<HearingRow[]> {
  const shape = office !== null ? 'office' : reach.whole ? 'whole' : 'reached';
  const { rows } = await client.query<HearingRow>({
    name: `hearings-${shape}`,
    text: `select ${columns}
      where h.programme_id = $1 and h.at >= $2 and h.at < $3 and h.status <> 'moved' and h.entered_in_error_at is null and p.entered_in_error_at is null
        and ($4::boolean or ${isReached('p', '$5')})
        and ($6::uuid is null or p.office_id = $6) and ${shapes[shape]}
        and (h.at, h.id) > ($7::timestamptz, $8::uuid)
      order by h.at, h.id limit $9`,
    values: [
      ...[reach.programmeId, instantOf(from), instantOf(to), reach.whole, reach.keys, office],
      instantOf(after?.at ?? from - 1),
      after?.id ?? '00000000-0000-0000-0000-000000000000',
      limit,
    ],
  });
  return rows;
}

/** Locked until the transaction ends. Null: there is none here. */
export async function lockHearing(client: Queryable, id: string): Promise<HearingRow | null> {
  const { rows } = await client.query<HearingRow>({
    name: 'hearing-lock',
    text: `select ${columns} where h.id = $1 for update of h`,
    values: [id],
  });
  return rows[0] ?? null;
}

export type WrittenHearing = {
  readonly id: string;
  readonly at: number;
  readonly timezone: string;
  readonly kind: HearingKind;
  readonly court: string;
  readonly status: HearingStatus;
  readonly appearance: Appearance | null;
  readonly excuse: AppearanceExcuse | null;
  readonly movedTo: string | null;
  readonly sealed: Buffer;
};
type Author = {
  readonly programmeId: string;
  readonly participantId: string;
  /** Null: the machine's operator imported it. */
  readonly staffId: string | null;
};

export async function insertHearing(
  client: Queryable,
  author: Author,
  made: WrittenHearing,
  fields: readonly string[],
): Promise<void> {
  await client.query({
    name: 'hearing-insert',
    text: `insert into hearing (id, programme_id, participant_id, at, timezone, kind, court, sealed) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      ...[made.id, author.programmeId, author.participantId, instantOf(made.at), made.timezone],
      ...[made.kind, made.court, made.sealed],
    ],
  });
  await noteChange(client, author, made.id, 1, fields);
}

/** The row as it stands from now on, as the version after the one that is locked. */
export async function updateHearing(
  client: Queryable,
  author: Author,
  made: WrittenHearing & { readonly version: number },
  fields: readonly string[],
): Promise<void> {
  await client.query({
    name: 'hearing-update',
    text: `update hearing set at = $2, timezone = $3, kind = $4, court = $5, status = $6, appearance = $7, excuse = $8, moved_to = $9,
      sealed = $10, version = $11 where id = $1`,
    values: [
      ...[made.id, instantOf(made.at), made.timezone, made.kind, made.court, made.status, made.appearance],
      ...[made.excuse, made.movedTo, made.sealed, made.version],
    ],
  });
  await noteChange(client, author, made.id, made.version, fields);
}

async function noteChange(
  client: Queryable,
  { programmeId, participantId, staffId }: Author,
  id: string,
  version: number,
  fields: readonly string[],
): Promise<void> {
  await client.query({
    name: 'hearing-change',
    text: 'insert into hearing_change (hearing_id, programme_id, participant_id, version, staff_id, fields) values ($1, $2, $3, $4, $5, $6)',
    values: [id, programmeId, participantId, version, staffId, fields],
  });
}

export type ChangeRow = { readonly by: string; readonly at: number; readonly fields: readonly string[] };

/** What was changed after a version, in order. */
export async function listChanges(client: Queryable, id: string, after: number): Promise<ChangeRow[]> {
  const { rows } = await client.query<ChangeRow>(
    `select c.participant_id as "participantId", coalesce(s.name, '–') as by, ${millis('c.at')} as at, c.fields
     from hearing_change c left join staff s on s.id = c.staff_id
     where c.hearing_id = $1 and c.version > $2 order by c.version`,
    [id, after],
  );
  return rows;
}

/** Imports follow each other: two of one file at once would each find nothing on record. */
export async function lockImports(client: Queryable, programmeId: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('hearing-import/' || $1, 0))`, [
    programmeId,
  ]);
}

/** So do entries of one person's: two at once of the same hearing would each find none. */
export async function lockHearingsOf(client: Queryable, participantId: string): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('hearings-of/' || $1, 0))`, [
    participantId,
  ]);
}

/** Of these numbers, whoever is within reach. */
export async function findReferences(
  client: Queryable,
  reach: Reach,
  references: readonly string[],
): Promise<{ id: string; reference: string; sealed: Buffer }[]> {
  const { rows } = await client.query<{ id: string; reference: string; sealed: Buffer }>(
    `select p.id, p.reference, p.sealed from participant p
     where p.programme_id = $1 and p.reference = any($2) and p.entered_in_error_at is null and ($3::boolean or ${isReached('p', '$4')})`,
    [reach.programmeId, references, reach.whole, reach.keys],
  );
  return rows;
}

/** The zone of a participant's own clock: theirs, else the office's, else the programme's. */
const ownZone = 'coalesce(p.timezone, o.timezone, g.timezone)';

export async function findTimezone(client: Queryable, participantId: string): Promise<string | null> {
  const { rows } = await client.query<{ timezone: string }>(
    `select ${ownZone} as timezone from participant p join programme g on g.id = p.programme_id left join office o on o.id = p.office_id
     where p.id = $1 and p.entered_in_error_at is null`,
    [participantId],
  );
  return rows[0]?.timezone ?? null;
}
