import { randomUUID } from 'node:crypto';
import { say } from '@attend/kernel';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import type { Logger } from 'pino';
import { SealBroken } from '../../keys/failure.ts';
import { registerPublicPages } from '../public-pages/register.ts';
import type { Route } from '../route.ts';
import { refusalOf } from './faults.ts';
import { permissionsPolicy, securityHeaders } from './headers.ts';
import { fastifyPath, registerOpenApi } from './openapi.ts';
import { sendPage, servePages } from './pages.ts';
import { sendProblem } from './problems.ts';
import { type RouteParts, registerRoutes } from './register-routes.ts';
import { checkOrigin } from './same-origin.ts';
import { answerBrokenRequest, sendUnroutable } from './unroutable.ts';

export type AppOptions = RouteParts & {
  readonly routes: readonly Route[];
  readonly webRoot: string;
  /** Addresses of proxies whose word for the caller's address is taken. */
  readonly trustProxy: boolean | string | string[];
  readonly requestsPerMinute: number;
};

/** The whole of HTTP: headers, limits, refusals, routes, pages. Listens nowhere yet. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { routes, publicOrigin, webRoot } = options;
  const log = options.log.child({ namespace: 'http' });
  const app = Fastify({
    // Our own lines below: the framework's would hold addresses with their queries.
    logger: false,
    genReqId: () => randomUUID(),
    trustProxy: options.trustProxy,
    bodyLimit: 65_536,
    // A file of 10 MB takes eighty seconds over a telephone's connection of 1 Mbit/s. How many come so slowly is bounded (uploads.ts).
    requestTimeout: 120_000,
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: sendUnroutable,
    clientErrorHandler: answerBrokenRequest,
    // Streams are ended by the feed; idle keep-alive connections need no waiting for.
    forceCloseConnections: 'idle',
  });
  app.setValidatorCompiler(validatorCompiler);
  logAnswers(app, log);

  await app.register(helmet, securityHeaders(publicOrigin?.startsWith('https:') ?? false));
  await app.register(rateLimit, { max: options.requestsPerMinute, timeWindow: 60_000 });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('permissions-policy', permissionsPolicy).header('x-request-id', request.id);
    // RFC 9112, 3.2: the proxy before us may have gone by the other one.
    if (hostsOf(request) > 1) return sendProblem(request, reply, twoHosts);
    const origin = checkOrigin(request, publicOrigin);
    if (!origin.ok) return sendProblem(request, reply, origin.error);
    // Before a body is read: what stands nowhere is not told how it should have been written. A page may still be meant by GET.
    if (request.is404 && request.method !== 'GET') return sendNothingHere(routes, request, reply);
  });
  // Nothing but JSON comes in: no form, no text, so that no page elsewhere can send what is read here without asking first. (Files come
  // as bytes of a type that a page must ask for as well: uploads.ts.)
  app.removeContentTypeParser('text/plain');

  app.setErrorHandler<FastifyError>((thrown, request, reply) => {
    const { bodyLimit, config } = request.routeOptions;
    const refusal = refusalOf(thrown, { bodyLimit, takes: config.takes });
    if (refusal === null) logFault(log, request.id, request.routeOptions.url, thrown);
    else if (thrown instanceof SealBroken)
      log.error(
        { requestId: request.id, route: request.routeOptions.url, sealed: thrown.identity },
        refusal.code,
      );
    // A value that only the database refused: the schema should have.
    else if (refusal.code === 'database-away' || 'severity' in thrown)
      log.warn({ requestId: request.id, route: request.routeOptions.url, code: thrown.code }, refusal.code);
    const told = refusal ?? {
      code: 'server-fault',
      message: 'Something went wrong on the server. It is in its log.',
    };
    return sendProblem(request, reply, told);
  });
  await registerOpenApi(app);
  registerRoutes(app, routes, options);
  registerPublicPages(app, options.pool);
  await servePages(app, webRoot);
  app.setNotFoundHandler((request, reply) => {
    const page = sendPage(request, reply, webRoot);
    return page ?? sendNothingHere(routes, request, reply);
  });
  return app;
}

const twoHosts = { code: 'bad-request', message: 'The request names its host more than once.' } as const;
/** In the raw list, names and values take turns. */
const hostsOf = ({ raw }: FastifyRequest): number =>
  raw.rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;

function sendNothingHere(
  routes: readonly Route[],
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const allowed = methodsOf(routes, request.url.split('?')[0] ?? '/');
  if (allowed.length === 0)
    return sendProblem(request, reply, {
      code: 'no-such-route',
      message: 'There is nothing at this address.',
    });
  return sendProblem(request, reply.header('allow', allowed.join(', ')), {
    code: 'method-not-allowed',
    ...say('Use {methods} here.', { methods: allowed.join(' or ') }),
  });
}

/** An address that a route names whole is that route's, also where another's `{id}` would take it (OpenAPI 3.1, «Path templating»). */
function methodsOf(routes: readonly Route[], path: string): string[] {
  const whole = routes.filter((route) => route.path === path);
  const matched =
    whole.length > 0
      ? whole
      : routes.filter((route) =>
          new RegExp(`^${fastifyPath(route.path).replaceAll(/:[^/]+/g, '[^/]+')}$`).test(path),
        );
  return matched.map(({ method }) => method);
}

/** By the route's pattern, never the address: identifiers and queries are somebody's. */
function logAnswers(app: FastifyInstance, log: Logger): void {
  app.decorateRequest('staff', null);
  app.decorateRequest('refusal', null);
  app.addHook('onResponse', async (request, reply) => {
    const { method, id: requestId } = request;
    const route = request.routeOptions.url ?? 'none';
    const line = {
      ...{ requestId, method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      // Who asked and what was refused, by number and code: enough to follow an attack, and nobody's name or address.
      ...(request.staff === null ? {} : { staff: request.staff }),
      ...(request.refusal === null ? {} : { refusal: request.refusal }),
    };
    if (reply.statusCode >= 500 || reply.statusCode === 403) log.warn(line, 'answered');
    else log.info(line, 'answered');
  });
}

/** A database's error quotes values in its message and detail: only its code, place and stack are kept. */
function logFault(log: Logger, requestId: string, route: string | undefined, thrown: FastifyError): void {
  const fromDatabase = 'severity' in thrown;
  const stack = thrown.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n');
  log.error(
    { requestId, route, code: thrown.code, fault: fromDatabase ? 'database' : thrown.name, stack },
    'fault',
  );
}
