import { Readable } from 'node:stream';
import { calendarText } from '@attend/contracts/calendar-feeds';
import { permissions } from '@attend/contracts/session';
import { fail, type Result, succeed } from '@attend/kernel';
import { fromNodeHeaders } from 'better-auth/node';
import type { FastifyInstance, FastifyReply, FastifyRequest, RequestPayload } from 'fastify';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Pool } from '../../database/connect.ts';
import { prepareFile } from '../../files/prepare.ts';
import { signatureHeader } from '../../messages/signature.ts';
import type { OpenContext, Services } from '../context.ts';
import { sentFile } from '../files/sent-file.ts';
import { type AnyInput, type Route, takesWriteKey } from '../route.ts';
import { NotRecorded, runOpen, runStaff } from '../run-route.ts';
import { addressHeader } from '../session/accounts.ts';
import type { Standing } from '../session/sign-in.ts';
import { startEventStream } from './event-stream.ts';
import type { HttpExchange } from './exchange.ts';
import { fastifyPath, schemaOf } from './openapi.ts';
import { sendProblem } from './problems.ts';
import { sendFile } from './send-file.ts';
import { type Bound, boundUploads, readBytes, takeBytes } from './uploads.ts';

export type RouteParts = {
  readonly pool: Pool;
  readonly services: Services;
  readonly log: Logger;
  readonly now: () => number;
  /** `https://attend.example.org` where a proxy ends TLS; null: what the request says. */
  readonly publicOrigin: string | null;
};

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, found before anything else of the request is read. */
    standing: Standing | null;
    /** Of a file that comes in: it has come in. */
    makeRoom: (() => void) | null;
    /** As it came, where its route reads signed bodies. */
    signed: string;
  }
}

/** Calendar programs ask once an hour or so; of one address, a family of programs. */
const calendarsPerMinute = 30;

export function registerRoutes(app: FastifyInstance, routes: readonly Route[], parts: RouteParts): void {
  app.decorateRequest('standing', null);
  app.decorateRequest('makeRoom', null);
  app.decorateRequest('signed', '');
  for (const route of routes) if (!route.upload) registerRoute(app, route, parts);
  // Where bytes come in nothing else does, and nowhere else do bytes.
  app.register(async (uploads) => {
    takeBytes(uploads);
    const bound = boundUploads();
    for (const route of routes) if (route.upload) registerRoute(uploads, route, parts, bound);
  });
}

function registerRoute(
  app: FastifyInstance,
  route: Route,
  parts: RouteParts,
  bound: Bound = () => succeed(() => undefined),
): void {
  app.route({
    method: route.method,
    url: fastifyPath(route.path),
    exposeHeadRoute: false,
    bodyLimit: route.bodyLimit ?? 65_536,
    schema: schemaOf(route),
    ...(route.upload ? readBytes : {}),
    ...(route.calendar ? { config: { rateLimit: { max: calendarsPerMinute, timeWindow: 60_000 } } } : {}),
    // Before the body is read: who may not ask is told nothing of what the request should have been.
    onRequest: async (request, reply) => {
      const permitted = await checkStanding(route, request, parts);
      if (!permitted.ok) return sendProblem(request, reply, permitted.error);
      const room = bound(request.staff ?? '', reply.raw);
      if (!room.ok) return sendProblem(request, reply, room.error);
      request.makeRoom = room.value;
    },
    onSend: async (request) => request.makeRoom?.(),
    ...(route.signedBody ? { preParsing: keepBody } : {}),
    // Encoded within the use case's transaction already (run-route.ts).
    serializerCompiler: () => (body: unknown) => JSON.stringify(body),
    handler: (request, reply) => handle(route, request, reply, parts),
  });
}

/** What is signed is what came, not what a parser made of it. Within the body's limit, as any other. */
async function keepBody(
  request: FastifyRequest,
  _reply: FastifyReply,
  payload: RequestPayload,
): Promise<RequestPayload> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of payload) {
    const bytes = Buffer.from(part);
    length += bytes.length;
    if (length > request.routeOptions.bodyLimit) break;
    parts.push(bytes);
  }
  const all = Buffer.concat(parts);
  request.signed = all.toString();
  return Readable.from([all]);
}

async function checkStanding(
  route: Route,
  request: FastifyRequest,
  { services: { signIn, calendars }, publicOrigin }: RouteParts,
): Promise<Result<null>> {
  if (route.permission === 'public') return succeed(null);
  if (route.calendar) {
    const actor = await calendars.findActor(request.params);
    // In the same words for a wrong secret, an ended address, and whoever may read nothing any more.
    if (actor === null || !permissions.some((one) => one === route.permission && actor.permissions.has(one)))
      return fail({ code: 'not-found', message: 'There is no calendar at this address.' });
    request.standing = { kind: 'signed-in', actor };
    request.staff = actor.staffId;
    return succeed(null);
  }
  const standing = await signIn.readStanding(exchangeOf(request, publicOrigin, () => {}));
  request.standing = standing;
  if (standing.kind === 'signed-in') request.staff = standing.actor.staffId;
  if (standing.kind === 'nobody') return fail({ code: 'signed-out', message: 'Sign in first.' });
  if (route.permission === 'password-accepted') return succeed(null);
  if (standing.kind === 'password-accepted')
    return fail({ code: 'second-factor-required', message: 'Set up your second factor first.' });
  if (route.permission !== 'signed-in' && !standing.actor.permissions.has(route.permission))
    return fail({ code: 'forbidden', message: 'Your roles do not permit this.' });
  return succeed(null);
}

