import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { succeed } from '@attend/kernel';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { defineRoute } from '../route.ts';
import { routes } from '../routes.ts';
import { type Client, createClient } from '../testing/client.ts';
import { firstRun, withTestApi } from '../testing/start.ts';

const webRoot = mkdtempSync(join(tmpdir(), 'attend-web-'));
mkdirSync(join(webRoot, 'assets'));
writeFileSync(join(webRoot, 'index.html'), '<!doctype html><title>Attend</title>');
writeFileSync(join(webRoot, 'assets', 'app-abc123.js'), 'export {};');
writeFileSync(join(webRoot, '..', 'outside.txt'), 'outside');
afterAll(() => {
  rmSync(webRoot, { recursive: true });
  rmSync(join(webRoot, '..', 'outside.txt'));
});

let changes = 0;
const change = defineRoute({
  method: 'POST',
  path: '/api/fixture',
  summary: 'Counts.',
  permission: 'signed-in',
  access: { reads: 'nobody' },
  query: z.object({ who: z.string().max(40).optional() }),
  body: z.object({ name: z.string().max(100_000) }),
  response: z.object({ changes: z.int() }),
  handler: async () => {
    changes += 1;
    return succeed({ changes });
  },
});
const system = await withTestApi({ routes: [...routes, change], webRoot });
let admin: Client;
beforeAll(async () => {
  admin = await firstRun(system);
});
const post = (headers: Record<string, string>, client = admin) =>
  client.post('/api/fixture', { name: 'x' }, headers);

describe('a write that another site asks for', () => {
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  ];
  test.each(foreign)('ACC-11 is refused: %o', async (headers) => {
    const before = changes;
    expect(await post(headers)).toMatchObject({ status: 403, body: { code: 'other-origin' } });
    expect(changes).toBe(before);
  });

  test.each(foreign)('ACC-11 is refused at sign-in too: %o', async (headers) => {
    const answer = await system.client().post('/api/sign-in', { email: 'a@b.org', password: 'x' }, headers);
    expect(answer.status).toBe(403);
  });

  test('is not what one’s own page does, nor a program that is no browser', async () => {
    expect((await post({})).status).toBe(200);
    expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    const response = await fetch(`${admin.origin}/api/fixture`, {
      method: 'POST',
      headers: { cookie: admin.cookies(), 'content-type': 'application/json' },
      body: '{"name":"x"}',
    });
    expect(response.status).toBe(200);
  });

  test('ACC-11 cannot be a form: only JSON is read', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect(await admin.post('/api/fixture', '{"name":"x"}', { 'content-type': type })).toMatchObject({
        status: 415,
        body: { code: 'media-type' },
      });
  });
});

describe('refusals are problems', () => {
  test('of the body, field by field', async () => {
    expect(await admin.post('/api/fixture', { name: 7 })).toMatchObject({
      status: 400,
      body: { code: 'bad-request', fields: [{ path: 'body.name' }] },
    });
  });
  test('of the query and the path', async () => {
    expect((await admin.post(`/api/fixture?who=${'x'.repeat(50)}`, { name: 'x' })).body.fields[0].path).toBe(
      'query.who',
    );
    expect((await admin.send('DELETE', '/api/staff')).status).toBe(405);
  });
  test('of broken JSON, an empty body and one too large', async () => {
    expect((await admin.post('/api/fixture', '{"name":')).body).toMatchObject({
      status: 400,
      code: 'bad-request',
    });
    expect((await admin.post('/api/fixture', '')).body).toMatchObject({ status: 400 });
    const large = await admin.post('/api/fixture', { name: 'x'.repeat(70_000) });
    expect(large).toMatchObject({ status: 413, body: { code: 'too-large' } });
  });
  test('ACC-27 of a parameter given twice, a field that is not ours, and a name that would reach into every object', async () => {
    expect(await admin.post('/api/fixture?who=a&who=b', { name: 'x' })).toMatchObject({ status: 400 });
    for (const body of [
      '{"name":"x","__proto__":{"admin":true}}',
      '{"name":"x","constructor":{"prototype":{"a":1}}}',
    ])
      expect(await admin.post('/api/fixture', body)).toMatchObject({
        status: 400,
        body: { code: 'bad-request' },
      });
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });
  test.each([
    [
      'two lengths of one body',
      'POST /api/fixture HTTP/1.1',
      ['Content-Length: 3', 'Transfer-Encoding: chunked'],
    ],
    ['two Content-Lengths', 'POST /api/fixture HTTP/1.1', ['Content-Length: 3', 'Content-Length: 5']],
    ['two hosts', 'GET /api/session HTTP/1.1', ['Host: evil.example']],
    ['a line within a header', 'GET /api/session HTTP/1.1', ['X-A: b\rX-C: d']],
    ['TRACE', 'TRACE /api/session HTTP/1.1', []],
    ['CONNECT', 'CONNECT example.org:443 HTTP/1.1', []],
  ] as const)('ACC-27 %s is refused', async (_, first, headers) => {
    const { port, hostname } = new URL(admin.origin);
    const socket = connect(Number(port), hostname);
    socket.end([first, `Host: ${hostname}`, ...headers, 'Connection: close', '', 'abc'].join('\r\n'));
    let said = '';
    // Closed without a word is a refusal too.
    for await (const some of socket) said += some;
    expect(said.split('\r\n')[0]).toMatch(/^$|^HTTP\/1\.1 4\d\d /);
  });
  test('of an address or a method that is not there', async () => {
    expect((await admin.get('/api/nothing')).body).toMatchObject({ status: 404, code: 'no-such-route' });
    const method = await admin.send('PUT', '/api/staff/0198c0de-0000-7000-8000-000000000000/end', {});
    expect(method).toMatchObject({ status: 405, body: { code: 'method-not-allowed' } });
    expect(method.headers.get('allow')).toBe('POST');
  });
  test('each with the request’s id, which the log has too', async () => {
    const { body, headers } = await admin.get('/api/nothing');
    expect(headers.get('x-request-id')).toBe(body.requestId);
    expect(system.logged.some((line) => line.includes(body.requestId))).toBe(true);
  });
});

