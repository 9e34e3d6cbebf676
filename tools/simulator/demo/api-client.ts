import { problem } from '@attend/contracts/problem';

/** What the API answered; `body` as it came, to be read by a contract's schema. */
export type ApiAnswer = { readonly status: number; readonly body: unknown };

/** A program that uses the public API as a browser would: keeps cookies, speaks JSON. */
export type ApiClient = {
  get(path: string): Promise<ApiAnswer>;
  post(path: string, body: unknown): Promise<ApiAnswer>;
  put(path: string, body: unknown): Promise<ApiAnswer>;
  /** An answer that goes on, such as the live feed: its body is read by the caller. */
  open(path: string, signal: AbortSignal): Promise<Response>;
};

export function createApiClient(origin: string): ApiClient {
  const jar = new Map<string, string>();
  const cookies = (): Record<string, string> =>
    jar.size === 0 ? {} : { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; ') };
  const send = async (method: string, path: string, body?: unknown): Promise<ApiAnswer> => {
    const response = await fetch(new URL(path, origin), {
      method,
      headers: {
        ...cookies(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
      const at = pair.indexOf('=');
      if (attributes.some((attribute) => /^max-age=0$/i.test(attribute))) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return { status: response.status, body: isJson && text !== '' ? JSON.parse(text) : null };
  };
  return {
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    open: (path, signal) => fetch(new URL(path, origin), { headers: cookies(), signal }),
  };
}

/** What the API said of a refusal: its own sentence where there is one. */
export function faultIn({ status, body }: ApiAnswer): string {
  const read = problem.safeParse(body);
  return read.success ? `${status}, ${read.data.detail}` : `${status}`;
}
