import { createHash, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type Claims = Readonly<Record<string, unknown>>;
export type TestProvider = {
  readonly issuer: string;
  /** Who sits at the provider, and what it says of them. Claims may be wrong, as a test wants. */
  sits: Claims;
  /** Signs with a key that it does not publish. */
  forges: boolean;
  /** What it was last asked. */
  readonly asked: URLSearchParams[];
  stop(): Promise<void>;
};

export const providerClient = { id: 'attend-test', secret: 'a secret between the two' } as const;
const keyPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A small OpenID provider on loopback: discovery, keys, authorization code with PKCE. */
export async function startProvider(): Promise<TestProvider> {
  const keys = keyPair();
  const strange = keyPair();
  const codes = new Map<string, URLSearchParams>();
  const asked: URLSearchParams[] = [];
  const state = { sits: {} as Claims, forges: false };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the provider has no port');
  const issuer = `http://127.0.0.1:${address.port}`;

  const idToken = (asker: URLSearchParams): string => {
    const now = Math.floor(Date.now() / 1000);
    const head = encode({ alg: 'RS256', kid: 'one', typ: 'JWT' });
    const body = encode({
      iss: issuer,
      aud: providerClient.id,
      iat: now,
      exp: now + 300,
      auth_time: now,
      nonce: asker.get('nonce'),
      ...state.sits,
    });
    const { privateKey } = state.forges ? strange : keys;
    return `${head}.${body}.${sign('sha256', Buffer.from(`${head}.${body}`), privateKey).toString('base64url')}`;
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', issuer);
    const json = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    if (url.pathname === '/.well-known/openid-configuration')
      return json(200, {
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/keys`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
      });
    if (url.pathname === '/keys')
      return json(200, {
        keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: 'one', alg: 'RS256', use: 'sig' }],
      });
    if (url.pathname === '/authorize') {
      asked.push(url.searchParams);
      const code = randomUUID();
      codes.set(code, url.searchParams);
      const back = new URL(url.searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('code', code);
      back.searchParams.set('state', url.searchParams.get('state') ?? '');
      response.writeHead(302, { location: back.href }).end();
      return;
    }
    let text = '';
    for await (const part of request) text += part;
    const form = new URLSearchParams(text);
    const asker = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (asker === undefined || challenge !== asker.get('code_challenge'))
      return json(400, { error: 'invalid_grant' });
    json(200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 60, id_token: idToken(asker) });
  }

  return Object.assign(state, {
    issuer,
    asked,
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  });
}
