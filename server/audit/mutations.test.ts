import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AuditRoot } from '@attend/contracts/audit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listRoots } from '../database/repositories/audit-chain.ts';
import { withTestDatabase } from '../database/testing.ts';
import {
  dayText,
  type Heard,
  hear,
  makeScene,
  moment,
  sequence,
  setClock,
  tellStory,
  writeChange,
} from '../database/testing-audit.ts';
import { writeRoot } from './roots-file.ts';
import { openSigner, readPublicKeys, readRemembered } from './signing.ts';
import type { Finding } from './verify/finding.ts';

/**
 * Somebody with all the database's rights changes one thing, and the verifier has to find and name it. Each change stands in a
 * transaction that is rolled back, with every trigger and constraint that would stop it out of the way.
 */
const directory = mkdtempSync(join(tmpdir(), 'attend-mutations-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const database = await withTestDatabase();
const owner = database.pool('owner');
const scene = await makeScene({ database, signer: openSigner(directory), directory });
await tellStory(scene);
// What retention took long ago of another day.
await owner.query(
  `insert into audit_removal (kind, programme_id, until_at, rows, day, at)
   values ('readings', $1, $2::timestamptz - interval '40 days', 1, ($2::timestamptz - interval '41 days')::date, $2)`,
  [scene.programmeId, moment(0, 31)],
);
await setClock(scene, moment(0, 32));
await sequence(scene);
const deposited = (await listRoots(owner, null, 100)).flatMap((row): AuditRoot[] => {
  const root = writeRoot(row);
  return root === null ? [] : [root];
});

const tables = [
  ...['audit_entry', 'access_record', 'upload', 'audit_batch', 'audit_batch_members', 'audit_chain'],
  'audit_removal',
  ...['audit_root', 'audit_root_signature', 'audit_seal', 'audit_head'],
];
/** What changes a value of a type into another one. */
const mutations: Readonly<Record<string, (column: string) => string>> = {
  bigint: (column) => `coalesce(${column}, 0) + 1000000`,
  integer: (column) => `${column} + 1`,
  text: (column) => `coalesce(${column}, '') || 'x'`,
  uuid: () => 'gen_random_uuid()',
  'timestamp with time zone': (column) => `${column} - interval '1 microsecond'`,
  date: (column) => `${column} + 40`,
  bytea: (column) => `set_byte(${column}, 3, 255 - get_byte(${column}, 3))`,
  int8multirange: (column) => `coalesce(${column}, '{}') + '{[1,2)}'`,
  ARRAY: (column) => `${column} || '\\x00'::bytea`,
};
/** Where a row is kept, not what was received: a hold may move it. The other is a constant that only keeps the table at one row. */
const exempt = new Set(['upload.retention', 'audit_head.one']);
/** A row of each kind, by its table: the last seal, since an earlier one is borne out by those behind it. */
const rowsOf: Readonly<Record<string, readonly [name: string, where: string][]>> = {
  audit_entry: [['a change', 'id = (select min(id) + 2 from audit_entry)']],
  access_record: [
    ['a list of a day that is over', `action = 'list' and day = '${dayText(2)}'`],
    ['an opening', `action = 'open' and day = '${dayText(1)}'`],
    ['an export of the operator', `action = 'export' and day = '${dayText(0)}'`],
  ],
  upload: [['an upload', 'version = 3']],
  audit_batch: [['a batch', 'id = (select min(id) + 1 from audit_batch)']],
  audit_batch_members: [
    ['a list of members', 'batch_id = (select min(batch_id) + 1 from audit_batch_members)'],
  ],
  audit_removal: [['a removal', 'true']],
  audit_chain: [
    ['a link in the middle', 'position = 12'],
    ['the first link', 'position = 1'],
    ['the last link', 'position = (select max(position) from audit_chain)'],
  ],
  audit_root: [
    ['the first root', `day = '${dayText(2)}'`],
    ['the last root', `day = '${dayText(1)}'`],
  ],
  audit_root_signature: [['a root’s signature', `day = '${dayText(1)}'`]],
  audit_seal: [['the last seal', 'position = (select max(position) from audit_seal)']],
  audit_head: [['the head', 'true']],
};

const { rows: columns } = await owner.query<{ table: string; column: string; type: string }>(
  `select table_name as "table", column_name as "column", data_type as type from information_schema.columns
   where table_schema = 'attend' and table_name = any($1) order by 1, ordinal_position`,
  [tables],
);

/** Verifies after `change` as though nothing stood in its way, then undoes it. */
async function after(change: string, more: { readonly forget?: boolean } = {}): Promise<Heard> {
  const client = await owner.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query<{ text: string }>(
      `select format('alter table %I drop constraint %I', c.relname, k.conname) as text
       from pg_constraint k join pg_class c on c.oid = k.conrelid
       where c.relnamespace = 'attend'::regnamespace and c.relname = any($1) and k.contype in ('f', 'c', 'u') and k.coninhcount = 0
       order by k.contype = 'u'`,
      [tables],
    );
    for (const { text } of rows) await client.query(text);
    for (const table of tables) await client.query(`alter table ${table} disable trigger user`);
    for (const table of ['audit_entry', 'access_record', 'audit_batch', 'audit_removal'])
      await client.query(`alter table ${table} alter column id drop identity`);
    await client.query(change);
    return await hear(client, {
      keys: readPublicKeys(directory),
      deposited: more.forget ? [] : deposited,
      remembered: more.forget ? null : readRemembered(directory),
    });
  } finally {
    await client.query('rollback');
    client.release();
  }
}
async function expectMoved(where: string): Promise<void> {
  const heard = await after(`update upload set day = day + 1 where ${where}`);
  expect(kinds(heard).toSorted()).toEqual(['inserted', 'missing']);
}
const kinds = (heard: Heard): Finding['kind'][] => heard.said.map(({ kind }) => kind);
const sentences = (heard: Heard): string => heard.said.map(({ sentence }) => sentence).join('\n');

test('AUD-5 nothing is found where nothing was changed', async () => {
  expect((await after('select 1')).said).toEqual([]);
});

describe('AUD-5 each column of each kind of row', () => {
  const cases = columns
    .filter(({ table, column }) => !exempt.has(`${table}.${column}`))
    .flatMap(({ table, column, type }) =>
      (rowsOf[table] ?? []).map(([name, where]) => [name, column, table, where, type] as const),
    );
  test('the sweep sees all of them', () => {
    expect(new Set(columns.map(({ table }) => table)).size).toBe(tables.length);
    expect(cases.length).toBeGreaterThan(90);
    expect(
      columns.filter(({ type, column }) => !(type in mutations) && !['one', 'retention'].includes(column)),
    ).toEqual([]);
  });
  test.each(cases)('%s: %s is altered', async (_name, column, table, where, type) => {
    const client = await owner.connect();
    const { rows } = await client.query(`select "${column}" is null as empty from ${table} where ${where}`);
    client.release();
    expect(rows).toHaveLength(1);
    const quoted = `"${column}"`;
    // An upload goes where there is a partition for it.
    if (table === 'upload' && column === 'day') return await expectMoved(where);
    const value = rows[0].empty && type === 'bytea' ? `'\\x00'::bytea` : mutations[type]?.(quoted);
    const heard = await after(`update ${table} set ${quoted} = ${value} where ${where}`);
    expect(heard.said).not.toEqual([]);
    for (const { sentence } of heard.said) expect(sentence).toMatch(/^[A-Z].+[.]$/);
  });

  test.each(cases.filter(([, , table]) => ['audit_entry', 'access_record'].includes(table)))(
    '%s: %s is taken away',
    async (_name, column, table, where) => {
      const { rows } = await owner.query(`select "${column}" is null as empty from ${table} where ${where}`);
      if (rows[0].empty || column === 'id') return;
      const heard = await after(
        `alter table ${table} alter column "${column}" drop not null; update ${table} set "${column}" = null where ${where}`,
      );
      expect(heard.said).not.toEqual([]);
    },
  );
});

describe('AUD-5 rows deleted, swapped, inserted, back-dated', () => {
  test.each(
    tables
      .filter((table) => table !== 'audit_head')
      .flatMap((table) => (rowsOf[table] ?? []).map(([name, where]) => [name, table, where] as const)),
  )('%s is deleted', async (_name, table, where) => {
    expect((await after(`delete from ${table} where ${where}`)).said).not.toEqual([]);
  });

  test('a deleted change is named, and where it stood', async () => {
    const heard = await after('delete from audit_entry where id = (select min(id) + 2 from audit_entry)');
    expect(kinds(heard)).toEqual(['missing']);
    expect(sentences(heard)).toMatch(/^Change \d+ at position \d+ is missing\.$/);
  });
  test('an altered upload, one that is gone, and one that was never committed are named', async () => {
    const altered = await after(`update upload set content = 'other' where version = 3`);
    expect(sentences(altered)).toMatch(
      /^The upload 3 of assignment \d+ \(.+, position \d+\) is not what was committed\.$/,
    );
    const gone = await after('delete from upload where version = 3');
    expect(sentences(gone)).toMatch(/^The upload 3 of assignment \d+ \(.+\) is missing\.$/);
    const more = `insert into upload (assignment_id, version, day, retention, content) values (${scene.assignmentId}, 77, '${dayText(1)}', 0, 'x')`;
    expect(sentences(await after(more))).toMatch(
      /^The upload 77 of assignment \d+ \(.+\) was never committed by a gateway\.$/,
    );
  });
  test('two uploads that change places are both named', async () => {
    const heard = await after(
      `update upload u set content = o.content from upload o where u.day = o.day and (u.version, o.version) in ((3, 4), (4, 3))`,
    );
    expect(kinds(heard)).toEqual(['altered', 'altered']);
  });
  test('two changes that change places are both named', async () => {
    const heard = await after(
      `with two as (select min(id) as a, min(id) + 3 as b from audit_entry)
       update audit_entry e set (at, action, entity, entity_id, before, after, request_id) =
         (select at, action, entity, entity_id, before, after, request_id from audit_entry o, two where o.id = case e.id when a then b else a end)
       from two where e.id in (a, b)`,
    );
    expect(kinds(heard).filter((kind) => kind === 'altered')).toHaveLength(2);
  });
  test('two links that change places', async () => {
    const heard = await after(
      'update audit_chain set position = case position when 5 then -1 else 5 end where position in (5, 6); update audit_chain set position = 6 where position = -1',
    );
    expect(kinds(heard)).toEqual(expect.arrayContaining(['reordered', 'altered']));
    expect(sentences(heard)).toContain('Position 5');
  });
  test('a change and a look inserted past the audit', async () => {
    const change = `insert into audit_entry (id, programme_id, action, entity, entity_id) values (5000, '${scene.programmeId}', 'a.b', 'c', 'd')`;
    const heard = await after(change);
    expect(kinds(heard)).toEqual(['inserted']);
    expect(sentences(heard)).toMatch(
      /^Change \d+ \(a\.b of c d, .+\) stands in its table and not in the chain/,
    );
    const look = `insert into access_record (id, programme_id, participant_id, staff_id, action, what, purpose)
      values (5000, '${scene.programmeId}', '${scene.participantId}', '${scene.staffId}', 'open', 'x', 'y')`;
    expect(kinds(await after(look))).toEqual(['inserted']);
  });
  test('a link inserted at the end, with all its hashes right, bears no signature', async () => {
    const heard = await after(
      `with head as (select * from audit_head), made as (
         select audit_append(h, h.at, 'dropped', 20200101, null, sha256(audit_field('dropped/1') || audit_field('20200101'))) as r from head h
       ) update audit_head set (position, link, at, day_entries, subtrees) = (select (r).position, (r).link, (r).at, (r).day_entries, (r).subtrees from made)`,
      { forget: true },
    );
    expect(kinds(heard)).toEqual(['unsigned']);
  });
  test('the newest entries cut off, with everything behind them, are missed by what this machine signed', async () => {
    const cut = `delete from audit_seal where position > 22; delete from audit_chain where position > 22`;
    expect(kinds(await after(cut))).toContain('missing');
  });
  test('a change that is put in with a time of yesterday', async () => {
    await setClock(scene, moment(0, 35));
    await writeChange(scene, moment(1, 10), 4_000);
    await sequence(scene);
    const heard = await after('select 1');
    expect(kinds(heard)).toEqual(['back-dated']);
    expect(sentences(heard)).toMatch(/stands behind one of/);
  });
});

describe('AUD-5 a whole past made anew, every hash right', () => {
  let rebuilt: string;
  beforeAll(() => {
    // What somebody with the database's rights would do: change an entry, and run the sequencer's own functions over all of it again.
    rebuilt = `
      create temp table story on commit drop as select * from audit_chain order by position;
      update audit_entry set action = 'alert.closed' where id = (select min(id) from audit_entry);
      delete from audit_chain;
      delete from audit_seal;
      delete from audit_root_signature;
      delete from audit_root;
      do $$
      declare head audit_head; s record;
      begin
        select 0, decode(repeat('00', 32), 'hex'), min(at), (min(at) at time zone 'UTC')::date, 1, 0, '{}'::bytea[], decode(repeat('00', 32), 'hex'), current_date
          into head.position, head.link, head.at, head.day, head.day_first, head.day_entries, head.subtrees, head.last_statement, head.looks_until from story;
        for s in select * from story order by position loop
          head := audit_close_days(head, s.at);
          head := audit_append(head, s.at, s.kind, s.entry_id, s.programme_id, case s.kind when 'change'
            then (select sha256(audit_change_bytes(e)) from audit_entry e where e.id = s.entry_id) else s.content end);
        end loop;
        update audit_head set (position, link, at, day, day_first, day_entries, subtrees, last_statement) =
          (head.position, head.link, head.at, head.day, head.day_first, head.day_entries, head.subtrees, head.last_statement);
      end $$`;
  });
  test('bears no signatures', async () => {
    const heard = await after(rebuilt, { forget: true });
    // One entry stands back-dated already, from the test before.
    expect(new Set(kinds(heard))).toEqual(new Set(['unsigned', 'back-dated']));
  });
  test('is not what was deposited, nor what this machine signed', async () => {
    const said = sentences(await after(rebuilt));
    expect(said).toContain(`The root of ${dayText(2)} is not the one that was deposited.`);
    expect(said).toContain('has another link than the one that this machine signed');
  });
});
