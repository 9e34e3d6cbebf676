import { caseloadHead, caseloadTemplate, endOfRecords } from '@attend/casework/caseload/csv';
import { caseloadForms, caseloadKinds } from '@attend/casework/caseload/forms';
import { withTestKeyring } from '@attend/server/api/enrolment/testing';
import { readRecords, type Standing } from '@attend/server/caseload/read-records';
import { giveUpOldImports } from '@attend/server/caseload/run';
import { importKey } from '@attend/server/caseload/staging';
import { checkText, exportText, importText, placeOf, stageText } from '@attend/server/caseload/testing';
import { openRow, sealRow } from '@attend/server/database/repositories/sealed';
import { tokenOf } from '@attend/server/database/repositories/search';
import { withTestDatabase } from '@attend/server/database/testing';
import { insertProgramme, insertStaff } from '@attend/server/database/testing-records';
import { checkFile, commitFile, stageFile } from '@attend/server/operator/caseload';
import { simulateCaseload } from '@attend/simulator/caseload';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const database = await withTestDatabase();
const keyring = withTestKeyring();
const owner = database.pool('owner');
const place = placeOf(database, keyring, await insertProgramme(database, 'First'));
const order = { people: 40, seed: 7, from: Date.now() - (Date.now() % 86_400_000) };
const fileOf = (kind: (typeof caseloadKinds)[number], people = order.people): string =>
  [...simulateCaseload(kind, { ...order, people })].join('');

const counts = async (): Promise<unknown> =>
  (
    await owner.query(
      `select (select count(*)::int from participant) as people, (select count(*)::int from participant_search) as tokens,
         (select count(*)::int from order_version) as versions, (select count(*)::int from order_clause) as clauses,
         (select count(*)::int from check_in_schedule) as schedules, (select count(*)::int from check_in) as due,
         (select count(*)::int from hearing) as hearings, (select count(*)::int from contact_point) as contacts`,
    )
  ).rows[0];

test('IMP-1 the template of each kind is a file of that kind', () => {
  for (const kind of caseloadKinds) {
    const read = readRecords(kind, { head: null, rest: '', lines: 0 }, caseloadTemplate(kind), true);
    expect(read.faults).toEqual([]);
    expect(read.records.map(({ line }) => line)).toEqual([2]);
  }
  const names = Object.values(caseloadForms).flatMap((columns) => columns.map(({ name }) => name));
  expect(names.filter((name) => /nation|immigr|citizen/.test(name))).toEqual([]);
});

test('IMP-1 an unknown column and a missing one are told; nothing of such a file is read', async () => {
  const plan = await checkText(place, 'people', 'reference,nationality\nA-1,x\n');
  expect(plan.faults.map(({ line, column, code }) => [line, column, code])).toEqual([
    [1, 'name', 'missing-column'],
    [1, null, 'unknown-column'],
  ]);
  expect(plan.counts.new).toBe(0);
});

test('IMP-1 every fault of a line is told with its line and column, also after a value that holds lines', async () => {
  const text =
    'reference,name,languages,timezone,office\r\nA-1,"Ana\n\nB.",es,,\r\n,,12,Mars/Base,Nowhere\r\n';
  const { faults } = await checkText(place, 'people', text);
  expect(faults.map(({ line, column, code }) => [line, column, code])).toEqual([
    [5, 'languages', 'bad-language'],
    [5, 'reference', 'missing'],
    [5, 'name', 'missing'],
    [5, 'timezone', 'unknown-timezone'],
  ]);
  const open = await checkText(place, 'people', 'reference,name\nA-1,"Ana\nA-2,Bo\n');
  expect(open.faults).toMatchObject([{ code: 'unreadable' }]);
});

test('IMP-1 a name of which a letter was lost, since the file is no UTF-8, is refused at its line', async () => {
  const { faults } = await checkText(place, 'people', 'reference,name\nA-1,Jos\uFFFD\nA-2,José\n');
  expect(faults).toMatchObject([{ line: 2, column: 'name', code: 'letters-lost' }]);
});

