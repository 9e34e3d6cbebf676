/** Why the keyring cannot be opened, or a key in it. */
export type KeyFailureCode =
  /** The generation's key-encryption key is nowhere to be found. */
  | 'key-missing'
  /** There is one, and it is another than what the keyring was wrapped with. */
  | 'key-wrong'
  /** Where key-encryption keys come from cannot be asked, or answers what cannot be understood. */
  | 'key-source';

/**
 * In one sentence that says what to do. Thrown, not returned: without its keys the program can neither read nor keep
 * anything, and must end (or, where it already runs, acknowledge nothing) rather than go on.
 */
export class KeyFailure extends Error {
  readonly code: KeyFailureCode;

  constructor(code: KeyFailureCode, message: string) {
    super(message);
    this.name = 'KeyFailure';
    this.code = code;
  }
}

/** Somebody's key was destroyed: nothing of theirs is written or read any more. An expected failure at every write. */
export class KeyDestroyed extends Error {
  constructor() {
    super('the person’s key was destroyed and is never made again');
    this.name = 'KeyDestroyed';
  }
}

/**
 * A sealed value does not open: its bytes, its key or its place differ from what was sealed. `identity` names the row and nobody's
 * data. Nothing of what was altered is ever read.
 */
export class SealBroken extends Error {
  readonly identity: string;

  constructor(identity: string, cause?: unknown) {
    super(`the sealed value ${identity} does not open`, { cause });
    this.name = 'SealBroken';
    this.identity = identity;
  }
}

export const missing = (generation: number, place: string): KeyFailure =>
  new KeyFailure(
    'key-missing',
    `the key-encryption key of generation ${generation} is not in ${place}: put it back, nothing in the keyring opens without it`,
  );
export const wrong = (generation: number, place: string): KeyFailure =>
  new KeyFailure(
    'key-wrong',
    `the key-encryption key of generation ${generation} in ${place} is not the one that this keyring was wrapped with`,
  );
