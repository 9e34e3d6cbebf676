import { saidOf } from '@attend/kernel';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { routes } from '../../server/api/routes.ts';

/** Zod's own form of a schema or of a check in it, as far as it is walked here. */
type Definition = { readonly [key: string]: unknown };
const definitionOf = (part: unknown): Definition | null => {
  if (typeof part !== 'object' || part === null || !('_zod' in part)) return null;
  const { _zod: own } = part;
  return typeof own === 'object' && own !== null && 'def' in own ? (own.def as Definition) : null;
};

/** What a schema says in words of its own where something is wrong, however deep it stands. */
function sentencesOf(schema: unknown, seen = new Set<unknown>()): string[] {
  const definition = definitionOf(schema);
  if (definition === null || seen.has(schema)) return [];
  seen.add(schema);
  const { error } = definition;
  const said: unknown =
    typeof error === 'function' ? error({ code: 'custom', input: '', keys: [] }) : undefined;
  const own = typeof said === 'string' ? [said] : [];
  const inner = Object.entries(definition).flatMap(([name, part]): unknown[] => {
    if (name === 'error') return [];
    if (name === 'getter' && typeof part === 'function') return [part()];
    if (Array.isArray(part)) return part;
    return name === 'shape' && typeof part === 'object' && part !== null ? Object.values(part) : [part];
  });
  return [...own, ...inner.flatMap((part) => sentencesOf(part, seen))];
}

test('WRD-3 whatever a form of the API says in words of its own has a reason, and so a sentence in each language', () => {
  const found = routes.flatMap(({ params, query, body }) =>
    [params, query, body].flatMap((schema) => sentencesOf(schema)),
  );
  expect(found.length).toBeGreaterThan(30);
  expect([...new Set(found)].filter((message) => saidOf({ message }) === null)).toEqual([]);
});

test('the sweep sees a sentence that stands in no table, however deep', () => {
  const deep = z.object({
    list: z.array(z.union([z.null(), z.string().regex(/a/, 'no sentence of ours')])),
    text: z.string().optional().refine(Boolean, { message: 'nor this' }),
  });
  expect(sentencesOf(deep)).toEqual(['no sentence of ours', 'nor this']);
});
