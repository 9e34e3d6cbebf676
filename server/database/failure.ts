/**
 * Why the database could not be opened, in one sentence that says what to do. Thrown, not returned: without
 * its database the program can only end, and every caller up to `main` would hand the value on unread.
 *
 * Codes: `database-in-use`, `database-missing-binaries`, `database-account`, `database-place`,
 * `database-version`, `database-not-durable`, `database-disk`, `database-start`, `database-unreachable`,
 * `database-roles`,
 * `database-read-only`, `database-encoding`, `database-newer`, `migration-changed`, `migration-failed`, `migration-names`.
 */
export class DatabaseFailure extends Error {
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, details: Readonly<Record<string, unknown>> = {}) {
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
