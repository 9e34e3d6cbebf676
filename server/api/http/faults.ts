import { type PlainSentence, say } from '@attend/kernel';
import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { KeyDestroyed, SealBroken } from '../../keys/failure.ts';
import { type Refusal, retryAfter } from './problems.ts';
import { schemaFault } from './schema-fault.ts';

/** Connection cut, server starting or stopping, too many connections: PostgreSQL's classes 08, 53, 57P and the system's. */
const databaseAway = /^(08...|53...|57P..|25006|ECONNREFUSED|ECONNRESET|EPIPE|ENOENT|ETIMEDOUT)$/;
const awayMessages =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

export function isDatabaseAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return databaseAway.test(code) || awayMessages.test(thrown.message);
}

/** PostgreSQL's class 22: a number too large for its column, a NUL in a text. The schema let it through, and nothing was changed. */
const isDataRefused = (thrown: FastifyError): boolean => 'severity' in thrown && /^22...$/.test(thrown.code);

/** A deadlock or a serialisation failure: the same transaction, run again, has every chance. */
export const isWorthAnotherTry = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === '40001' || thrown.code === '40P01');

const parts: Readonly<Record<string, { readonly name: string; readonly message: PlainSentence }>> = {
  querystring: { name: 'query', message: 'The query is not as it should be.' },
  params: { name: 'path', message: 'The path is not as it should be.' },
  body: { name: 'body', message: 'The body is not as it should be.' },
  headers: { name: 'header', message: 'The header is not as it should be.' },
};
const anyPart = { name: 'request', message: 'The request is not as it should be.' } as const;

/** What a thrown thing is to the caller; null: a fault of ours, to be logged and told without detail. */
export function refusalOf(
  thrown: FastifyError,
  {
    bodyLimit = 0,
    takes = 'application/json',
  }: { readonly bodyLimit?: number; readonly takes?: string | undefined } = {},
): Refusal | null {
  if (hasZodFastifySchemaValidationErrors(thrown)) {
    const { name, message } = parts[thrown.validationContext ?? ''] ?? anyPart;
    const fields = thrown.validation.map((issue) => ({
      path: [name, ...issue.instancePath.split('/').filter(Boolean)].join('.'),
      ...schemaFault(issue),
    }));
    return { code: 'bad-request', message, fields };
  }
  if (thrown instanceof KeyDestroyed)
    return {
      code: 'person-destroyed',
      message: 'This person’s key was destroyed: nothing of theirs is kept any more.',
    };
  if (thrown instanceof SealBroken)
    return {
      code: 'record-unreadable',
      message: 'A part of this record was altered or damaged and is not shown. The server’s log names it.',
    };
  if (isDatabaseAway(thrown))
    return {
      code: 'database-away',
      message: 'The database does not answer. Nothing was changed.',
      ...retryAfter(5),
    };
  if (isDataRefused(thrown))
    return {
      code: 'bad-request',
      message: 'A value is too large, or holds a character that cannot be kept.',
    };
  if (thrown.code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return {
      code: 'too-large',
      ...say('The body is too large: at most {most} bytes are taken here.', { most: bodyLimit }),
    };
  if (thrown.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE')
    return { code: 'media-type', ...say('Send {type}.', { type: takes ?? 'application/json' }) };
  const status = thrown.statusCode ?? 500;
  if (status === 429) return { code: 'too-many-requests', message: 'Too many requests: wait a little.' };
  if (status >= 400 && status < 500)
    return { code: 'bad-request', message: 'The request could not be read.' };
  return null;
}
