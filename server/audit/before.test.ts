import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { migrate, readMigrations } from '../database/migrations.ts';
import { withTestDatabase } from '../database/testing.ts';
import { hear, untilChained } from '../database/testing-audit.ts';
import { openSigner, readPublicKeys } from './signing.ts';

const directory = mkdtempSync(join(tmpdir(), 'attend-before-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const database = await withTestDatabase();
const owner = database.pool('owner');

test('AUD-6 what was there before the audit’s chain comes into it first, in the order of its times', async () => {
  const migrations = readMigrations();
  await owner.query('drop schema attend cascade; drop schema if exists auth cascade');
  await migrate(
    database.owner,
    migrations.filter(({ number }) => number < 14),
  );
  await owner.query(`
    insert into programme (name, timezone) values ('Old', 'UTC');
    insert into staff (programme_id, name, email) select id, 'Olga', 'o@example.org' from programme;
    insert into participant (programme_id, reference, sealed) select id, 'P-1', '' from programme;
    insert into audit_entry (programme_id, at, action, entity, entity_id) select id, now() - n * interval '1 day', 'x.y', 'x', n::text
      from programme, generate_series(1, 5) as n;
    insert into access_record (programme_id, participant_id, staff_id, at, day, action, what, purpose)
      select p.programme_id, p.id, s.id, now() - n * interval '1 day', (now() - n * interval '1 day')::date, a, 'people', 'duty'
      from participant p, staff s, generate_series(1, 3) as n, unnest(array['list', 'open']) as a;
    create table upload_0_20260101 partition of upload_standard for values from ('2026-01-01') to ('2026-01-02');
    insert into upload (assignment_id, version, day, content) select 1, n, '2026-01-01', 'upload' from generate_series(1, 25) as n`);
  await migrate(database.owner, migrations);
  await untilChained({ database, signer: openSigner(directory), directory });
  const { rows } = await owner.query(
    `select c.kind, e.entity_id from audit_chain c left join audit_entry e on c.kind = 'change' and e.id = c.entry_id order by position`,
  );
  expect(rows.filter(({ kind }) => kind === 'change').map(({ entity_id }) => entity_id)).toEqual([
    ...['5', '4', '3', '2', '1'],
  ]);
  const heard = await hear(owner, { keys: readPublicKeys(directory), now: Date.now() });
  expect(heard.said).toEqual([]);
  expect(heard).toMatchObject({ uploads: 25, findings: 0 });
});
