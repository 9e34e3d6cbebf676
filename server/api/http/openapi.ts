import { problem } from '@attend/contracts/problem';
import { permissions } from '@attend/contracts/session';
import swagger from '@fastify/swagger';
import Fastify, { type FastifyInstance, type FastifySchema } from 'fastify';
import { jsonSchemaTransform, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Route, takesWriteKey } from '../route.ts';

/** OpenAPI 3.1 of the same table that is served, at `/api/openapi.json`. */
export async function registerOpenApi(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Attend',
        description: 'Court-appearance supervision. Refusals are problems (RFC 9457) with a stable code.',
        version: '0.1.0',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [],
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'attend.session_token' } },
      },
    },
    // What has no schema is a page for people (the public statistics, the console's files), and no part of the API.
    transform: (given) =>
      jsonSchemaTransform({ ...given, schema: withWriteKey(given.schema ?? { hide: true }) }),
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(app.swagger()),
  );
}

const writeKeyName = 'x-write-key';
const writeKeyHeaders = z.object({
  'Idempotency-Key': z
    .string()
    .regex(/^[\x21-\x7e]{1,200}$/)
    .optional()
    .describe(
      'Made by the caller, the same for every attempt at one write. For a day a repeat gets the first answer and changes nothing; another request under it is refused.',
    ),
});
/** Described here alone: it is read by hand, since a schema for headers would replace all others of the request. */
function withWriteKey(schema: FastifySchema): FastifySchema {
  if (!(writeKeyName in schema)) return schema;
  const { [writeKeyName]: _, ...described } = schema;
  return { ...described, headers: writeKeyHeaders };
}

/** Fastify's own way of writing a path: `/api/people/:id`. */
export const fastifyPath = (path: string): string => path.replaceAll(/\{([^}]+)\}/g, ':$1');

const bytes = z.string().meta({ format: 'binary' });
export const bytesType = 'application/octet-stream';

/** What validates a request and describes the route, which are the same. */
export function schemaOf(route: Route): FastifySchema {
  const answer = route.stream
    ? { description: 'Server-sent events.', content: { 'text/event-stream': { schema: route.response } } }
    : route.calendar
      ? { description: 'A calendar (RFC 5545).', content: { 'text/calendar': { schema: z.string() } } }
      : route.sendsFile
        ? {
            description: 'The file, as an attachment.',
            content: { 'image/jpeg': { schema: bytes }, 'application/pdf': { schema: bytes } },
          }
        : { description: 'Done.', content: { 'application/json': { schema: route.response } } };
  const refusal = {
    description: 'Refused: `code` says why.',
    content: { 'application/problem+json': { schema: problem } },
  };
  const meta = {
    summary: route.summary,
    operationId: operationOf(route),
    tags: [route.path.split('/')[2] ?? ''],
    ...(route.permission === 'public' || route.calendar ? {} : { security: [{ session: [] }] }),
    ...(permissions.some((one) => one === route.permission) ? { 'x-permission': route.permission } : {}),
    ...(takesWriteKey(route) ? { [writeKeyName]: true } : {}),
    ...(route.access.reads === 'people'
      ? { 'x-recorded-as': `${route.access.action}: ${route.access.what}` }
      : {}),
  };
  return {
    ...meta,
    ...(route.params ? { params: route.params } : {}),
    ...(route.query ? { querystring: route.query } : {}),
    ...(route.body ? { body: route.body } : {}),
    ...(route.upload ? { body: bytes, consumes: [bytesType] } : {}),
    response: { [route.status ?? 200]: answer, '4xx': refusal, '5xx': refusal },
  };
}

/** `post-alerts-id-close` */
const operationOf = ({ method, path }: Route): string =>
  [method.toLowerCase(), ...path.split('/').slice(2)].join('-').replaceAll(/[{}]/g, '');

/** The document of a table that is not served: for the copy in docs/. */
export async function describeRoutes(routes: readonly Route[]): Promise<object> {
  const app = Fastify();
  app.setValidatorCompiler(validatorCompiler);
  await registerOpenApi(app);
  for (const route of routes) {
    app.route({
      method: route.method,
      url: fastifyPath(route.path),
      exposeHeadRoute: false,
      schema: schemaOf(route),
      serializerCompiler: () => JSON.stringify,
      handler: async () => null,
    });
  }
  await app.ready();
  const document = app.swagger();
  await app.close();
  return document;
}
