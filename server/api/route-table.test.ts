import { permissions, type StaffRole, staffRoles } from '@attend/contracts/session';
import { succeed } from '@attend/kernel';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { aboutPeople, may, policy } from '../access/policy.ts';
import { checkRoutes } from './check-routes.ts';
import { defineRoute, type Route } from './route.ts';
import { routes } from './routes.ts';
import type { Answered, Client } from './testing/client.ts';
import { accept, firstRun, signInAs, withTestApi } from './testing/start.ts';

const response = z.object({});
const nobody = { reads: 'nobody' } as const;
const whole = {
  method: 'GET',
  path: '/api/fixture',
  summary: 'A fixture.',
  permission: 'status.read',
  access: nobody,
  response,
  handler: async () => succeed({}),
} as const;

describe('a route that is not whole', () => {
  test('ACC-2 does not compile', () => {
    const { permission: _p, ...unpermitted } = whole;
    const { access: _a, ...unrecorded } = whole;
    const { response: _r, ...unanswered } = whole;
    // @ts-expect-error without a permission
    defineRoute(unpermitted);
    // @ts-expect-error without a statement for the access record
    defineRoute(unrecorded);
    // @ts-expect-error without a schema for its response
    defineRoute(unanswered);
    // @ts-expect-error with a permission that does not exist
    defineRoute({ ...whole, permission: 'people.everything' });
    // @ts-expect-error reading people without saying who they are in the answer
    defineRoute({ ...whole, access: { reads: 'people', action: 'open', what: 'a', purpose: 'b' } });
    const counted = { ...whole, response: z.object({ count: z.int() }) };
    // @ts-expect-error answering with what its schema does not know
    defineRoute({ ...counted, handler: async () => succeed({ count: 'many' }) });
    // @ts-expect-error outside the API
    defineRoute({ ...whole, path: '/elsewhere' });
    expect(defineRoute(whole).path).toBe('/api/fixture');
  });

  test.each<[string, object]>([
    ['names no permission', { permission: undefined }],
    ['names no permission', { permission: 'people.everything' }],
    ['says nothing for the access record', { access: undefined }],
    ['has no schema for its response', { response: undefined }],
    ['has no summary', { summary: ' ' }],
    ['describes other parameters than its path has', { path: '/api/people/{id}' }],
    ['describes other parameters than its path has', { params: z.object({ id: z.string() }) }],
    [
      'does not say who stands in its answer',
      { access: { reads: 'people', action: 'open', what: 'a', purpose: 'b' } },
    ],
    [
      'shows people to anybody',
      {
        permission: 'public',
        access: { reads: 'people', action: 'open', what: 'a', purpose: 'b', participants: () => [] },
      },
    ],
  ])('ACC-2 does not start: %s', (fault, change) => {
    // As a cast or a module without types would make it.
    const broken = { ...whole, ...change } as unknown as Route;
    expect(() => checkRoutes([broken])).toThrow(fault);
    expect(() => checkRoutes([defineRoute(whole)])).not.toThrow();
  });

  test('SGN-18 does not start: a fresh proof of nobody, or of a stream', () => {
    const open = { ...whole, permission: 'public', stepUp: true } as unknown as Route;
    const stream = { ...whole, stream: true, stepUp: true } as unknown as Route;
    expect(() => checkRoutes([open])).toThrow('asks somebody who is not signed in');
    expect(() => checkRoutes([stream])).toThrow('which nobody repeats');
    expect(() => checkRoutes([defineRoute({ ...whole, stepUp: true })])).not.toThrow();
    // @ts-expect-error nobody is signed in who could prove anything
    defineRoute({ ...whole, permission: 'public', stepUp: true });
  });

  test('does not start: the same path twice, however its parameter is called', () => {
    const params = (name: string) => z.object({ [name]: z.string() });
    const one = { ...whole, path: '/api/x/{id}', params: params('id') } as unknown as Route;
    const two = { ...whole, path: '/api/x/{key}', params: params('key') } as unknown as Route;
    expect(() => checkRoutes([one, two])).toThrow('stands twice');
  });
});

