import { expect, test } from 'vitest';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
await withSecondPerson(system, admin);
const officer = await signInAs(system, admin, ['case-officer'], 'officer@example.org');
const supervisor = await signInAs(system, admin, ['supervisor'], 'supervisor@example.org');
const other = await signInAs(system, admin, ['supervisor'], 'other@example.org');

const words = {
  title: 'A word about {reasons}',
  body: [{ kind: 'paragraph', text: 'Dear {participant}, call {phone}.' }],
} as const;
const made = { kind: 'to-participant', language: 'en', name: 'A short word', ...words } as const;
const create = async (over: object = {}): Promise<string> => {
  const answer = await officer.post('/api/letter-templates', { ...made, ...over });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return answer.body.template;
};
const read = async (id: string) =>
  (await officer.get('/api/letter-templates')).body.templates.find((one: { id: string }) => one.id === id);

test('LTR-1 a placeholder that is none, or of another kind of letter, is refused where it stands', async () => {
  const refusalOf = async (over: object) =>
    (await officer.post('/api/letter-templates', { ...made, ...over })).body;
  expect(await refusalOf({ title: 'Dear {name}' })).toMatchObject({
    code: 'placeholder',
    fields: [{ path: 'body.title', message: expect.stringContaining('{name} is no placeholder') }],
  });
  const hearing = { body: [made.body[0], { kind: 'free', text: 'On {hearingWhen}' }] };
  expect(await refusalOf(hearing)).toMatchObject({
    fields: [{ path: 'body.body.1.text', message: expect.stringContaining('about something else') }],
  });
  expect((await refusalOf({ title: 'A brace { alone' })).detail ?? '').toContain('brace');
  // No placeholder holds an address of the participant's.
  expect((await refusalOf({ title: 'At {address}' })).code).toBe('placeholder');
});

test('LTR-12 of two who write in one draft the second is told, and loses nothing', async () => {
  const id = await create({ name: 'For two' });
  const write = (by: typeof officer, revision: number | null, title: string) =>
    by.post(`/api/letter-templates/${id}/draft`, { revision, ...words, title });
  expect((await write(officer, 1, 'One')).body).toEqual({ template: id, version: 1, revision: 2 });
  expect(await write(supervisor, 1, 'Two')).toMatchObject({ status: 409, body: { code: 'version-changed' } });
  expect((await write(supervisor, 2, 'Two')).body).toMatchObject({ revision: 3 });
  // There is a draft: nobody begins another beside it.
  expect((await write(officer, null, 'Three')).status).toBe(409);
  const [draft] = (await read(id)).versions;
  expect(draft).toMatchObject({ status: 'draft', title: 'Two' });
  expect(draft.authors.map((one: { id: string }) => one.id).sort()).toEqual(
    [officer.staffId, supervisor.staffId].sort(),
  );
});

test('LTR-13 a draft is published by somebody who wrote nothing of it, as it was read', async () => {
  const id = await create({ name: 'By another' });
  await supervisor.post(`/api/letter-templates/${id}/draft`, { revision: 1, ...words, title: 'Mine' });
  const publish = (by: typeof officer, revision: number) =>
    by.post(`/api/letter-templates/${id}/publish`, { version: 1, revision });
  expect((await publish(officer, 2)).status).toBe(403);
  expect((await publish(supervisor, 2)).body.code).toBe('second-person');
  expect((await publish(other, 1)).body.code).toBe('version-changed');
  expect((await publish(other, 2)).status).toBe(200);
  expect((await publish(other, 2)).status).toBe(409);
  expect((await read(id)).versions[0]).toMatchObject({
    status: 'published',
    published: { by: { id: other.staffId } },
  });
  const entries = await owner.query('select action from audit_entry where entity_id = $1 order by id', [id]);
  expect(entries.rows.map(({ action }) => action)).toEqual([
    'letter-template.created',
    'letter-template.drafted',
    'letter-template.published',
  ]);
});

test('LTR-13 two accounts that rest on one person’s word are one person here as well', async () => {
  const id = await create({ name: 'A puppet’s' });
  await owner.query('update staff set rests_on = $2 where id = $1', [other.staffId, officer.staffId]);
  const answer = await other.post(`/api/letter-templates/${id}/publish`, { version: 1, revision: 1 });
  await owner.query('update staff set rests_on = null where id = $1', [other.staffId]);
  expect(answer.body.code).toBe('second-person');
});

test('LTR-14 what was published is not edited: the next version is another, and a withdrawn template stays on record', async () => {
  const id = await create({ name: 'In versions' });
  await supervisor.post(`/api/letter-templates/${id}/publish`, { version: 1, revision: 1 });
  const next = { revision: null, ...words, title: 'The second' };
  expect((await officer.post(`/api/letter-templates/${id}/draft`, next)).body).toMatchObject({ version: 2 });
  expect(
    (await officer.post(`/api/letter-templates/${id}/discard`, { version: 2, revision: 1 })).status,
  ).toBe(200);
  expect((await read(id)).versions.map((one: { status: string }) => one.status)).toEqual([
    'discarded',
    'published',
  ]);
  expect((await supervisor.post(`/api/letter-templates/${id}/withdraw`)).status).toBe(200);
  expect((await officer.post(`/api/letter-templates/${id}/draft`, next)).body.code).toBe('withdrawn');
  expect((await read(id)).withdrawn).not.toBeNull();
  const app = system.database.pool('app');
  const client = await app.connect();
  const edit = (version: number) =>
    client.query('update letter_template_version set title = $3 where template_id = $1 and version = $2', [
      id,
      version,
      'x',
    ]);
  try {
    const { rows } = await owner.query(
      'select programme_id as programme from letter_template where id = $1',
      [id],
    );
    for (const version of [1, 2]) {
      await client.query('begin');
      await client.query(
        `select set_config('attend.programme', $1, true), set_config('attend.staff', $2, true)`,
        [rows[0].programme, supervisor.staffId],
      );
      await expect(edit(version)).rejects.toThrow('is not edited');
      await client.query('rollback');
    }
  } finally {
    client.release();
  }
  await expect(app.query('delete from letter_template_version')).rejects.toMatchObject({ code: '42501' });
  await expect(app.query('update letter_template_version set version = 9')).rejects.toMatchObject({
    code: '42501',
  });
});

test('LTR-11 the program’s own is offered until the programme has published one of that kind and language', async () => {
  const isReplaced = async (language: string) =>
    (await officer.get('/api/letter-templates')).body.builtIn.find(
      (one: { kind: string; language: string }) => one.kind === 'status-report' && one.language === language,
    ).replaced;
  expect(await isReplaced('es')).toBe(false);
  const id = await create({ kind: 'status-report', language: 'es', name: 'Informe' });
  expect(await isReplaced('es')).toBe(false);
  await supervisor.post(`/api/letter-templates/${id}/publish`, { version: 1, revision: 1 });
  expect([await isReplaced('es'), await isReplaced('en')]).toEqual([true, false]);
  await supervisor.post(`/api/letter-templates/${id}/withdraw`);
  expect(await isReplaced('es')).toBe(false);
});
