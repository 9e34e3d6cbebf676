import type { Sent } from '@attend/casework';
import { z } from 'zod';
import type { Outgoing, Sender } from './sender.ts';
import { signatureHeader, signBody } from './signature.ts';

export type SmsSettings = {
  /** The operator's configuration, never data: what is sent to it cannot choose where it goes. */
  readonly url: string;
  readonly secret: string;
};

const patience = 20_000;
/** It said that it does not take it now (RFC 9110 15.6.4, RFC 6585 4). */
const notNow: ReadonlySet<number> = new Set([429, 503]);
/**
 * It knows neither us nor this address, or points elsewhere, and says nothing of the message: that is of how it was set up, so that each
 * message leaves once somebody has set it right.
 */
const isSetUpWrong = (status: number): boolean =>
  status === 401 || status === 403 || status === 404 || (status >= 300 && status < 400);
/** The connection never stood, so nothing was written on it. */
const neverConnected: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

const answer = z.object({ id: z.string().min(1).max(200).optional(), code: z.string().optional() }).catch({});

/** Text messages by one POST each; docs/operations/messages.md says what the other side does. */
export function createSmsGateway({ url, secret }: SmsSettings, now: () => number = Date.now): Sender {
  return {
    async send({ address, text, key }: Outgoing): Promise<Sent> {
      const body = JSON.stringify({ kind: 'message', to: address, text, reference: key });
      let response: Response;
      try {
        response = await fetch(url, {
          method: 'POST',
          headers: {
            'content-type': 'application/json',
            'idempotency-key': key,
            [signatureHeader]: signBody(secret, body, now()),
          },
          body,
          // Wherever it may point to: that is not what the operator configured.
          redirect: 'manual',
          signal: AbortSignal.timeout(patience),
        });
      } catch (thrown) {
        return neverConnected.has(causeOf(thrown)) ? { kind: 'not-taken' } : { kind: 'unknown' };
      }
      const said = answer.parse(await response.json().catch(() => ({})));
      if (response.ok) return { kind: 'accepted', reference: said.id ?? null };
      if (notNow.has(response.status) || (said.code === undefined && isSetUpWrong(response.status)))
        return { kind: 'not-taken' };
      // Everything else of 5xx may have come after it took the message.
      if (response.status >= 500) return { kind: 'unknown' };
      return { kind: 'refused', bounced: said.code === 'no-such-number' };
    },
  };
}

const codeIn = z.object({ code: z.string() });
function causeOf(thrown: unknown): string {
  const read = codeIn.safeParse(thrown instanceof Error ? thrown.cause : null);
  return read.success ? read.data.code : '';
}
