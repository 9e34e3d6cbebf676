import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/**
 * PostgreSQL keeps no NUL, and only it would refuse one: whatever text comes in has a form that says so at the edge
 * (packages/contracts/text.ts), or one that leaves no room for it (an enumeration, an id, an instant).
 */
type Schema = { readonly [key: string]: unknown };
const description = JSON.parse(readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8'));

const isObject = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

const isBounded = (schema: Schema): boolean =>
  ['pattern', 'format', 'enum', 'const', 'contentEncoding'].some((key) => key in schema) ||
  (Array.isArray(schema.allOf) && schema.allOf.some((one) => isObject(one) && isBounded(one)));
/** Read as true or false before anything sees it; the description knows no form for it. */
const yesOrNo = new Set(['GET /api/alerts ?mine']);

/** Paths of the strings of a schema that may be any text at all. */
function loose(schema: unknown, at: string): string[] {
  if (!isObject(schema)) return [];
  if (typeof schema.$ref === 'string')
    return loose(description.components.schemas[schema.$ref.split('/').at(-1) ?? ''], at);
  if (schema.type === 'string') return isBounded(schema) ? [] : [at];
  const nested = (['anyOf', 'oneOf', 'allOf'] as const).flatMap((key) =>
    Array.isArray(schema[key]) ? schema[key].flatMap((one) => loose(one, at)) : [],
  );
  const properties = isObject(schema.properties)
    ? Object.entries(schema.properties).flatMap(([name, one]) => loose(one, `${at}.${name}`))
    : [];
  return [
    ...nested,
    ...properties,
    ...loose(schema.items, `${at}[]`),
    ...loose(schema.additionalProperties, `${at}.*`),
  ];
}

const found = Object.entries(description.paths as Record<string, Record<string, Schema>>).flatMap(
  ([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const name = `${method.toUpperCase()} ${path}`;
      const parameters = Array.isArray(operation.parameters) ? operation.parameters : [];
      const body = isObject(operation.requestBody) ? operation.requestBody.content : {};
      return [
        ...parameters.flatMap((one) => loose(one.schema, `${name} ?${one.name}`)),
        ...Object.values(isObject(body) ? body : {}).flatMap((one) =>
          loose(isObject(one) ? one.schema : null, name),
        ),
      ];
    }),
);

test('every text that the API takes says what it may hold', () => {
  expect(found).toEqual([...yesOrNo]);
});

test('the sweep sees a text without a form, however deep it stands', () => {
  const deep = {
    type: 'object',
    properties: { list: { type: 'array', items: { anyOf: [{ type: 'string' }, { type: 'null' }] } } },
  };
  expect(loose(deep, 'it')).toEqual(['it.list[]']);
});