test('ACC-10 no query, address or name ever reaches the log', async () => {
  await admin.post('/api/fixture?who=canary-query', { name: 'canary-body' });
  await admin.post('/api/fixture?who=canary-query', { name: 7, also: 'canary-body' });
  await admin.get('/api/nothing/canary-path?q=canary-query');
  await admin.post('/api/sign-in', { email: 'canary@example.org', password: 'canary-password' });
  const log = system.logged.join('');
  expect(log).toContain('"route":"/api/fixture"');
  expect(log).not.toContain('canary');
  expect(log).not.toContain('ada@example.org');
});

test('ACC-25 the log says who asked and why it was refused, by number and code', async () => {
  const me = await admin.get('/api/session');
  await admin.get('/api/staff');
  await admin.post('/api/step-up', { code: '000000' });
  await system.client().post('/api/sign-in', { email: 'canary@example.org', password: 'canary-password' });
  const answered = () =>
    system.logged.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'answered');
  // A line is written after its answer has left.
  await expect.poll(() => answered().at(-1)?.refusal).toBe('wrong-credentials');
  const lines = answered();
  const of = (route: string, status: number) =>
    lines.filter((line) => line.route === route && line.status === status).at(-1);
  const staff = me.body.staff.id;
  expect(of('/api/staff', 200)).toMatchObject({
    staff,
    requestId: expect.any(String),
    time: expect.any(Number),
  });
  expect(of('/api/step-up', 401)).toMatchObject({ staff, refusal: 'wrong-code' });
  expect(of('/api/sign-in', 401)).toMatchObject({ refusal: 'wrong-credentials' });
  // Signing in itself was asked by nobody yet: the line names whoever it made of them.
  expect(of('/api/second-factor/confirm', 200)).toMatchObject({ staff });
  expect(lines.filter(({ status, refusal }) => status >= 400 && refusal === undefined)).toEqual([]);
});

test('the description is served, without pages that are no part of the API', async () => {
  const { status, body } = await system.client().get('/api/openapi.json');
  expect(status).toBe(200);
  expect(Object.keys(body.paths).filter((path) => !path.startsWith('/api/'))).toEqual([]);
  expect(body.paths).toHaveProperty(['/api/statistics']);
});

