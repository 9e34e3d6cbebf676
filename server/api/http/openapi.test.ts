import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { routes } from '../routes.ts';
import { describeRoutes } from './openapi.ts';

test('docs/openapi.json is the table’s own description (node server/api/http/write-openapi.ts makes it anew)', async () => {
  const kept = readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8');
  expect(JSON.parse(kept)).toEqual(JSON.parse(JSON.stringify(await describeRoutes(routes))));
});

test('it holds every route with its parameters, its permission and its refusals', async () => {
  const { paths } = JSON.parse(JSON.stringify(await describeRoutes(routes)));
  for (const { method, path, permission, params, body, ...route } of routes) {
    const described = paths[path]?.[method.toLowerCase()];
    expect(described, `${method} ${path}`).toBeDefined();
    expect(described.responses['4XX'].content).toHaveProperty(['application/problem+json']);
    // A calendar's address is its own secret (ICS-1).
    const isOpen = permission === 'public' || ('calendar' in route && route.calendar);
    if (!isOpen) expect(described.security).toEqual([{ session: [] }]);
    if (body) {
      const { schema } = described.requestBody.content['application/json'];
      for (const one of schema.oneOf ?? [schema]) expect(one).toMatchObject({ type: 'object' });
    }
    const named = (described.parameters ?? []).filter((one: { in: string }) => one.in === 'path');
    expect(named).toHaveLength(params ? [...path.matchAll(/\{/g)].length : 0);
  }
});
