import { succeed } from '@attend/kernel';
import { beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { defineRoute } from '../../server/api/route.ts';
import { withTestApi } from '../../server/api/testing/start.ts';
import { readySchemathesis } from '../../tools/tasks/schemathesis.ts';
import { readAnswers } from './answers.ts';
import { fuzz } from './run.ts';

/** The search of api.test.ts against an API with faults of each kind that it is to find. */
const canary = 'SOMEBODYELSES';
const open = { permission: 'public', access: { reads: 'nobody' }, summary: 'Planted.' } as const;
const system = await withTestApi({
  requestsPerMinute: 1_000_000,
  routes: [
    defineRoute({
      ...{ ...open, method: 'POST', path: '/api/planted/fault' },
      body: z.object({ count: z.int().max(1_000_000) }),
      response: z.object({ half: z.int() }),
      handler: async (_context, { body }) => {
        // Only where somebody thought of it: below nothing.
        if (body.count < 0) throw new Error('planted');
        return succeed({ half: Math.floor(body.count / 2) });
      },
    }),
    defineRoute({
      ...{ ...open, method: 'GET', path: '/api/planted/foreign' },
      query: z.object({ limit: z.coerce.number().int().min(1).max(50).default(10) }),
      response: z.object({ names: z.array(z.string()) }),
      handler: async (_context, { query }) => succeed({ names: query.limit === 50 ? [canary] : [] }),
    }),
    defineRoute({
      ...{ ...open, method: 'GET', path: '/api/planted/sound' },
      response: z.object({ well: z.boolean() }),
      handler: async () => succeed({ well: true }),
    }),
  ],
});
let tool = '';
beforeAll(async () => {
  const ready = await readySchemathesis((what) => console.info(what));
  if (ready.kind === 'missing') throw new Error(ready.says);
  tool = ready.path;
}, 420_000);

async function ask(operation: string) {
  const description = (await system.client().get('/api/openapi.json')).body;
  const told = { pools: {}, foreign: [canary], bystander: '', protectedStaff: [], sessions: [] };
  return fuzz({
    ...{ tool, address: system.api.address, description, told, asked: [operation] },
    ...{ cookies: null, seed: 1, seconds: 5, phases: 'coverage,fuzzing' },
  });
}

test('FUZ-1 a planted fault is found, with the request that shows it again', async () => {
  const { good, says } = await ask('post-planted-fault');
  expect(good).toBe(false);
  expect(says).toContain('Server error');
  expect(says).toMatch(/curl -X POST .*planted\/fault/);
  expect(readAnswers(system.logged).faults).toContain('POST /api/planted/fault: 500');
});

test('FUZ-1 a planted text of another programme is found', async () => {
  const { good, says } = await ask('get-planted-foreign');
  expect(good).toBe(false);
  expect(says).toContain(`told of another programme: ${canary}`);
});

test('FUZ-1 nothing is found where nothing is', async () => {
  expect(await ask('get-planted-sound')).toMatchObject({ good: true });
});
