import type { Failure } from '@attend/kernel';

/** What a route came to, before it is HTTP. */
export type Answer =
  | { readonly kind: 'done'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'refused'; readonly failure: Failure };
