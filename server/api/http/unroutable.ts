import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { describeProblem, type Refusal, sendProblem } from './problems.ts';

const unreadable: Refusal = { code: 'bad-request', message: 'The request could not be read.' };

/** An address that the router itself refuses (too long an id, a broken %): before any hook, and without an echo of it. */
export function sendUnroutable(_thrown: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-content-type-options', 'nosniff').header('x-request-id', request.id);
  sendProblem(request, reply, { code: 'bad-request', message: 'The address could not be read.' });
}

/** Node's own statuses of what is no HTTP, or too much of it; every other fault of a request is 400. */
const statuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Bytes that are no request: the connection is told so once, in the words of every other refusal, and closed. */
export function answerBrokenRequest(fault: Error & { readonly code?: string }, socket: Socket): void {
  // Reset by the other side, or answered and closed already.
  if (fault.code === 'ECONNRESET' || socket.destroyed) return;
  if (socket.writable) socket.write(brokenAnswer(fault.code ?? ''));
  socket.destroy(fault);
}

function brokenAnswer(code: string): string {
  const status = statuses[code] ?? 400;
  const body = JSON.stringify({ ...describeProblem(unreadable, randomUUID()), status });
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'content-type: application/problem+json; charset=utf-8',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    'connection: close',
    `content-length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
