import type pg from 'pg';

/** The first office of the database. */
export async function anyOffice(owner: pg.Pool): Promise<string> {
  const { rows } = await owner.query('select id from office order by id limit 1');
  return rows[0].id;
}

/** What a gateway would have heard of the device of a fitting. */
export async function hearInFitting(owner: pg.Pool, fitting: string, over: object = {}): Promise<void> {
  const { rows } = await owner.query('select device_id as device from fitting where id = $1', [fitting]);
  const sign = {
    ...{ device: rows[0].device, at: new Date(), frames: 1, strap: 'closed', worn: true },
    ...{ percent: 80, charging: false, fix_at: new Date(), source: 'gnss', accuracy: 7, satellites: 9 },
    ...over,
  };
  await owner.query('select note_signs($1)', [JSON.stringify([sign])]);
}
