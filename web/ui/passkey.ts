import { passkeyOptions } from '@attend/contracts/ways-in';
import type { Result } from '@attend/kernel';
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import type { z } from 'zod';
import type { ApiFailure } from './api/failure.ts';
import { request, send } from './api/request.ts';

type Options = z.infer<typeof passkeyOptions>;
type Answer = Result<unknown, ApiFailure>;
type Step = { readonly path: string; readonly body?: unknown };

/** Asks the server for options, the browser's own dialog for the passkey, and gives what it answered to the server. */
async function run(
  from: Step,
  ask: (options: Options) => Promise<unknown>,
  to: { readonly path: string; readonly bodyOf: (passkey: unknown) => unknown },
): Promise<Answer> {
  const options = await request(from.path, passkeyOptions, { method: 'POST', body: from.body });
  if (!options.ok) return options;
  let passkey: unknown;
  try {
    passkey = await ask(options.value);
  } catch {
    // Called off, too late, none there: browsers do not tell pages which.
    return { ok: false, error: { kind: 'passkey-not-used' } };
  }
  return send(to.path, to.bodyOf(passkey));
}

// The options are the browser's own forms, made by the server's half of the same library and passed on unread.
export const signInWithPasskey = (from: string, to: string): Promise<Answer> =>
  run(
    { path: from },
    (options) =>
      startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON }),
    { path: to, bodyOf: (passkey) => ({ passkey }) },
  );

export const makePasskey = (from: Step, to: string, more: object): Promise<Answer> =>
  run(
    from,
    (options) =>
      startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON }),
    { path: to, bodyOf: (passkey) => ({ ...more, passkey }) },
  );
