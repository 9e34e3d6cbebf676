import type { KeyObject } from 'node:crypto';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';
import { millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

export type OfficePersonRow = {
  readonly id: string;
  readonly reference: string;
  readonly version: number;
  /** Who is their case officer. */
  readonly officerId: string | null;
  readonly officer: string | null;
};

/** Who is of an office and within reach, by reference; records that stand under another one too, and nobody whose key was destroyed. */
export async function listOfficePeople(
  client: Queryable,
  reach: Reach,
  officeId: string,
): Promise<OfficePersonRow[]> {
  const { rows } = await client.query<OfficePersonRow>(
    `select p.id, p.reference, p.version, v.staff_id as "officerId", s.name as officer from participant p
       left join supervision v on v.participant_id = p.id and v.role = 'case-officer' and v.to_at is null
       left join staff s on s.id = v.staff_id
     where p.office_id = $1 and p.entered_in_error_at is null
       and not exists (select from key_destruction k where k.participant_id = p.id and k.decision = 'approved') and ($2 or ${isReached('p', '$3')}) order by p.reference, p.id`,
    [officeId, reach.whole, reach.keys],
  );
  return rows;
}

/**
 * Until the transaction ends nobody else changes these people, joins their records with others or moves them; in order of id, as merges
 * lock theirs. What refers to them alone (a look, a booking) goes on.
 */
export async function lockPeople(client: Queryable, ids: readonly string[]): Promise<void> {
  await client.query('select id from participant where id = any($1) order by id for no key update', [ids]);
}

/** How many hearings to come and devices on the person these people have: both stay as they are. */
export async function countUntouched(
  client: Queryable,
  ids: readonly string[],
): Promise<{ readonly hearings: number; readonly devices: number }> {
  const { rows } = await client.query<{ hearings: number; devices: number }>(
    `select (select count(*)::int from hearing h where h.participant_id = any($1) and h.at > now() and h.status = 'scheduled'
         and h.entered_in_error_at is null) as hearings,
       (select count(*)::int from assignment a where a.participant_id = any($1) and (a.to_at is null or a.to_at > now())) as devices`,
    [ids],
  );
  return rows[0] ?? { hearings: 0, devices: 0 };
}

export type NewOfficeMove = {
  readonly id: string;
  readonly programmeId: string;
  readonly from: string;
  readonly to: string;
  readonly officers: 'one' | 'keep' | 'none';
  readonly officer: string | null;
  readonly by: string;
  readonly undoes: string | null;
};
export type MovedPerson = {
  readonly id: string;
  readonly version: number;
  readonly officerWas: string | null;
  readonly officerThen: string | null;
  readonly schedules: readonly string[];
};
const sealedForm = z.object({ reason: z.string() });
const identityOf = (id: string): string => `office_move/${id}`;

/** That they move, before they do: whoever sees these people by the old office alone would no longer see them. `key`: the programme's. */
export async function writeOfficeMove(
  client: Queryable,
  key: KeyObject,
  move: NewOfficeMove,
  reason: string,
  people: readonly MovedPerson[],
): Promise<void> {
  const { id, programmeId, from, to, officers, officer, by, undoes } = move;
  const sealed = sealJson(key, identityOf(id), { reason });
  await client.query(
    `insert into office_move (id, programme_id, from_id, to_id, officers, officer_id, moved_by, sealed, people, undoes)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, programmeId, from, to, officers, officer, by, sealed, people.length, undoes],
  );
  await client.query(
    `insert into office_move_person (move_id, programme_id, participant_id, officer_was, officer_then, schedules)
     select $1, $2, d.id, d.was, d.later, string_to_array(d.schedules, ',')::uuid[]
     from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[]) as d (id, was, later, schedules)`,
    [
      ...[id, programmeId, people.map((one) => one.id)],
      ...[people.map((one) => one.officerWas), people.map((one) => one.officerThen)],
      // Arrays of arrays are rectangles in SQL; an empty text is an empty one.
      people.map((one) => one.schedules.join(',')),
    ],
  );
  await client.query(
    `insert into participant_change (participant_id, version, programme_id, staff_id, fields)
     select d.id, d.version + 1, $1, $2, array['office'] from unnest($3::uuid[], $4::integer[]) as d (id, version)`,
    [programmeId, by, people.map((one) => one.id), people.map((one) => one.version)],
  );
}

/** Who has another officer afterwards has the new one from now on. False: somebody came in between. */
export async function writeOfficers(
  client: Queryable,
  programmeId: string,
  people: readonly MovedPerson[],
): Promise<boolean> {
  const other = people.filter(({ officerWas, officerThen }) => officerWas !== officerThen);
  const had = other.filter(({ officerWas }) => officerWas !== null);
  const ended = await client.query(
    `update supervision v set to_at = now() from unnest($1::uuid[], $2::uuid[]) as d (id, staff)
     where v.participant_id = d.id and v.staff_id = d.staff and v.role = 'case-officer' and v.to_at is null and v.from_at < now()`,
    [had.map(({ id }) => id), had.map(({ officerWas }) => officerWas)],
  );
  if (ended.rowCount !== had.length) return false;
  const given = other.filter(({ officerThen }) => officerThen !== null);
  await client.query(
    `insert into supervision (programme_id, participant_id, staff_id, role)
     select $1, d.id, d.staff, 'case-officer' from unnest($2::uuid[], $3::uuid[]) as d (id, staff)`,
    [programmeId, given.map(({ id }) => id), given.map(({ officerThen }) => officerThen)],
  );
  return true;
}

/** The last step: from here on the walls are those of the other office. False: one of them is another version by now. */
export async function writeOffice(
  client: Queryable,
  to: string,
  people: readonly MovedPerson[],
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update participant p set office_id = $1, version = p.version + 1 from unnest($2::uuid[], $3::integer[]) as d (id, version)
     where p.id = d.id and p.version = d.version`,
    [to, people.map(({ id }) => id), people.map(({ version }) => version)],
  );
  return rowCount === people.length;
}

