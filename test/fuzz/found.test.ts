import { connect } from 'node:net';
import { beforeAll, expect, test } from 'vitest';
import type { Client } from '../../server/api/testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../../server/api/testing/start.ts';
import { readAnswers } from './answers.ts';

/** What API fuzzing found, each as the smallest request that showed it. */
const system = await withTestApi();
let admin: Client;
let supervisor: Client;
beforeAll(async () => {
  admin = await firstRun(system);
  supervisor = await signInAs(system, admin, ['supervisor']);
});

/** Bytes as they are, over a connection of their own; all that comes back. */
async function sendBytes(text: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let told = '';
  const socket = connect(Number(new URL(system.api.address).port), '127.0.0.1', () => socket.write(text));
  socket
    .setEncoding('latin1')
    .on('data', (part: string) => {
      told += part;
    })
    .once('error', reject)
    .once('close', () => resolve(told));
  return promise;
}

test('FUZ-1 an id too long for the router is refused as everything is, and its address not repeated', async () => {
  const long = 'x'.repeat(300);
  const answer = await supervisor.send('DELETE', `/api/passkeys/${long}`);
  expect(answer).toMatchObject({ status: 400, body: { code: 'bad-request' } });
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(JSON.stringify(answer.body)).not.toContain(long);
});

test('FUZ-1 so is an address with a broken escape', async () => {
  const told = await sendBytes('GET /api/people/%E0%A4%A HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  expect(told).toContain('HTTP/1.1 400');
  expect(told).toContain('application/problem+json');
});

test('FUZ-1 bytes that are no HTTP are told so in the same form, and the connection ends', async () => {
  for (const [bytes, status] of [
    ['FOO\r\n\r\n', 400],
    [`GET /api/health HTTP/1.1\r\nhost: x\r\nx: ${'y'.repeat(20_000)}\r\n\r\n`, 431],
  ] as const) {
    const told = await sendBytes(bytes);
    expect(told).toContain(`HTTP/1.1 ${status} `);
    expect(told).toContain('application/problem+json');
    expect(JSON.parse(told.slice(told.indexOf('\r\n\r\n')))).toMatchObject({ status, code: 'bad-request' });
  }
});

test('FUZ-1 a NUL is refused where it comes in, with the field’s name, and never first by the database', async () => {
  const office = await admin.post('/api/offices', { name: 'No\u0000rth' });
  expect(office).toMatchObject({ status: 400, body: { fields: [{ path: 'body.name' }] } });
  const devices = await supervisor.get('/api/devices?q=%00');
  expect(devices).toMatchObject({ status: 400, body: { fields: [{ path: 'query.q' }] } });
});

test('FUZ-1 a method that nothing here knows is 405 with what the address does know, whatever it would have to bring', async () => {
  const told = await sendBytes('QUERY /api/absences HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
  expect(told).toContain('HTTP/1.1 405');
  expect(told.toLowerCase()).toContain('allow: get, post');
  const text = await supervisor.send('PUT', '/api/absences', 'text', { 'content-type': 'text/plain' });
  expect(text).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
});

test('FUZ-1 an address that a route names whole allows what that route does, not what another’s {id} would', async () => {
  const answer = await supervisor.send('PATCH', '/api/passkeys/options');
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('POST');
});

test('FUZ-1 an address that no mail reaches is not taken for anybody’s', async () => {
  const person = { name: 'Long', roles: ['auditor'] };
  for (const email of [`${'a'.repeat(65)}@example.org`, `a@${'b'.repeat(64)}.org`, 'a@b-.org'])
    expect((await admin.post('/api/staff', { ...person, email })).status, email).toBe(400);
  const longest = `${'a'.repeat(64)}@example.org`;
  expect((await admin.post('/api/staff', { ...person, email: longest })).status).toBe(201);
});

test('FUZ-1 instants of every offset that RFC 3339 knows are understood, those of no year that anybody lives in refused', async () => {
  const ask = (from: string) => supervisor.get(`/api/audit/entries?from=${encodeURIComponent(from)}`);
  expect((await ask('2026-03-01T12:00:00+23:59')).status).toBe(200);
  expect((await ask('2026-03-01T12:00:00-18:00')).status).toBe(200);
  expect((await ask('0000-03-01T12:00:00Z')).status).toBe(400);
  expect((await ask('9999-12-31T23:59:59-23:00')).status).toBe(400);
});

test('FUZ-1 a NUL in a text is refused by its field, before the database would', async () => {
  const asked = [
    supervisor.get('/api/people?q=a%00b'),
    supervisor.get('/api/people/0198c0de-0000-7000-8000-000000000000?purpose=a%00b'),
    supervisor.get('/api/audit/entries?person=%00x'),
    supervisor.send('DELETE', '/api/sessions/a%00b'),
    supervisor.send('PUT', '/api/passkeys/a%00b', { name: 'x' }),
    admin.post('/api/providers', { name: 'a\u0000b' }),
    supervisor.post('/api/break-glass', { reference: 'N-1', reason: 'a reason of some length\u0000' }),
    supervisor.post('/api/oversight/looks/0198c0de-0000-7000-8000-000000000000/decision', {
      ...{ outcome: 'explained', note: 'a\u0000b' },
    }),
    admin.post('/api/staff', { name: 'a\u0000b', email: 'a@example.org', roles: ['auditor'] }),
  ];
  for (const { status, body } of await Promise.all(asked)) {
    expect(status).toBe(400);
    expect(body.fields[0].message).toContain('control character');
  }
  expect(readAnswers(system.logged).faults).toEqual([]);
});

test('FUZ-1 whoever does not see everybody has their keys worked out on a connection that has kept none', async () => {
  const client = await system.database.pool('app').connect();
  try {
    const officer = await signInAs(system, admin, ['case-officer'], 'fresh@example.org');
    const { rows } = await system.database
      .pool('owner')
      .query('select programme_id as programme from staff where id = $1', [officer.staffId]);
    await client.query('begin');
    await client.query(
      `select set_config('attend.programme', $1, true), set_config('attend.staff', $2, true)`,
      [rows[0].programme, officer.staffId],
    );
    await client.query(`select reach('{case-officer/assigned}')`);
  } finally {
    await client.query('rollback');
    client.release();
  }
});
