/**
 * What wraps the keyring's own keys, one a generation: a file, the environment, or a program in front of a PKCS#11 token or a
 * key management service. It is asked once a process and generation: people's keys are wrapped by the generation's key, so
 * that millions of them do not each need an answer from elsewhere.
 */
export type KeySource = {
  /** For people: «the file …», «the environment variable …». */
  readonly place: string;
  /** The newest that it can wrap with; 0: none yet. */
  generation(): number;
  wrap(generation: number, key: Buffer): Buffer;
  /** Throws KeyFailure where it has no such generation or another one than `wrapped` was made with. */
  unwrap(generation: number, wrapped: Uint8Array): Buffer;
  /** Makes the next generation. Absent where only somebody outside can. */
  readonly begin?: () => number;
  /** Nothing is wrapped with it any more. */
  retire(generation: number): void;
};