export type OfficeMoveRow = {
  readonly id: string;
  readonly fromId: string;
  readonly from: string;
  readonly toId: string;
  readonly to: string;
  readonly officers: 'one' | 'keep' | 'none';
  readonly officer: string | null;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly people: number;
  readonly undoes: string | null;
  readonly undoneAt: number | null;
};
type Row = Omit<OfficeMoveRow, 'reason'> & { readonly sealed: Buffer };

const columns = `
select m.id, f.id as "fromId", f.name as from, t.id as "toId", t.name as to, m.officers, s.name as officer, ${millis('m.at')} as at, b.name as by,
  m.sealed, m.people, m.undoes, ${millis('u.at')} as "undoneAt"
from office_move m join office f on f.id = m.from_id join office t on t.id = m.to_id join staff b on b.id = m.moved_by
left join staff s on s.id = m.officer_id left join office_move u on u.undoes = m.id`;
const open = (key: KeyObject, { sealed, ...row }: Row): OfficeMoveRow => ({
  ...row,
  reason: sealedForm.parse(unsealJson(key, identityOf(row.id), sealed)).reason,
});

export async function listOfficeMoves(client: Queryable, key: KeyObject): Promise<OfficeMoveRow[]> {
  const { rows } = await client.query<Row>(`${columns} order by m.at desc, m.id desc limit 100`);
  return rows.map((row) => open(key, row));
}

/** Keeps it from being undone twice until the transaction ends. */
export async function lockOfficeMove(
  client: Queryable,
  key: KeyObject,
  id: string,
): Promise<OfficeMoveRow | null> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('office-move/' || $1, 0))`, [id]);
  const { rows } = await client.query<Row>(`${columns} where m.id = $1`, [id]);
  return rows[0] === undefined ? null : open(key, rows[0]);
}

export async function listOfficeMoved(
  client: Queryable,
  id: string,
): Promise<Omit<MovedPerson, 'version'>[]> {
  const { rows } = await client.query<Omit<MovedPerson, 'version'>>(
    `select m.participant_id as id, m.officer_was as "officerWas", m.officer_then as "officerThen", m.schedules
     from office_move_person m where m.move_id = $1`,
    [id],
  );
  return rows;
}
