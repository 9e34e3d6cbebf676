import type { StaffRole } from '@attend/contracts/session';
import type { Pool } from '@attend/server/database/connect';
import type { Enrolled } from './enrolled-load.ts';

export type EnrolledViewer = {
  readonly name: string;
  readonly role: StaffRole;
  readonly staffId: string;
  /** In which the people stand whom they ask for. */
  readonly offices: readonly string[];
};

/** Whom one who stands in has besides their own: of so many colleagues, who have some hundred people each. */
const colleagues = 1;

/**
 * A supervisor of everybody, one of an office with 2,000 people, and an officer who has nobody but the people of the colleagues whom they
 * stand in for. In a folder that is asked again they stand already.
 */
export async function makeViewers(
  owner: Pool,
  { programmeId, offices, officers }: Enrolled,
): Promise<EnrolledViewer[]> {
  const office = offices[0] ?? '';
  const elsewhere = await makeOne(
    owner,
    'select id from office where programme_id = $1 and name = $2',
    `insert into office (programme_id, name, timezone) values ($1, $2, 'America/Denver') returning id`,
    [programmeId, 'Nobody here'],
  );
  const make = async (
    name: string,
    role: StaffRole,
    where: string | null,
    own: readonly string[],
  ): Promise<EnrolledViewer> => {
    const staffId = await makeOne(
      owner,
      'select id from staff where programme_id = $1 and name = $2',
      `insert into staff (programme_id, name, email) values ($1, $2::text, $2::text || '@example.org') returning id`,
      [programmeId, name],
    );
    await owner.query(
      `insert into staff_role (programme_id, staff_id, role, office_id) select $1, $2, $3, $4
       where not exists (select from staff_role where staff_id = $2)`,
      [programmeId, staffId, role, where],
    );
    return { name, role, staffId, offices: own };
  };
  const standIn = await make('some hundred assigned', 'case-officer', elsewhere, [office]);
  await owner.query(
    `insert into absence (programme_id, staff_id, stand_in_id, from_at, to_at)
     select $1, away, $2, now(), now() + interval '300 days' from unnest($3::uuid[]) as a (away)
     where not exists (select from absence where stand_in_id = $2)`,
    [programmeId, standIn.staffId, officers[0]?.slice(0, colleagues)],
  );
  return [
    await make('everybody', 'supervisor', null, offices),
    await make('office of 2,000', 'supervisor', office, [office]),
    standIn,
  ];
}

async function makeOne(
  owner: Pool,
  find: string,
  insert: string,
  values: readonly string[],
): Promise<string> {
  const found = await owner.query<{ id: string }>(find, [...values]);
  const { rows } = found.rows.length > 0 ? found : await owner.query<{ id: string }>(insert, [...values]);
  return rows[0]?.id ?? '';
}