describe('headers', () => {
  test('ACC-26 of every answer keep it from being framed, sniffed, cached, or shown as something else', async () => {
    const answers = [
      await admin.get('/', { accept: 'text/html' }),
      await admin.get('/assets/app-abc123.js'),
      await admin.get('/api/staff'),
      await admin.get('/api/openapi.json'),
      await admin.get('/api/nothing'),
      await admin.get('/nothing.txt'),
      await admin.post('/api/fixture', '{"name":'),
      await post({ origin: 'https://evil.example' }),
      await system.client().get('/api/staff'),
    ];
    for (const { headers, status } of answers) {
      const policy = headers.get('content-security-policy') ?? '';
      for (const part of [
        "default-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
      ])
        expect(policy, String(status)).toContain(part);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('content-type')).toMatch(/^[a-z]+\/[a-z+]+; charset=utf-8$/i);
      // No page of elsewhere may read an answer.
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('x-powered-by') ?? headers.get('server')).toBeNull();
    }
    for (const { headers } of answers
      .slice(2)
      .filter(({ headers }) => headers.get('content-type')?.includes('problem')))
      expect(headers.get('cache-control')).toBe('no-store');
  });

  test('of pages permit our own scripts and the map’s worker, and no frame', async () => {
    const { headers } = await admin.get('/', { accept: 'text/html' });
    const policy = headers.get('content-security-policy') ?? '';
    for (const part of [
      "default-src 'none'",
      "script-src 'self'",
      "worker-src 'self' blob:",
      "frame-ancestors 'none'",
    ])
      expect(policy).toContain(part);
    expect(policy).not.toContain('unsafe-eval');
    expect(policy.match(/script-src[^;]*/)?.[0]).toBe("script-src 'self'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    // Without TLS there is no promise of it to keep.
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  test('of answers keep them out of every cache', async () => {
    expect((await admin.get('/api/staff')).headers.get('cache-control')).toBe('no-store');
  });

  test('behind TLS: cookies for TLS alone, and the browser’s origin is the public one', async () => {
    const api = await system.startAnother({ publicOrigin: 'https://attend.example.org' });
    const signIn = (origin: string) =>
      fetch(`${api.address}/api/sign-in`, {
        method: 'POST',
        headers: { origin, 'content-type': 'application/json' },
        body: JSON.stringify({ email: 'ada@example.org', password: 'correct horse battery' }),
      });
    expect((await signIn(api.address)).status).toBe(403);
    const answer = await signIn('https://attend.example.org');
    expect(answer.status).toBe(200);
    expect(answer.headers.getSetCookie().join()).toMatch(
      /__Host-attend\.two_factor=[^,]*Path=\/; HttpOnly; Secure; SameSite=Strict/,
    );
    expect(answer.headers.get('strict-transport-security')).toContain('max-age=31536000');
  });
});

describe('the caller’s address', () => {
  const addressOf = async (client: Client, headers: Record<string, string>): Promise<string> => {
    await client.post('/api/sign-in', { email: 'address@example.org', password: 'wrong' }, headers);
    const { rows } = await system.database.pool('owner').query('select count(*) as n from auth.attempt');
    return rows[0].n;
  };

  test('SGN-14 is the connection’s own, whatever the request says, but for a trusted proxy', async () => {
    const claim = (address: string) => ({ 'x-forwarded-for': address, 'x-attend-address': address });
    const plain = system.client();
    const first = await addressOf(plain, claim('203.0.113.1'));
    expect(await addressOf(plain, claim('203.0.113.2'))).toBe(first);
    const behind = createClient((await system.startAnother({ trustProxy: ['127.0.0.1'] })).address);
    const trusted = await addressOf(behind, claim('203.0.113.3'));
    expect(Number(trusted)).toBeGreaterThan(Number(first));
    expect(Number(await addressOf(behind, claim('203.0.113.4')))).toBeGreaterThan(Number(trusted));
  });
});

describe('pages', () => {
  test('any address of the app is answered with it, an address of the API or a missing file is not', async () => {
    const page = await admin.get('/people/some-id', { accept: 'text/html' });
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('<title>Attend') });
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect((await admin.get('/api/else', { accept: 'text/html' })).status).toBe(404);
    expect((await admin.get('/assets/gone.js', { accept: 'text/html' })).status).toBe(404);
  });
  test('ACC-27 nothing but the app’s own files: no hidden ones, none outside, no list of a folder', async () => {
    mkdirSync(join(webRoot, '.git'));
    writeFileSync(join(webRoot, '.git', 'config'), 'hidden');
    for (const path of [
      '/.git/config',
      '/..%2foutside.txt',
      '/assets/..%2f..%2foutside.txt',
      '/assets/',
      '/assets',
    ])
      expect((await admin.get(path)).status, path).toBe(404);
  });
  test('hashed files are kept for good', async () => {
    const file = await admin.get('/assets/app-abc123.js');
    expect(file.headers.get('cache-control')).toContain('immutable');
  });
  test('nothing outside their folder is served', async () => {
    for (const path of ['/..%2foutside.txt', '/%2e%2e/outside.txt', '/assets/..%2f..%2foutside.txt'])
      expect((await admin.get(path)).body).not.toBe('outside');
  });
});

test('too many requests of one address are refused', async () => {
  const api = await system.startAnother({ requestsPerMinute: 5 });
  const statuses = [];
  for (let request = 0; request < 7; request += 1)
    statuses.push((await fetch(`${api.address}/api/health`)).status);
  expect(statuses).toEqual([200, 200, 200, 200, 200, 429, 429]);
});
