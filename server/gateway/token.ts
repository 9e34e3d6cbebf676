import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What is kept of a phone's token: a keyed hash, so that the database alone does not let anyone report as it. */
export const hashToken = (key: KeyObject, token: string): Buffer =>
  createHmac('sha256', key).update(token).digest();

export function tokenMatches(key: KeyObject, token: string, hash: Buffer | null): boolean {
  if (hash === null) return false;
  const given = hashToken(key, token);
  return given.length === hash.length && timingSafeEqual(given, hash);
}

/**
 * The token a phone sent: `Authorization: Bearer`, the password of `Authorization: Basic` (OwnTracks' own setting),
 * or `token=` in the query (Traccar Client keeps the query of its server address). Null: none.
 */
export function tokenOf(request: IncomingMessage): string | null {
  const { authorization } = request.headers;
  if (authorization?.startsWith('Bearer ')) return authorization.slice(7).trim();
  if (authorization?.startsWith('Basic ')) {
    const plain = Buffer.from(authorization.slice(6), 'base64').toString();
    const colon = plain.indexOf(':');
    return colon < 0 ? null : plain.slice(colon + 1);
  }
  const query = request.url?.indexOf('?') ?? -1;
  return query < 0 ? null : new URLSearchParams(request.url?.slice(query + 1)).get('token');
}