describe('the policy', () => {
  test('ACC-3 an administrator runs the machine and sees nobody', () => {
    const permitted = permissions.filter((permission) => may(['administrator'], permission));
    expect(permitted).toEqual([
      'staff.read',
      'staff.write',
      'staff.confirm',
      'status.read',
      'retention.read',
      'retention.write',
      'calendars.write',
    ]);
  });
  test('ACC-24 attorneys see clients alone, participants themselves, a provider’s staff no office; and no role nothing ever', () => {
    const relationsOf = (role: StaffRole): string[] => [
      ...new Set(permissions.filter((one) => aboutPeople.has(one)).flatMap((one) => policy[role][one] ?? [])),
    ];
    expect(relationsOf('attorney')).toEqual(['own-client']);
    expect(relationsOf('participant')).toEqual(['oneself']);
    for (const role of ['monitoring-worker', 'case-worker', 'installer'] as const)
      expect(relationsOf(role).filter((one) => one === 'own-office' || one === 'break-glass')).toEqual([]);
    for (const role of ['administrator', 'programme-manager'] as const) expect(relationsOf(role)).toEqual([]);
    for (const role of staffRoles) expect(relationsOf(role)).not.toContain('any');
    for (const permission of permissions) expect(may([], permission)).toBe(false);
  });
  test('every permission is somebody’s', () => {
    for (const permission of permissions)
      expect(
        staffRoles.filter((role) => may([role], permission)),
        permission,
      ).not.toEqual([]);
  });
});

describe('the product’s table', () => {
  const sample = (route: Route): string =>
    route.path.replaceAll(/\{[^}]+\}/g, '0198c0de-0000-7000-8000-000000000000');
  const ask = (client: Client, route: Route): Promise<Answered> =>
    client.send(route.method, sample(route), route.method === 'GET' ? undefined : {});
  let people: Awaited<ReturnType<typeof everyRole>>;
  let anybody: Client;

  async function everyRole() {
    const system = await withTestApi();
    const admin = await firstRun(system);
    anybody = system.client();
    const halfway = system.client();
    await accept(admin, halfway, { email: 'half@example.org', name: 'Half', roles: ['supervisor'] });
    const signedIn = [];
    for (const role of staffRoles)
      signedIn.push({
        role,
        client: role === 'administrator' ? admin : await signInAs(system, admin, [role]),
      });
    return { halfway, signedIn };
  }
  beforeAll(async () => {
    people = await everyRole();
  });

  // Calendars are opened by a secret of their own, and by no session: calendar-feeds/calendar-feeds.test.ts.
  const closed = routes.filter(({ permission, calendar }) => permission !== 'public' && !calendar);
  const permitted = closed.filter(({ permission }) => permissions.some((one) => one === permission));

  test.each(closed.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'ACC-1 %s: refused without a session',
    async (_name, route) => {
      const answer = await ask(anybody, route);
      expect(answer).toMatchObject({ status: 401, body: { code: 'signed-out' } });
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    },
  );

  test.each(permitted.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'ACC-1 %s: refused for every role that the policy does not name, and before the second factor',
    async (_name, route) => {
      expect((await ask(people.halfway, route)).body.code).toBe('second-factor-required');
      for (const { role, client } of people.signedIn) {
        if (route.stream && permissions.some((one) => one === route.permission && may([role], one))) continue;
        const answer = await ask(client, route);
        const allowed = permissions.some((one) => one === route.permission && may([role], one));
        if (allowed) expect(answer.status, role).not.toBe(403);
        else expect(answer, role).toMatchObject({ status: 403, body: { code: 'forbidden' } });
        expect(answer.status, role).toBeLessThan(500);
      }
    },
  );

  test('SGN-18 whatever changes who may do what asks for a fresh proof', () => {
    const changes = routes.filter(
      ({ permission, method }) =>
        (permission === 'staff.write' || permission === 'staff.confirm') && method !== 'GET',
    );
    expect(changes.length).toBeGreaterThan(5);
    for (const { method, path, stepUp } of changes) expect(stepUp, `${method} ${path}`).toBe(true);
  });

  test('no route is public but what sign-in, invitations, health, the feed’s end and the message gateway need', () => {
    expect(routes.filter(({ permission }) => permission === 'public').map(({ path }) => path)).toEqual([
      '/api/session',
      '/api/first-run',
      '/api/sign-in',
      '/api/sign-in/second-factor',
      '/api/sign-out',
      '/api/sign-in/ways',
      '/api/sign-in/passkey/options',
      '/api/sign-in/passkey',
      '/api/sign-in/provider/{id}',
      '/api/sign-in/provider',
      '/api/invitations/look',
      '/api/invitations/accept',
      '/api/invitations/passkey',
      '/api/invitations/accept/passkey',
      '/api/health',
      // Opened by the gateway's signature (MSG-10).
      '/api/messages/gateway',
    ]);
  });
});
