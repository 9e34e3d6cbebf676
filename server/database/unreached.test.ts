import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { withTestDatabase } from './testing.ts';
import { insertProgramme } from './testing-records.ts';

const database = await withTestDatabase();
const owner = database.pool('owner');
let programme = '';
beforeAll(async () => {
  programme = await insertProgramme(database, 'Unreached');
  await owner.query(`insert into staff (programme_id, name, email) values ($1, 'Ana', 'ana@example.org')`, [
    programme,
  ]);
});

/** What changes whether a reminder reaches somebody, and what a hearing may go through. */
const statements = {
  add: `insert into contact_point (programme_id, participant_id, kind, sealed, address_hash, preference)
    select programme_id, id, 'phone', '\\x00', decode(md5(random()::text), 'hex'), 1 from participant where id = $1`,
  consent:
    'update contact_point set consent_at = now(), consent_withdrawn_at = null where participant_id = $1 and ended_at is null',
  withdraw: `update contact_point set consent_withdrawn_at = now() where participant_id = $1 and consent_at is not null`,
  bounce: 'update contact_point set bounced_at = now() where participant_id = $1',
  right: 'update contact_point set bounced_at = null where participant_id = $1',
  stop: 'update contact_point set stopped_at = now() where participant_id = $1',
  end: `update contact_point set ended_at = now(), ended_by = (select id from staff limit 1) where id = (select id from contact_point where participant_id = $1 and ended_at is null limit 1)`,
  erase: 'delete from contact_point where participant_id = $1',
  enter: `insert into hearing (programme_id, participant_id, at, timezone, kind, court, sealed)
    select programme_id, id, now() + interval '3 days', 'UTC', 'remote', 'Court', '\\x00' from participant where id = $1`,
  cancel: `update hearing set status = 'cancelled' where participant_id = $1`,
  restore: `update hearing set status = 'scheduled' where participant_id = $1`,
} as const;
type Step = keyof typeof statements;

test('TDY-1 a hearing says that no reminder reaches its person exactly while none does, whatever happened in which order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom(...(Object.keys(statements) as Step[])), { minLength: 1, maxLength: 14 }),
      async (steps) => {
        const person = randomUUID();
        await owner.query(
          `insert into participant (id, programme_id, reference, sealed) values ($1, $2, $3, '\\x00')`,
          [person, programme, person],
        );
        for (const step of steps) await owner.query(statements[step], [person]);
        const { rows } = await owner.query(
          `select h.unreached, not exists (select from contact_point k where k.participant_id = h.participant_id and k.ended_at is null
             and k.bounced_at is null and k.stopped_at is null and k.consent_at is not null and k.consent_withdrawn_at is null) as truly
           from hearing h where h.participant_id = $1 and h.status = 'scheduled'`,
          [person],
        );
        for (const { unreached, truly } of rows) expect(unreached).toBe(truly);
      },
    ),
    { numRuns: 60, seed: 43 },
  );
});
