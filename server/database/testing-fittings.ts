import { randomUUID } from 'node:crypto';
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
    ...{
      percent: 80,
      charging: false,
      fix_at: new Date(),
      source: 'gnss',
      accuracy: 7,
      satellites: 9,
      signal: 61,
    },
    ...over,
  };
  await owner.query('select note_signs($1)', [JSON.stringify([sign])]);
}

type Of = {
  readonly owner: pg.Pool;
  readonly programme: string;
  readonly person: string;
  readonly staff: string;
};
/** A fitting that is under way with the device that they have (one of nobody's would show in everybody's stock), and a removal that is planned. */
export async function insertFittingOf({ owner, programme, person, staff }: Of) {
  const fitting = randomUUID();
  await owner.query(
    `update fitting set status = 'expired', closed_at = now() where participant_id = $1 and status = 'under-way'`,
    [person],
  );
  await owner.query(
    `insert into office (id, programme_id, name, timezone) select $2, $1, 'Fitting room', 'America/New_York'
     where not exists (select from office where programme_id = $1)`,
    [programme, randomUUID()],
  );
  await owner.query(
    `insert into fitting (id, programme_id, participant_id, device_id, office_id, begun_at, begun_by, expires_at)
     select $1, $2, $3, a.device_id, o.id, now(), $4, now() + interval '2 hours'
     from (select device_id from assignment where participant_id = $3 order by id limit 1) a,
       (select id from office where programme_id = $2 order by id limit 1) o`,
    [fitting, programme, person, staff],
  );
  const removals = await owner.query(
    `insert into planned_removal (programme_id, participant_id, reason, from_at, to_at, made_by)
     values ($1, $2, 'medical', now() + interval '9 days', now() + interval '10 days', $3) returning id`,
    [programme, person, staff],
  );
  const held = await owner.query(
    'select id::text as id from assignment where participant_id = $1 order by id limit 1',
    [person],
  );
  return {
    fitting,
    removal: removals.rows[0].id as string,
    assignment: (held.rows[0]?.id ?? '0') as string,
  };
}

/** The levels that were decided before stand in the way of no device any more. */
export const forgetLevels = (owner: pg.Pool, person: string) =>
  owner.query('delete from review where participant_id = $1 and decided_at is not null', [person]);

/** Everything but its end. */
export async function completeFitting(owner: pg.Pool, fitting: string): Promise<void> {
  await owner.query(
    `update fitting set identity = 'photo-on-file', identity_at = now(), tested = '{"contact":"good"}', tested_at = now(), language = 'en', taught_at = now(),
       check_in_weeks = 0, taught = array['charging', 'water-and-skin', 'what-it-records', 'what-it-asks', 'open-strap', 'planned-removal', 'who-to-call']
     where id = $1`,
    [fitting],
  );
  await owner.query(
    `with d as (insert into device (programme_id, protocol, identifier, technology)
       select programme_id, 'laipac', 'C' || left(id::text, 12), 'ankle' from fitting where id = $1 returning id)
     update fitting set device_id = d.id from d where fitting.id = $1`,
    [fitting],
  );
}

/** A device on a shelf, and nobody's fitting in its way. */
export async function beginnable({
  owner,
  programme,
  person,
}: Of): Promise<{ identifier: string; office: string }> {
  const identifier = `B${randomUUID().slice(0, 12)}`;
  const office = await anyOffice(owner);
  await owner.query(
    `update fitting set status = 'expired', closed_at = now() where participant_id = $1 and status = 'under-way'`,
    [person],
  );
  await owner.query(
    `insert into device (programme_id, protocol, identifier, technology) values ($1, 'laipac', $2, 'ankle')`,
    [programme, identifier],
  );
  return { identifier, office };
}

export async function revisionOf(owner: pg.Pool, order: string): Promise<number> {
  const { rows } = await owner.query('select revision from supervision_order where id = $1', [order]);
  return rows[0].revision;
}
