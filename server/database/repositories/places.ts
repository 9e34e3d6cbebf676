import { instantOf, type Queryable } from './queryable.ts';

/** Offices of the agency, and providers that it has contracted. */
export type PlaceKind = 'office' | 'provider';

export type PlaceRow = { readonly id: string; readonly name: string };

/** Locked until the transaction ends, so that nobody is placed in it meanwhile. Null: there is none that has not ended. */
export async function lockPlace(client: Queryable, kind: PlaceKind, id: string): Promise<PlaceRow | null> {
  const { rows } = await client.query<PlaceRow>(
    `select t.id, t.name from ${kind} t where t.id = $1 and t.ended_at is null for update`,
    [id],
  );
  return rows[0] ?? null;
}

export async function renamePlace(
  client: Queryable,
  kind: PlaceKind,
  id: string,
  name: string,
): Promise<void> {
  await client.query(`update ${kind} set name = $2 where id = $1`, [id, name]);
}

/** Locked until the transaction ends. `undefined`: there is no such office that has not ended. */
export async function lockOfficePhone(client: Queryable, id: string): Promise<string | null | undefined> {
  const { rows } = await client.query<{ phone: string | null }>(
    'select phone from office where id = $1 and ended_at is null for update',
    [id],
  );
  return rows[0]?.phone;
}

export async function setOfficePhone(client: Queryable, id: string, phone: string | null): Promise<void> {
  await client.query('update office set phone = $2 where id = $1', [id, phone]);
}

export type Standing = {
  readonly people: number;
  readonly devices: number;
  readonly staff: number;
  readonly schedules: number;
  readonly checkIns: number;
};

/** What stands in it, whole, whomever the asker sees. */
export async function countStanding(client: Queryable, id: string): Promise<Standing> {
  const { rows } = await client.query<Standing>(
    'select people, devices, staff, schedules, check_ins as "checkIns" from standing_in($1)',
    [id],
  );
  return rows[0] ?? { people: 0, devices: 0, staff: 0, schedules: 0, checkIns: 0 };
}

/** Who held check-ins there holds none any more. An address of its calendar is its maker's own, and shows an empty one from then on. */
export async function endPlace(client: Queryable, kind: PlaceKind, id: string, at: number): Promise<void> {
  await client.query(`update ${kind} set ended_at = $2 where id = $1`, [id, instantOf(at)]);
  if (kind === 'office')
    await client.query(
      'update check_in_worker set ended_at = now() where office_id = $1 and ended_at is null',
      [id],
    );
}