test('IMP-2 a file reads the same however it is cut into parts', () => {
  const text = `${caseloadHead('people')}A-1,"Ana ""B"", C",,,es,,,\r\nA-2,"two\r\nlines",,,,,,\r\n\r\nA-3,last,,,,,,`;
  const whole = readRecords('people', { head: null, rest: '', lines: 0 }, text, true);
  expect(whole.records).toHaveLength(3);
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 12 }), (cuts) => {
      let standing: Standing = { head: null, rest: '', lines: 0 };
      const records = [];
      const at = [0, ...cuts.sort((a, b) => a - b), text.length];
      for (const [index, from] of at.slice(0, -1).entries()) {
        const read = readRecords(
          'people',
          standing,
          text.slice(from, at[index + 1]),
          index === at.length - 2,
        );
        records.push(...read.records);
        expect(read.faults).toEqual([]);
        standing = { head: read.head, rest: read.rest, lines: read.lines };
      }
      expect(records).toEqual(whole.records);
    }),
    { numRuns: 300, seed: 27 },
  );
  expect(endOfRecords('a,"b\n')).toBe(0);
});

test('IMP-2 what broke off goes on where it stopped; what is staged is sealed, and gone once the file is in', async () => {
  const text = 'name,timezone\nBroken office,America/Denver\n';
  const cut = { fingerprint: 'the same file' };
  async function* half(): AsyncGenerator<string> {
    yield text.slice(0, 20);
    throw new Error('the line broke');
  }
  const file = { kind: 'offices', name: 'offices.csv', ...cut, parts: half } as const;
  await expect(stageFile(place, file)).rejects.toThrow('the line broke');
  const row = async () =>
    (
      await owner.query(`select id, characters::int, state from caseload_import where fingerprint = $1`, [
        cut.fingerprint,
      ])
    ).rows;
  const [begun] = await row();
  expect(begun).toMatchObject({ characters: 20, state: 'staging' });
  expect(await checkFile(place, begun.id)).toMatchObject({ ok: false, error: { code: 'not-whole' } });
  expect(await stageText(place, 'offices', text, cut)).toBe(begun.id);
  // Once more, as somebody does whose answer was lost: nothing comes twice.
  expect(await stageText(place, 'offices', text, cut)).toBe(begun.id);
  const staged = await owner.query('select sealed from caseload_rows where import_id = $1', [begun.id]);
  expect(staged.rows).toHaveLength(1);
  expect(staged.rows[0].sealed.includes('Broken')).toBe(false);
  const checked = await checkFile(place, begun.id);
  if (!checked.ok) throw new Error(checked.error.message);
  expect((await commitFile(place, begun.id, checked.value.plan)).ok).toBe(true);
  expect(await owner.query('select from caseload_rows where import_id = $1', [begun.id])).toMatchObject({
    rowCount: 0,
  });
  expect(keyring.isDestroyed(importKey(begun.id))).toBe(true);
  expect(await commitFile(place, begun.id, checked.value.plan)).toMatchObject({
    error: { code: 'already-decided' },
  });
});

test('IMP-3 a dry run writes nothing, and a commit that would do something else than its check is none', async () => {
  const before = await counts();
  const text = 'reference,name\nC-1,Carla\n';
  const first = await stageText(place, 'people', text);
  const checked = await checkFile(place, first);
  if (!checked.ok) throw new Error(checked.error.message);
  expect(checked.value).toMatchObject({ counts: { new: 1 }, faultCount: 0 });
  expect(await counts()).toEqual(before);
  await importText(place, 'people', 'reference,name\nC-1,Carla Before\n');
  const after = await counts();
  expect(await commitFile(place, first, checked.value.plan)).toMatchObject({ error: { code: 'changed' } });
  expect(await counts()).toEqual(after);
});

test('IMP-5 the same caseload again changes nothing, and what names one thing twice is at fault', async () => {
  for (const kind of caseloadKinds) expect((await importText(place, kind, fileOf(kind))).faultCount).toBe(0);
  const before = await counts();
  for (const kind of caseloadKinds) {
    const again = await importText(place, kind, fileOf(kind));
    expect({ kind, ...again.counts }).toMatchObject({ kind, new: 0, changed: 0, settled: 0 });
  }
  expect(await counts()).toEqual(before);
  const twice = await checkText(place, 'people', 'reference,name\nD-1,Dan\nD-1,Dan\n');
  expect(twice.faults).toMatchObject([{ line: 3, code: 'doubled' }]);
});

