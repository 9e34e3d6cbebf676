import { isApiFailure } from './failure.ts';

/** Silence of the server passes: what could not be read is tried again by itself. A refusal does not pass. */
export const isPassing = (error: unknown): boolean =>
  isApiFailure(error) && (error.kind === 'unreachable' || error.kind === 'unavailable');

/** Milliseconds until a query that met silence is asked again; false where it did not. */
export const againSoon = (state: { readonly status: string; readonly error: unknown }): number | false =>
  state.status === 'error' && isPassing(state.error) ? 5_000 : false;
