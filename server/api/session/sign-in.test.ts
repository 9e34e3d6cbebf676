import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { administrator, password, programme, withTestApi } from '../testing/start.ts';
import { totpOf } from '../testing/totp.ts';

const system = await withTestApi();

test('first run to signed in', async () => {
  const client = system.client();
  expect((await client.get('/api/session')).body).toEqual({ state: 'first-run' });
  expect(statSync(join(system.dataDir, 'first-run-key')).mode & 0o777).toBe(0o600);
  const wrong = await client.post('/api/first-run', { key: 'guess', programme, administrator });
  expect(wrong).toMatchObject({ status: 401, body: { code: 'wrong-key' } });
  const made = await client.post('/api/first-run', { key: system.api.firstRunKey, programme, administrator });
  expect(made).toMatchObject({ status: 200, body: { state: 'second-factor-enrolment' } });
  const begun = await client.post('/api/second-factor/enrol', { password });
  expect(begun.status).toBe(200);
  const done = await client.post('/api/second-factor/confirm', { code: totpOf(begun.body.uri) });
  expect(done).toMatchObject({ status: 200, body: { state: 'signed-in', staff: { name: 'Ada Admin' } } });
  expect((await client.get('/api/session')).body).toMatchObject({ state: 'signed-in' });
  expect(await client.get('/api/status')).toMatchObject({ status: 200 });
});
