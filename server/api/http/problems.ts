import type { Problem } from '@attend/contracts/problem';
import { toldView } from '@attend/contracts/told';
import type { Failure, Told } from '@attend/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * HTTP's word for a failure's code, the only place that knows both. What stands not here was understood and refused by
 * a rule of the work itself: 422.
 */
const statusByCode: Readonly<Record<string, number>> = {
  'bad-request': 400,
  'bad-cursor': 400,
  'bad-idempotency-key': 400,
  'signed-out': 401,
  'wrong-credentials': 401,
  'wrong-code': 401,
  'wrong-key': 401,
  'wrong-password': 401,
  'sign-in-expired': 401,
  'wrong-passkey': 401,
  'not-invited': 401,
  'wrong-signature': 401,
  'provider-refused': 401,
  forbidden: 403,
  'not-yours': 403,
  'another-shelf': 403,
  'second-factor-required': 403,
  'step-up-needed': 403,
  'other-origin': 403,
  'not-found': 404,
  'no-such-route': 404,
  'method-not-allowed': 405,
  conflict: 409,
  changed: 409,
  'version-changed': 409,
  'audience-changed': 409,
  'done-before': 409,
  'already-acknowledged': 409,
  'already-closed': 409,
  'already-decided': 409,
  'already-asked': 409,
  'not-closed': 409,
  'not-rooted': 409,
  withdrawn: 409,
  'another-open': 409,
  exists: 409,
  'possible-doubles': 409,
  'merged-already': 409,
  differs: 409,
  'device-held': 409,
  'slot-full': 409,
  'first-run-done': 409,
  'second-factor-set': 409,
  'email-taken': 409,
  'has-left': 409,
  'still-used': 409,
  reviewed: 409,
  'account-taken': 409,
  'last-administrator': 409,
  'last-way-in': 409,
  'not-accepted-yet': 409,
  waits: 409,
  'asker-gone': 409,
  'no-own-factor': 409,
  'accepted-already': 409,
  'person-destroyed': 410,
  'photo-ended': 410,
  'too-large': 413,
  'media-type': 415,
  'file-type': 415,
  'too-many-attempts': 429,
  'too-many-requests': 429,
  'uploads-full': 429,
  'server-fault': 500,
  'record-unreadable': 500,
  'not-recorded': 500,
  'database-away': 503,
  'provider-away': 503,
};
export const statusOf = (code: string): number => statusByCode[code] ?? 422;

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not understood',
  401: 'Sign in',
  403: 'Not permitted',
  404: 'Not found',
  405: 'Not with this method',
  409: 'It stands differently by now',
  410: 'Gone',
  413: 'Too large',
  415: 'Not in this format',
  422: 'Refused',
  429: 'Too many',
  500: 'A fault of the server',
  503: 'Cannot serve now',
};

/** One fault of a field: of the work itself, or of a schema, whose own word for it is the reason. */
export type Field = { readonly path: string } & (Told | Described);
export type Described = {
  readonly message: string;
  readonly reason: string;
  readonly values: Readonly<Record<string, unknown>>;
};
export type Refusal = Failure & { readonly fields?: readonly Field[] };

/** Seconds that a refusal asks to wait; written by the codes that know. */
export const retryAfter = (seconds: number) => ({ path: ['retry-after', seconds] }) as const;

export function describeProblem(refusal: Refusal, requestId: string): Problem {
  const status = statusOf(refusal.code);
  const wait = refusal.path?.[0] === 'retry-after';
  const { message: detail, ...said } = toldView(refusal);
  const path = wait ? [] : (refusal.path ?? []);
  const fields =
    refusal.fields?.map(fieldView) ??
    (path.length > 0 ? [{ path: path.join('.'), message: detail, ...said }] : []);
  return {
    type: 'about:blank',
    title: titles[status] ?? 'Refused',
    status,
    code: refusal.code,
    detail,
    ...said,
    requestId,
    ...(fields.length > 0 ? { fields } : {}),
  };
}

const fieldView = (field: Field) => ({
  path: field.path,
  ...('reason' in field
    ? { message: field.message, reason: field.reason, values: { ...field.values } }
    : toldView(field)),
});

declare module 'fastify' {
  interface FastifyRequest {
    /** For the log: the code of the refusal that was answered. */
    refusal: string | null;
    /** For the log: the member of staff who asked, or who has just signed in. */
    staff: string | null;
  }
}

/** RFC 9457. */
export function sendProblem(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const problem = describeProblem(refusal, request.id);
  request.refusal = refusal.code;
  const wait = refusal.path?.[0] === 'retry-after' ? refusal.path[1] : problem.status === 503 ? 5 : undefined;
  if (wait !== undefined) reply.header('retry-after', String(wait));
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .serializer((body: unknown) => JSON.stringify(body))
    .send(problem);
}
