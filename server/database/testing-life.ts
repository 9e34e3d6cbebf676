import { randomUUID } from 'node:crypto';
import type { Keyring } from '@attend/server/keys/keyring';
import type pg from 'pg';
import { sealRow } from './repositories/sealed.ts';
import { insertDueCheckIn } from './testing-check-ins.ts';

type Of = {
  readonly owner: pg.Pool;
  readonly keyring: Keyring;
  readonly person: string;
  readonly staff: string;
};

/** A call of somebody's, ten minutes ago. Returns its id. */
export async function insertEntryOf({ owner, keyring, person, staff }: Of, text = 'a call'): Promise<string> {
  const id = randomUUID();
  await owner.query(
    `insert into contact_entry (id, programme_id, participant_id, kind, result, at, by_id, sealed)
     select $1, programme_id, id, 'call', 'no-answer', now() - interval '10 minutes', $3, $4 from participant where id = $2`,
    [id, person, staff, sealRow(keyring.create(person), 'contact_entry', id, { text })],
  );
  return id;
}

/** A hospital's bed since a day ago, without an end, as it is before anybody has written a note. Returns its id. */
export async function insertSuspensionOf(owner: pg.Pool, person: string, kind = 'hospital'): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `insert into suspension (programme_id, participant_id, kind, from_at)
     select programme_id, id, $2, now() - interval '1 day' from participant where id = $1 returning id`,
    [person, kind],
  );
  return rows[0]?.id ?? '';
}

/** A check-in that is due and was asked after once, and the first exception of the person's. */
export async function insertTried(
  owner: pg.Pool,
  person: string,
  staff: string,
): Promise<{
  readonly checkIn: string;
  readonly schedule: string;
  readonly attempt: string;
  readonly exception: string;
}> {
  const due = await insertDueCheckIn(owner, person, staff);
  const { rows } = await owner.query<{ id: string }>(
    `insert into check_in_attempt (programme_id, participant_id, check_in_id, step, way, result, at, by_id)
     select programme_id, id, $2, 1, 'call', 'no-answer', now(), $3 from participant where id = $1 returning id`,
    [person, due.checkIn, staff],
  );
  const exceptions = await owner.query<{ id: string }>(
    `select e.id from condition c join condition_exception e on e.condition_id = c.id where c.participant_id = $1 order by e.id limit 1`,
    [person],
  );
  return { ...due, attempt: rows[0]?.id ?? '', exception: exceptions.rows[0]?.id ?? '' };
}
