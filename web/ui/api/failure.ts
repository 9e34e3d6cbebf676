import type { Problem } from '@attend/contracts/problem';

/** Why an answer could not be had. A value, thrown only to cross TanStack Query. */
export type ApiFailure =
  /** Nothing came back: no network, or no server behind it. */
  | { readonly kind: 'unreachable'; readonly at: number }
  /** The server answers, but cannot serve: 502, 503, 504. */
  | { readonly kind: 'unavailable'; readonly status: number; readonly retryAfter: number | null }
  /** The session has ended: 401. */
  | { readonly kind: 'signed-out' }
  /** The browser's own dialog brought no passkey: called off, or none there. */
  | { readonly kind: 'passkey-not-used' }
  /** The server refused, and says why. */
  | { readonly kind: 'refused'; readonly status: number; readonly problem: Problem }
  /** An answer that is not what the contract promises. */
  | { readonly kind: 'unreadable'; readonly status: number; readonly detail: string };

export function isApiFailure(thrown: unknown): thrown is ApiFailure {
  return typeof thrown === 'object' && thrown !== null && 'kind' in thrown && typeof thrown.kind === 'string';
}

/** Somebody else was faster: the version that was shown is no longer the one that holds. */
export const isConflict = (failure: ApiFailure): boolean =>
  failure.kind === 'refused' && failure.status === 409;
