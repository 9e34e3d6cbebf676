import { fail, type Result, succeed } from '@attend/kernel';

type Request = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * A page of somewhere else must not make a signed-in browser change anything here. Cookies are SameSite=Strict besides; this
 * holds where a sibling domain or an old browser would not. Programs that are no browsers send neither header.
 */
export function checkOrigin({ method, headers }: Request, publicOrigin: string | null): Result<null> {
  if (safe.has(method)) return succeed(null);
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' ? succeed(null) : refused();
  const origin = headers.origin;
  if (origin === undefined) return succeed(null);
  if (typeof origin !== 'string') return refused();
  if (publicOrigin !== null) return origin === publicOrigin ? succeed(null) : refused();
  return URL.canParse(origin) && new URL(origin).host === headers.host ? succeed(null) : refused();
}

const refused = (): Result<never> =>
  fail({ code: 'other-origin', message: 'This was asked by a page of another site: nothing was changed.' });