async function handle(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  { pool, services, log, now, publicOrigin }: RouteParts,
): Promise<FastifyReply> {
  const shared: Omit<OpenContext, 'kind'> = {
    requestId: request.id,
    now,
    log: log.child({ requestId: request.id }),
    services,
    http: exchangeOf(request, publicOrigin, (from) => {
      for (const cookie of from.getSetCookie()) reply.header('set-cookie', cookie);
    }),
  };
  const input = { params: request.params, query: request.query, body: request.body };
  const actor = request.standing?.kind === 'signed-in' ? request.standing.actor : null;

  if (route.stream) {
    if (actor === null) throw new Error(`${route.path}: a stream is for somebody signed in`);
    const open = () => {
      reply.hijack();
      return startEventStream(reply.raw, headersOf(reply));
    };
    const lastEventId = headerOf(request, 'last-event-id');
    const opened = await route.handler({ ...shared, kind: 'stream', actor, lastEventId, open }, input);
    return opened.ok ? reply : sendProblem(request, reply, opened.error);
  }
  if (route.permission === 'public' || route.permission === 'password-accepted') {
    const answer = await runOpen(route, { ...shared, kind: 'open' }, input);
    request.staff ??= answer.kind === 'done' ? staffWhoSignedIn(answer.body) : null;
    return send(request, reply, answer);
  }
  if (actor === null) throw new Error(`${route.path}: reached by nobody`);
  const writeKey = takesWriteKey(route) ? readWriteKey(request) : succeed(null);
  if (!writeKey.ok) return sendProblem(request, reply, writeKey.error);
  const read = route.upload ? await readUpload(request.body, input) : succeed(input);
  if (!read.ok) return sendProblem(request, reply, read.error);
  try {
    const asked = { pool, actor, shared, writeKey: writeKey.value };
    const answer = await runStaff(route, asked, read.value);
    if (route.calendar) return sendCalendar(request, reply, answer);
    return route.sendsFile && answer.kind === 'done'
      ? sendFile(reply, sentFile.parse(answer.body))
      : send(request, reply, answer);
  } catch (thrown) {
    if (!(thrown instanceof NotRecorded)) throw thrown;
    shared.log.error(
      { route: route.path, fault: thrown.message },
      'answer withheld: looks were not recorded',
    );
    return sendProblem(request, reply, { code: 'not-recorded', message: 'The server withheld its answer.' });
  }
}

/** Before the transaction: an image takes a second to draw anew, and no connection of the database waits for it. */
async function readUpload(body: unknown, input: AnyInput): Promise<Result<AnyInput>> {
  const prepared = await prepareFile(Buffer.isBuffer(body) ? body : Buffer.alloc(0));
  return prepared.ok ? succeed({ ...input, body: prepared.value }) : prepared;
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Awaited<ReturnType<typeof runOpen>>,
): FastifyReply {
  if (answer.kind === 'refused') return sendProblem(request, reply, answer.failure);
  return reply.code(answer.status).header('cache-control', 'no-store').send(answer.body);
}

/** RFC 9110, 13.1.2: what a calendar program has already is not sent again. It was read all the same, and is on record. */
function sendCalendar(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: Awaited<ReturnType<typeof runOpen>>,
): FastifyReply {
  if (answer.kind === 'refused') return sendProblem(request, reply, answer.failure);
  const { text, tag } = calendarText.parse(answer.body);
  const known =
    headerOf(request, 'if-none-match')
      ?.split(',')
      .map((one) => one.trim().replace(/^W\//, '')) ?? [];
  reply.header('etag', tag).header('cache-control', 'private, no-cache');
  if (known.includes(tag) || known.includes('*')) return reply.code(304).send();
  return reply.code(200).type('text/calendar; charset=utf-8').serializer(String).send(text);
}

const signedIn = z.object({ state: z.literal('signed-in'), staff: z.object({ id: z.string() }) });
function staffWhoSignedIn(body: unknown): string | null {
  const read = signedIn.safeParse(body);
  return read.success ? read.data.staff.id : null;
}

const writeKeyForm = z.string().regex(/^[\x21-\x7e]{1,200}$/);
function readWriteKey(request: FastifyRequest): Result<string | null> {
  const given = headerOf(request, 'idempotency-key');
  if (given === null) return succeed(null);
  const read = writeKeyForm.safeParse(given);
  if (read.success) return succeed(read.data);
  return fail({
    code: 'bad-idempotency-key',
    message: 'Idempotency-Key is 1 to 200 printable characters without spaces.',
  });
}

function headerOf(request: FastifyRequest, name: string): string | null {
  const value = request.headers[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Only what sign-in needs of a request, with the connection's own address. */
function exchangeOf(
  request: FastifyRequest,
  publicOrigin: string | null,
  setCookies: HttpExchange['setCookies'],
): HttpExchange {
  const all = fromNodeHeaders(request.headers);
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent']) {
    const value = all.get(name);
    if (value !== null) headers.set(name, value);
  }
  headers.set(addressHeader, request.ip);
  const origin = publicOrigin ?? `http://${request.headers.host ?? ''}`;
  const signature = headerOf(request, signatureHeader);
  return { headers, address: request.ip, origin, body: request.signed, signature, setCookies };
}

/** Headers that hooks have set so far, which a taken-over reply would lose. */
function headersOf(reply: FastifyReply): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  );
}
