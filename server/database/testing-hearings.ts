import { randomUUID } from 'node:crypto';
import type { Keyring } from '../keys/keyring.ts';
import type { Queryable } from './repositories/queryable.ts';
import { sealRow } from './repositories/sealed.ts';

type Made = {
  readonly owner: Queryable;
  readonly keyring: Keyring;
  readonly programme: string;
  readonly person: string;
  readonly court?: string;
  /** Hours from now. */
  readonly inHours?: number;
};

/** A hearing as an officer would have entered it; returns its id. */
export async function insertHearingOf({
  owner,
  keyring,
  programme,
  person,
  court = 'County Court',
  inHours = 240,
}: Made): Promise<string> {
  const id = randomUUID();
  const sealed = sealRow(keyring.create(person), 'hearing', id, { caseNumber: '26-CR-1', room: '4B' });
  await owner.query(
    `insert into hearing (id, programme_id, participant_id, at, timezone, kind, court, sealed)
     values ($1, $2, $3, date_trunc('minute', now()) + make_interval(hours => $4), 'America/New_York', 'in-person', $5, $6)`,
    [id, programme, person, inHours, court, sealed],
  );
  return id;
}

/** When it is heard, in milliseconds. */
export async function readHearingAt(owner: Queryable, hearing: string): Promise<number> {
  return (await owner.query('select at from hearing where id = $1', [hearing])).rows[0].at.getTime();
}
