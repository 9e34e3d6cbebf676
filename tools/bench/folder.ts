import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rememberedHome } from '@attend/server/database/embedded/place';

/**
 * A data folder of a benchmark's own, below the working folder and so on a true disk: what is measured is durable. Under
 * root the database's own user has to pass through it, else its data would stand, and stay, in a place of the system's.
 */
export function makeDataFolder(below: string): string {
  const folder = mkdtempSync(join(below, '.bench-'));
  chmodSync(folder, 0o711);
  return folder;
}

/** Where the database of a data folder has its cluster: elsewhere after all where `below` itself is closed to that user. */
const homeOf = (dataDir: string): string =>
  rememberedHome(join(dataDir, 'database')) ?? join(dataDir, 'database');

export const clusterOf = (dataDir: string): string => join(homeOf(dataDir), 'cluster');

/** Removes it, and the database wherever it stood. */
export function removeDataFolder(dataDir: string): void {
  const home = homeOf(dataDir);
  rmSync(dataDir, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}
