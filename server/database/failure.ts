/** Every way in which opening the database is refused; docs/operations/database.md says what each means. */
export const failureCodes = [
  'database-in-use',
  'database-place',
  'database-account',
  'database-disk',
  'database-not-durable',
  'database-version',
  'database-newer',
  'migration-changed',
  'migration-failed',
  'migration-names',
  'database-roles',
  'database-unreachable',
  'database-read-only',
  'database-encoding',
  'database-missing-binaries',
  'database-start',
] as const;
export type FailureCode = (typeof failureCodes)[number];

/**
 * Why the database could not be opened, in one sentence that says what to do. Thrown, not returned: without
 * its database the program can only end, and every caller up to `main` would hand the value on unread.
 */
export class DatabaseFailure extends Error {
  readonly code: FailureCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: FailureCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = 'DatabaseFailure';
    this.code = code;
    this.details = details;
  }
}

/** The system's own code (`ENOENT`, `EACCES`, …) of anything thrown, or null. */
export function systemCode(thrown: unknown): string | null {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : null;
  return typeof code === 'string' ? code : null;
}
