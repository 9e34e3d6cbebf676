import type { Told } from './say.ts';

/**
 * An expected failure: a stable code, a sentence of the table of sentences, and the path of the field at fault. One that stands in no
 * table does not compile, so that none reaches a reader in a language that they do not read.
 */
export type Failure = {
  readonly code: string;
  readonly path?: readonly (string | number)[];
} & Told;

/** What is wrong with one field of what was sent, of several. */
export type FieldFault = { readonly path: string } & Told;

/** What only programs and whoever runs them are told, in English: a broken line, a wrong argument, a damaged backup. */
export type Fault = {
  readonly code: string;
  readonly message: string;
  readonly path?: readonly (string | number)[];
};
export type Result<T, F = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: F };

export const succeed = <T>(value: T): Result<T, never> => ({ ok: true, value });
/** `const`: a sentence stays the sentence that it is, and is not any text. */
export const fail = <const F>(error: F): Result<never, F> => ({ ok: false, error });
