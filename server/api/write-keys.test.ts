import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeRoutes } from './http/openapi.ts';
import { takesWriteKey } from './route.ts';
import { routes } from './routes.ts';

/** Writes that take no Idempotency-Key, and why a repeat does no harm. */
const without: Readonly<Record<string, string>> = {
  'POST /api/first-run': 'nobody is signed in; once it is done it is refused for good',
  'POST /api/invitations/accept': 'nobody is signed in; a link is good once',
  'POST /api/invitations/accept/passkey': 'nobody is signed in; a link is good once',
  'POST /api/invitations/look': 'nobody is signed in; it changes nothing',
  'POST /api/invitations/passkey': 'nobody is signed in; a challenge that is not answered ends by itself',
  'POST /api/messages/gateway': 'a program’s report, signed; each names what it reports, and is kept once',
  'POST /api/second-factor/confirm': 'between password and code; a factor that is set is not set again',
  'POST /api/second-factor/enrol': 'between password and code; the last offered alone can be confirmed',
  'POST /api/sign-in': 'nobody is signed in; a second session ends like the first',
  'POST /api/sign-in/passkey': 'nobody is signed in; a challenge is good once',
  'POST /api/sign-in/passkey/options': 'nobody is signed in; a challenge that is not answered ends by itself',
  'POST /api/sign-in/provider': 'nobody is signed in; a way to a provider that is not gone ends by itself',
  'POST /api/sign-in/provider/{id}': 'nobody is signed in; a provider’s answer is good once',
  'POST /api/sign-in/second-factor': 'nobody is signed in yet; a code is good once',
  'POST /api/sign-out': 'a session that has ended is not ended twice',
};

const writes = routes.filter(({ method }) => method !== 'GET');
const nameOf = ({ method, path }: { readonly method: string; readonly path: string }) => `${method} ${path}`;

test('ACC-8 every write takes an Idempotency-Key, or is named with the reason why not', () => {
  const keyless = writes.filter((route) => !takesWriteKey(route)).map(nameOf);
  expect(keyless.toSorted()).toEqual(Object.keys(without).toSorted());
});

const document = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        parameters: z
          .array(z.object({ in: z.string(), name: z.string(), required: z.boolean().optional() }))
          .optional(),
      }),
    ),
  ),
});

test('ACC-8 the API’s description names the key at every write that takes one, and nowhere else', async () => {
  const { paths } = document.parse(await describeRoutes(routes));
  const told = Object.entries(paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod)
      .filter(([, { parameters = [] }]) =>
        parameters.some((one) => one.in === 'header' && one.name === 'Idempotency-Key' && !one.required),
      )
      .map(([method]) => `${method.toUpperCase()} ${path}`),
  );
  expect(told.toSorted()).toEqual(writes.filter(takesWriteKey).map(nameOf).toSorted());
});
