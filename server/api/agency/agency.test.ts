import { expect, test } from 'vitest';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
await admin.post('/api/providers', { name: 'Homeward' });
const supervisor = await signInAs(system, admin, ['supervisor'], 'whole@example.org');

test('ACC-23 an office is opened once by its name, with an audit entry, and staff may be placed in it', async () => {
  const opened = await admin.post('/api/offices', { name: ' North ' });
  expect(opened).toMatchObject({ status: 201, body: { name: 'North' } });
  expect((await admin.post('/api/offices', { name: 'North' })).body).toMatchObject({
    code: 'exists',
    fields: [{ path: 'body.name' }],
  });
  expect((await supervisor.post('/api/offices', { name: 'South' })).status).toBe(403);
  const { rows } = await owner.query(
    "select action from audit_entry where entity = 'office' and entity_id = $1",
    [opened.body.id],
  );
  expect(rows.map(({ action }) => action)).toEqual(['office.opened']);
  await signInAs(system, admin, ['case-officer'], 'north@example.org', { office: 'North' });
  await signInAs(system, admin, ['case-worker'], 'worker@example.org', { provider: 'Homeward' });
  expect((await admin.get('/api/agency')).body).toEqual({
    offices: [{ id: opened.body.id, name: 'North', timezone: 'America/New_York', phone: null, staff: 1 }],
    providers: [expect.objectContaining({ name: 'Homeward', staff: 1 })],
  });
});

test('ACC-23 the staff list says in which offices somebody’s roles hold, and whose staff they are', async () => {
  await admin.post('/api/offices', { name: 'East' });
  const { staff } = (await admin.get('/api/staff')).body;
  const find = (email: string) => staff.find((one: { email: string }) => one.email === email);
  expect(find('north@example.org')).toMatchObject({ offices: ['North'], provider: null });
  expect(find('whole@example.org')).toMatchObject({ offices: [], provider: null });
  expect(find('worker@example.org')).toMatchObject({ provider: 'Homeward' });
  const id = find('north@example.org').id;
  await admin.send('PUT', `/api/staff/${id}/offices`, { offices: ['North', 'East'] });
  const after = (await admin.get('/api/staff')).body.staff.find((one: { id: string }) => one.id === id);
  expect(after.offices).toEqual(['East', 'North']);
  expect((await admin.get('/api/agency')).body.offices).toMatchObject([
    { name: 'East', staff: 1 },
    { name: 'North', staff: 1 },
  ]);
});

test('ACC-23 colleagues are whoever has not left; nobody without a right to assign has the list', async () => {
  const leaver = await signInAs(system, admin, ['case-officer'], 'leaver@example.org');
  await admin.post(`/api/staff/${leaver.staffId}/end`);
  const { status, body } = await supervisor.get('/api/colleagues');
  expect(status).toBe(200);
  const names = body.colleagues.map(({ name }: { name: string }) => name);
  expect(names).toContain('Test case-worker');
  expect(body.colleagues.map(({ id }: { id: string }) => id)).not.toContain(leaver.staffId);
  expect(body.providers).toMatchObject([{ name: 'Homeward' }]);
  expect((await admin.get('/api/colleagues')).status).toBe(403);
});
