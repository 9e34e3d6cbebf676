import type { KeyObject } from 'node:crypto';
import { rolesThatMayBe } from '@attend/contracts/supervision';
import { sealJson, unsealJson } from '@attend/server/keys/seal';
import { z } from 'zod';
import { millis, type Queryable } from './queryable.ts';
import { isReached, type Reach } from './reach.ts';

const standing = (role: string): string =>
  `${role}.from_at <= now() and (${role}.to_at is null or ${role}.to_at > now())`;

export type OfficerRow = {
  readonly id: string;
  readonly name: string;
  readonly people: number;
  readonly left: boolean;
  readonly mayReceive: boolean;
};

/** Whoever has people, or may have. */
export async function listCaseloads(client: Queryable): Promise<OfficerRow[]> {
  const { rows } = await client.query<OfficerRow>(
    `select * from (select s.id, s.name, coalesce(c.people, 0) as people, s.ended_at is not null as left,
         s.ended_at is null and s.provider_id is null and exists (select from staff_role r
           where r.staff_id = s.id and r.role = any($1) and ${standing('r')}) as "mayReceive"
       from staff s left join caseload_sizes() c on c.staff_id = s.id) o
     where people > 0 or "mayReceive" order by name, id`,
    [rolesThatMayBe['case-officer']],
  );
  return rows;
}

/** Offices in which somebody's role as an officer holds; null: in every one. */
export async function officesOfOfficer(client: Queryable, staffId: string): Promise<string[] | null> {
  const { rows } = await client.query<{ office: string | null }>(
    `select r.office_id as office from staff_role r where r.staff_id = $1 and r.role = any($2) and ${standing('r')}`,
    [staffId, rolesThatMayBe['case-officer']],
  );
  const offices = rows.map(({ office }) => office);
  return offices.includes(null) ? null : offices.flatMap((office) => office ?? []);
}

export type CaseloadRow = {
  readonly id: string;
  readonly reference: string;
  readonly officeId: string | null;
  readonly office: string | null;
};

/** Whom an officer has now and the reach holds, by reference. */
export async function listCaseload(client: Queryable, reach: Reach, staffId: string): Promise<CaseloadRow[]> {
  const { rows } = await client.query<CaseloadRow>(
    `select p.id, p.reference, p.office_id as "officeId", o.name as office
     from supervision v join participant p on p.id = v.participant_id left join office o on o.id = p.office_id
     where v.staff_id = $1 and v.role = 'case-officer' and v.to_at is null and p.entered_in_error_at is null
       and ($2 or ${isReached('p', '$3')}) order by p.reference`,
    [staffId, reach.whole, reach.keys],
  );
  return rows;
}

type Move = {
  readonly id: string;
  readonly programmeId: string;
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly undoes: string | null;
};
const sealedForm = z.object({ reason: z.string() });
const identityOf = (id: string): string => `caseload_move/${id}`;

/**
 * Ends the one officer's supervision of these people and begins the other's. False: somebody came in between, and it is to be rolled
 * back. `key`: the programme's.
 */
export async function writeMove(
  client: Queryable,
  key: KeyObject,
  { id, programmeId, from, to, by, undoes }: Move,
  reason: string,
  people: readonly string[],
): Promise<boolean> {
  const sealed = sealJson(key, identityOf(id), { reason });
  await client.query(
    'insert into caseload_move (id, programme_id, from_id, to_id, moved_by, sealed, people, undoes) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [id, programmeId, from, to, by, sealed, people.length, undoes],
  );
  await client.query(
    'insert into caseload_move_person (move_id, participant_id, programme_id) select $1, p, $2 from unnest($3::uuid[]) as p',
    [id, programmeId, people],
  );
  // Before anything ends: whoever sees these people by their own supervision alone would no longer see them.
  const ended = await client.query(
    `update supervision set to_at = now() where participant_id = any($1) and staff_id = $2 and role = 'case-officer' and to_at is null
       and from_at < now()`,
    [people, from],
  );
  if (ended.rowCount !== people.length) return false;
  await client.query(
    `insert into supervision (programme_id, participant_id, staff_id, role) select $1, p, $2, 'case-officer' from unnest($3::uuid[]) as p`,
    [programmeId, to, people],
  );
  return true;
}

export type MoveRow = {
  readonly id: string;
  readonly fromId: string;
  readonly from: string;
  readonly toId: string;
  readonly to: string;
  readonly at: number;
  readonly by: string;
  readonly reason: string;
  readonly people: number;
  readonly undoes: string | null;
  readonly undoneAt: number | null;
};

const columns = `
select m.id, f.id as "fromId", f.name as from, t.id as "toId", t.name as to, ${millis('m.at')} as at, b.name as by, m.sealed, m.people, m.undoes,
  ${millis('u.at')} as "undoneAt"
from caseload_move m join staff f on f.id = m.from_id join staff t on t.id = m.to_id join staff b on b.id = m.moved_by
left join caseload_move u on u.undoes = m.id`;
type Row = Omit<MoveRow, 'reason'> & { readonly sealed: Buffer };
const open = (key: KeyObject, { sealed, ...row }: Row): MoveRow => ({
  ...row,
  reason: sealedForm.parse(unsealJson(key, identityOf(row.id), sealed)).reason,
});

export async function listMoves(client: Queryable, key: KeyObject): Promise<MoveRow[]> {
  const { rows } = await client.query<Row>(`${columns} order by m.at desc, m.id desc limit 100`);
  return rows.map((row) => open(key, row));
}

/** Keeps it from being undone twice until the transaction ends. */
export async function lockMove(client: Queryable, key: KeyObject, id: string): Promise<MoveRow | null> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended('caseload-move/' || $1, 0))`, [id]);
  const { rows } = await client.query<Row>(`${columns} where m.id = $1`, [id]);
  return rows[0] === undefined ? null : open(key, rows[0]);
}

export async function listMoved(client: Queryable, id: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'select participant_id as id from caseload_move_person where move_id = $1',
    [id],
  );
  return rows.map((row) => row.id);
}
