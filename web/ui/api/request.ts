import { problem } from '@attend/contracts/problem';
import type { Result } from '@attend/kernel';
import { z } from 'zod';
import { learnServerTime, serverNow } from '../clock.ts';
import type { ApiFailure } from './failure.ts';
import { noteAnswer, noteSilence } from './reachability.ts';
import { proveAnew } from './step-up.ts';
import { type Write, writeKeys } from './write-key.ts';

type Query = Readonly<Record<string, string | number | boolean | null | undefined>>;
type Request = {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly query?: Query;
  readonly body?: unknown;
  /** A file, in place of a body. */
  readonly file?: Blob;
  readonly signal?: AbortSignal;
  /** Of a write that outlives this page: its key was made when it was written down. */
  readonly key?: string;
};

/** An answer that takes longer is shown as none; a file has to get through a telephone's connection first. */
const patience = 20_000;
const patienceWithFiles = 120_000;

export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  if (given.length === 0) return path;
  return `${path}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

async function readProblem(response: Response): Promise<ApiFailure> {
  const { status } = response;
  const text = await response.text().catch(() => '');
  const content: unknown = safeJson(text);
  const read = problem.safeParse(content);
  if (status === 502 || status === 503 || status === 504) {
    const after = Number(response.headers.get('retry-after'));
    return { kind: 'unavailable', status, retryAfter: Number.isFinite(after) && after > 0 ? after : null };
  }
  if (read.success) {
    // A wrong password is a refusal, not an ended session, though both are 401.
    if (sessionEnds.has(read.data.code)) return { kind: 'signed-out' };
    return { kind: 'refused', status, problem: read.data };
  }
  if (status === 401) return { kind: 'signed-out' };
  return { kind: 'unreadable', status, detail: text.slice(0, 200) };
}

const sessionEnds: ReadonlySet<string> = new Set(['signed-out', 'sign-in-expired']);

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const needsProof = (failure: ApiFailure): boolean =>
  failure.kind === 'refused' && failure.problem.code === 'step-up-needed';

/**
 * One call of the API, its answer checked against the contract. Where the server asks for a fresh proof first, the person is
 * asked, and the same request is made once more.
 */
export async function request<S extends z.ZodType>(
  path: string,
  schema: S,
  options: Request = {},
): Promise<Result<z.infer<S>, ApiFailure>> {
  const first = await requestOnce(path, schema, options);
  if (first.ok || !needsProof(first.error)) return first;
  return (await proveAnew()) ? requestOnce(path, schema, options) : first;
}

async function requestOnce<S extends z.ZodType>(
  path: string,
  schema: S,
  options: Request,
): Promise<Result<z.infer<S>, ApiFailure>> {
  const { method = 'GET', query, body, file } = options;
  if (method === 'GET' || options.key !== undefined) return answerTo(await ask(path, options), schema);
  // The same for every attempt at one write: the server answers a repeat as it answered the first, and changes nothing.
  const write: Write = { method, path: address(path, query), content: file ?? body };
  const attempt = async () =>
    answerTo(await ask(path, { ...options, key: writeKeys().keyFor(write) }), schema);
  const answer = await attempt();
  if (isAnswered(answer)) writeKeys().done(write);
  // Two writes that were told apart too little: nothing of this one has happened.
  return isReused(answer) ? attempt() : answer;
}

/** Of a lost answer, of a server that broke down over it, and of an answer that nobody could read, nobody knows what was done. */
const isAnswered = (answer: Result<unknown, ApiFailure>): boolean =>
  answer.ok || (answer.error.kind === 'refused' && answer.error.status < 500);
const isReused = (answer: Result<unknown, ApiFailure>): boolean =>
  !answer.ok && answer.error.kind === 'refused' && answer.error.problem.code === 'idempotency-key-reused';

async function answerTo<S extends z.ZodType>(
  answer: Result<Response, ApiFailure>,
  schema: S,
): Promise<Result<z.infer<S>, ApiFailure>> {
  if (!answer.ok) return answer;
  const text = await answer.value.text().catch(() => '');
  const read = schema.safeParse(text === '' ? undefined : safeJson(text));
  if (read.success) return { ok: true, value: read.data };
  return {
    ok: false,
    error: { kind: 'unreadable', status: answer.value.status, detail: z.prettifyError(read.error) },
  };
}

/** What the server sends as it is; a refusal is read. */
async function ask(
  path: string,
  { method = 'GET', query, body, file, signal, key }: Request,
): Promise<Result<Response, ApiFailure>> {
  const limit = AbortSignal.timeout(file === undefined ? patience : patienceWithFiles);
  const content = file ?? (body === undefined ? undefined : JSON.stringify(body));
  const type = file === undefined ? 'application/json' : 'application/octet-stream';
  let response: Response;
  try {
    response = await fetch(address(path, query), {
      method,
      credentials: 'same-origin',
      cache: 'no-store',
      headers: {
        accept: 'application/json, */*',
        ...(content === undefined ? {} : { 'content-type': type }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(content === undefined ? {} : { body: content }),
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
  } catch (thrown) {
    // What the page itself called off is no silence of the server.
    if (signal?.aborted) throw thrown;
    noteSilence();
    return { ok: false, error: { kind: 'unreachable', at: serverNow() } };
  }
  learnServerTime(response.headers.get('date'));
  if (!response.ok) {
    const error = await readProblem(response);
    if (error.kind === 'unavailable') noteSilence();
    else noteAnswer();
    return { ok: false, error };
  }
  noteAnswer();
  return { ok: true, value: response };
}

export type ReadFile = { readonly content: Blob; readonly name: string };

/** A file of the server's, under the name that it offers. */
export async function readFile(
  path: string,
  options: Pick<Request, 'query' | 'signal'> = {},
): Promise<Result<ReadFile, ApiFailure>> {
  const answer = await ask(path, options);
  if (!answer.ok) return answer;
  const [, named = 'file'] =
    /filename\*=UTF-8''([^;]+)/.exec(answer.value.headers.get('content-disposition') ?? '') ?? [];
  return { ok: true, value: { content: await answer.value.blob(), name: decodeURIComponent(named) } };
}

/** For TanStack Query, which knows failures as thrown. */
export async function read<S extends z.ZodType>(
  path: string,
  schema: S,
  options?: Request,
): Promise<z.infer<S>> {
  const result = await request(path, schema, options);
  if (result.ok) return result.value;
  throw result.error;
}

/** Commands whose answer is not needed: what changed is read again. */
export const anything = z.unknown();
export const send = (path: string, body: unknown, method: 'POST' | 'PUT' | 'DELETE' = 'POST') =>
  request(path, anything, { method, ...(body === undefined ? {} : { body }) });
