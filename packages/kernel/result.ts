/** An expected failure: a stable code, a plain sentence, and the path of the field at fault. */
export type Failure = {
  readonly code: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
};
export type Result<T, F = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: F };

export const succeed = <T>(value: T): Result<T, never> => ({ ok: true, value });
export const fail = <F>(error: F): Result<never, F> => ({ ok: false, error });
