import { expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import { officeDay } from '../testing/day.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
const supervisor = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const make = async (path: string, name: string): Promise<string> =>
  (await admin.post(`/api/${path}`, { name })).body.id;
const on = officeDay(-1);
const closing = { on, reason: 'the lease is over' };

test.each(['offices', 'providers'])(
  'ACC-30 %s: renamed once by whoever saw the name that stands, with an audit entry; a name is one place’s',
  async (path) => {
    const id = await make(path, `Old ${path}`);
    await make(path, `Taken ${path}`);
    const rename = (was: string, name: string, by = admin) =>
      by.post(`/api/${path}/${id}/name`, { was, name });
    expect(await rename(`Old ${path}`, `New ${path}`)).toMatchObject({
      status: 200,
      body: { name: `New ${path}` },
    });
    expect((await rename(`Old ${path}`, 'Else')).body).toMatchObject({ code: 'version-changed' });
    expect((await rename(`New ${path}`, `Taken ${path}`)).body).toMatchObject({
      code: 'exists',
      fields: [{ path: 'body.name' }],
    });
    expect((await rename(`New ${path}`, 'Else', supervisor)).status).toBe(403);
    const names = (await admin.get('/api/agency')).body[path].map(({ name }: { name: string }) => name);
    expect(names).toContain(`New ${path}`);
    expect(names).not.toContain(`Old ${path}`);
    const { rows } = await owner.query(
      `select action from audit_entry where entity_id = $1 and action like '%.renamed'`,
      [id],
    );
    expect(rows).toHaveLength(1);
  },
);

test('ACC-31 an office is not ended while people, devices or staff stand in it, and the refusal counts them for who sees nobody', async () => {
  const id = await make('offices', 'Full');
  await supervisor.post('/api/enrolments', lineOf('P-1', { participant: { office: 'Full' } }));
  await supervisor.post('/api/enrolments', lineOf('P-2', { participant: { office: 'Full' } }));
  await signInAs(system, admin, ['case-officer'], 'full@example.org', { office: 'Full' });
  const refused = await admin.post(`/api/offices/${id}/end`, closing);
  expect(refused).toMatchObject({ status: 409, body: { code: 'still-used' } });
  expect(refused.body.detail).toBe('Still here: 2 people, 2 devices, 1 of the staff. Move them first.');
  expect((await admin.get('/api/agency')).body.offices).toContainEqual(expect.objectContaining({ id }));
});

test('ACC-31 a provider is not ended while its staff work or people are with it', async () => {
  const id = await make('providers', 'Homeward');
  await signInAs(system, admin, ['case-worker'], 'worker@example.org', { provider: 'Homeward' });
  const refused = await admin.post(`/api/providers/${id}/end`, closing);
  expect(refused.body.detail).toBe('Still here: 1 of the staff. Move them first.');
});

test.each(['offices', 'providers'])(
  'ACC-31 %s: an empty one ends from a day on, leaves every list, and its name is free',
  async (path) => {
    const id = await make(path, `Empty ${path}`);
    const end = (body: object, by = admin) => by.post(`/api/${path}/${id}/end`, body);
    expect((await end(closing, supervisor)).status).toBe(403);
    expect((await end({ ...closing, on: '2099-01-01' })).body).toMatchObject({ code: 'future' });
    expect((await end(closing)).status).toBe(200);
    expect((await end(closing)).status).toBe(404);
    expect(JSON.stringify((await admin.get('/api/agency')).body)).not.toContain(`Empty ${path}`);
    const { rows } = await owner.query(
      `select (ended_at at time zone 'America/New_York')::date::text as on from ${path.slice(0, -1)} where id = $1`,
      [id],
    );
    expect(rows).toEqual([{ on }]);
    expect(await make(path, `Empty ${path}`)).not.toBe(id);
  },
);

test('ACC-31 somebody is enrolled into an office of the name of one that has ended: it is another office', async () => {
  const id = await make('offices', 'Again');
  expect((await admin.post(`/api/offices/${id}/end`, closing)).status).toBe(200);
  const line = lineOf('P-3', { participant: { office: 'Again' } });
  expect((await supervisor.post('/api/enrolments', line)).status).toBe(200);
  const { offices } = (await admin.get('/api/agency')).body;
  const again = offices.find(({ name }: { name: string }) => name === 'Again');
  expect(again.id).not.toBe(id);
});

test('ACC-38 the telephone number of an office is an administrator’s to enter, with an audit entry; the second of two is told which stands', async () => {
  const id = await make('offices', 'Called');
  const set = (was: string | null, phone: string | null, by = admin) =>
    by.post(`/api/offices/${id}/phone`, { was, phone });
  expect((await set(null, '+1 (305) 555-0100 ext. 4')).status).toBe(200);
  expect((await set(null, '305-555-0199')).body).toMatchObject({
    code: 'version-changed',
    detail: 'Somebody entered the number +1 (305) 555-0100 ext. 4 meanwhile.',
  });
  expect((await set('+1 (305) 555-0100 ext. 4', 'call us')).body.fields).toMatchObject([
    { path: 'body.phone', message: 'write the number as one dials it, as 305-555-0100' },
  ]);
  expect((await set(null, '305-555-0199', supervisor)).status).toBe(403);
  expect((await admin.get('/api/agency')).body.offices).toContainEqual(
    expect.objectContaining({ id, phone: '+1 (305) 555-0100 ext. 4' }),
  );
  expect((await set('+1 (305) 555-0100 ext. 4', null)).body).toEqual({ id, phone: null });
  const { rows } = await owner.query(
    'select action, after from audit_entry where entity_id = $1 order by at',
    [id],
  );
  expect(rows.map(({ action }) => action)).toEqual([
    ...['office.opened', 'office.telephone-changed', 'office.telephone-changed'],
  ]);
  await expect(owner.query("update office set phone = 'none' where id = $1", [id])).rejects.toMatchObject({
    code: '23514',
  });
});
