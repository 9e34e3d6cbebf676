import { createHmac, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Signs cookies and encrypts second factors: outside the database, readable by the program's own account alone. */
export function loadSignInSecret(dataDir: string): string {
  return loadOrMake(join(dataDir, 'sign-in-secret'), () => randomBytes(48).toString('base64url'));
}

/** The file in which the first run's one-time key stands until it is used. */
export const firstRunKeyFile = (dataDir: string): string => join(dataDir, 'first-run-key');

/** The key with which the first administrator is made: printed by `attend up`, refused once one exists. */
export function loadFirstRunKey(dataDir: string): string {
  return loadOrMake(firstRunKeyFile(dataDir), () => randomBytes(15).toString('base64url'));
}

function loadOrMake(path: string, make: () => string): string {
  mkdirSync(join(path, '..'), { recursive: true });
  if (!existsSync(path)) {
    try {
      writeFileSync(path, `${make()}\n`, { mode: 0o600, flag: 'wx', flush: true });
    } catch (error) {
      // Another process of the same machine was first: its secret holds for both.
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  chmodSync(path, 0o600);
  const secret = readFileSync(path, 'utf8').trim();
  if (secret.length < 20) throw new Error(`${path} holds no secret: remove it, and a new one is made`);
  return secret;
}

/** A key for one use, so that no two uses share one. */
export const deriveSecret = (secret: string, use: string): Buffer =>
  createHmac('sha256', secret).update(`attend ${use}`).digest();