test('IMP-5 what a file leaves empty it does not take away; what it changes is found by its new name', async () => {
  await importText(place, 'people', 'reference,name,pronouns,languages\nE-1,Edna Oldname,she,es en\n');
  const { counts: done } = await importText(place, 'people', 'reference,name\nE-1,Edna Newname\n');
  expect(done).toMatchObject({ changed: 1 });
  const out = (await exportText(place, 'people')).split('\r\n').find((line) => line.startsWith('E-1'));
  expect(out).toBe('E-1,Edna Newname,,she,es en,,,,,,');
});

test('IMP-5 whoever gets another name is found by it, by their other names still, and by the old one no more', async () => {
  await importText(place, 'people', 'reference,name\nE-2,Ottilie Kept\n');
  const { rows } = await owner.query(`select id, sealed from participant where reference = 'E-2'`);
  const [{ id, sealed }] = rows;
  const key = keyring.create(id);
  const details = { ...openRow(key, 'participant', id, sealed), otherNames: ['Kept Grace'] };
  await owner.query('update participant set sealed = $2 where id = $1', [
    id,
    sealRow(key, 'participant', id, details),
  ]);
  await importText(place, 'people', 'reference,name\nE-2,Wilhelmina Other\n');
  const token = (part: string) => tokenOf(keyring.derive('search', place.programmeId), `n:${part}`);
  const found = async (part: string) =>
    (
      await owner.query('select from participant_search where participant_id = $1 and token = $2', [
        id,
        token(part),
      ])
    ).rowCount;
  expect([await found('wilhelmina'), await found('kept'), await found('ottilie')]).toEqual([1, 1, 0]);
});

test('IMP-6 MSG-11 STOP and an end that were said here hold against consent of a file that is older', async () => {
  const consent = (participant: string, on: string) =>
    `participant,kind,address,consent\n${participant},phone,+13035550188,${on}\n`;
  await importText(place, 'people', 'reference,name\nSTOP-1,Ana\nSTOP-2,Bo\nSTOP-3,Cy\n');
  await importText(place, 'contacts', consent('STOP-1', '2026-01-05'));
  const states = async () =>
    (
      await owner.query<{ state: string }>(
        `select p.reference || case when c.stopped_at is null then ' open' else ' stopped' end || case when c.ended_at is null then '' else ' ended' end as state
         from contact_point c join participant p on p.id = c.participant_id where p.reference like 'STOP-%' order by c.created_at, c.id`,
      )
    ).rows.map(({ state }) => state);
  await owner.query(
    `update contact_point c set stopped_at = now() - interval '1 hour' from participant p where p.id = c.participant_id and p.reference = 'STOP-1'`,
  );
  // Somebody else has the number too: with consent of before it, and of after it.
  await importText(place, 'contacts', consent('STOP-2', '2026-01-06'));
  await importText(place, 'contacts', consent('STOP-3', new Date().toISOString()));
  expect(await states()).toEqual(['STOP-1 stopped', 'STOP-2 stopped', 'STOP-3 open']);
  await owner.query(
    `update contact_point c set ended_at = now(), ended_by = $1 from participant p where p.id = c.participant_id and p.reference = 'STOP-3'`,
    [await insertStaff(database, place.programmeId, 'Ida')],
  );
  expect((await importText(place, 'contacts', consent('STOP-3', '2026-01-07'))).counts).toMatchObject({
    settled: 1,
    new: 0,
  });
  expect(await states()).toEqual(['STOP-1 stopped', 'STOP-2 stopped', 'STOP-3 open ended']);
});

