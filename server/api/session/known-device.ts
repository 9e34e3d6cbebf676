import { randomBytes } from 'node:crypto';
import type { HttpExchange } from '../http/exchange.ts';
import { defineCookie } from './cookie.ts';

/** As long as a success is remembered (repositories/sign-in.ts). */
const rememberedSeconds = 90 * 86_400;

/**
 * A random mark that a browser keeps after somebody signed in there, so that strangers' guesses, even from the same address,
 * do not slow them (OWASP's device cookies). It opens nothing: the password and the second factor are asked for as ever.
 */
export type KnownDevice = {
  read(http: HttpExchange): string | null;
  /** Gives the browser its mark, or the one it has again; the mark is returned. */
  mark(http: HttpExchange): string;
};

export function createKnownDevice(secure: boolean): KnownDevice {
  const cookie = defineCookie('device', secure);
  const read: KnownDevice['read'] = ({ headers }) => {
    const value = cookie.read(headers);
    return value !== null && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
  };
  return {
    read,
    mark(http) {
      const value = read(http) ?? randomBytes(32).toString('base64url');
      http.setCookies(cookie.write(value, rememberedSeconds));
      return value;
    },
  };
}
