import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';

/** PostgreSQL's own default; the passwords here are 256 random bits, which more rounds would not make stronger. */
const rounds = 4_096;

/**
 * What PostgreSQL stores for a password (RFC 5803, as in its src/common/scram-common.c). Sent instead of the password,
 * so that the password stands in no statement, log or statistics view.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256');
  const key = (name: string): Buffer => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(key('Client Key')).digest('base64');
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${key('Server Key').toString('base64')}`;
}