test('IMP-6 MSG-11 STOP that a file brings holds for whoever has the number already, with consent that is older; the audit says what stands', async () => {
  await importText(place, 'people', 'reference,name\nBROUGHT-1,Ana\nBROUGHT-2,Bo\nBROUGHT-3,Cy\n');
  const given = (participant: string, consent: string, stopped: string) =>
    `participant,kind,address,consent,stopped\n${participant},phone,+13035550189,${consent},${stopped}\n`;
  await importText(place, 'contacts', given('BROUGHT-1', '2026-01-05', ''));
  await importText(place, 'contacts', given('BROUGHT-2', '2026-01-06', '2026-02-01'));
  await importText(place, 'contacts', given('BROUGHT-3', '2026-01-07', ''));
  const { rows } = await owner.query(
    `select p.reference, c.stopped_at is not null as stopped from contact_point c join participant p on p.id = c.participant_id
     where p.reference like 'BROUGHT-%' order by 1`,
  );
  expect(rows.map(({ stopped }) => stopped)).toEqual([true, true, true]);
});

test('IMP-6 a version that stands, a schedule and what a person took back are not changed by a file', async () => {
  const amended = fileOf('orders', 1).replace('Simulated order', 'Another order');
  const { faults } = await checkText(place, 'orders', amended);
  expect(faults).toMatchObject([{ line: 2, column: 'version', code: 'differs' }]);
  const moved = fileOf('check-ins', 1).replace(',3,3,', ',4,3,');
  expect((await checkText(place, 'check-ins', moved)).faults).toMatchObject([{ code: 'differs' }]);
  const given = `participant,kind,address,consent\nS-0000000,email,ana@example.org,2026-01-05\n`;
  await importText(place, 'contacts', given);
  await owner.query(`update contact_point set stopped_at = now() where kind = 'email'`);
  expect((await importText(place, 'contacts', given)).counts).toMatchObject({ same: 1 });
  const held = fileOf('hearings', 1)
    .split('\r\n')
    .slice(0, 2)
    .join('\r\n')
    .replace('scheduled,', 'held,appeared');
  expect((await checkText(place, 'hearings', `${held}\r\n`)).counts).toMatchObject({
    settled: 1,
    changed: 0,
  });
});

test('IMP-7 a schedule without a clause that permits it does not come in', async () => {
  await importText(place, 'people', 'reference,name,office\nF-1,Fay,Simulated office 1\n');
  const line = 'participant,office,kind,rhythm,starts_on\nF-1,Simulated office 1,office,weeks-4,2031-01-06\n';
  expect((await checkText(place, 'check-ins', line)).faults).toMatchObject([
    { line: 2, code: 'clause-missing' },
  ]);
});

test('IMP-9 each person in what goes out is recorded as looked at, with the purpose', async () => {
  expect((await exportText(place, 'hearings')).split('\r\n').length).toBeGreaterThan(41);
  const { rows } = await owner.query(
    `select count(distinct r.participant_id)::int as seen, (select count(*)::int from participant where programme_id = $1) as people
     from access_record r where r.programme_id = $1 and r.purpose = 'a test' and r.what = 'caseload' and r.operator = 'test'`,
    [place.programmeId],
  );
  expect(rows[0].seen).toBe(rows[0].people);
});

test('IMP-10 a file that is not in after thirty days is given up, and nothing of it can be read', async () => {
  const id = await stageText(place, 'people', 'reference,name\nH-1,Hal\n');
  expect(await giveUpOldImports(owner, keyring, Date.now() + 29 * 86_400_000)).toBe(0);
  expect(await giveUpOldImports(owner, keyring, Date.now() + 31 * 86_400_000)).toBeGreaterThan(0);
  expect(await checkFile(place, id)).toMatchObject({ error: { code: 'already-decided' } });
  expect(await owner.query('select from caseload_rows')).toMatchObject({ rowCount: 0 });
  expect(keyring.isDestroyed(importKey(id))).toBe(true);
});

test('IMP-9 whoever’s key was destroyed is not in it', async () => {
  await importText(place, 'people', 'reference,name\nG-1,Gus\n');
  const { rows } = await owner.query(`select id from participant where reference = 'G-1'`);
  keyring.destroy(rows[0].id);
  expect(await exportText(place, 'people')).not.toContain('G-1');
  const { faults } = await checkText(
    place,
    'contacts',
    'participant,kind,address\nG-1,email,g@example.org\n',
  );
  expect(faults).toMatchObject([{ column: 'participant', code: 'person-destroyed' }]);
});
