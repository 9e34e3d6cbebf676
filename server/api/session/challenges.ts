import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** So long a page may wait for somebody's finger, key or agency. */
export const challengeMinutes = 5;

const timeBytes = 6;
const randomLength = 16;
const macLength = 32;

/**
 * A challenge that carries its own time and seal, so that asking for one writes nothing: anybody may ask, and a table of
 * them could be filled by strangers. `purpose` binds it to what it was made for (and to whom); that it is used once is held
 * by `auth.spent`.
 */
export function makeChallenge(key: Buffer, purpose: string, now: number): Buffer {
  const time = Buffer.alloc(timeBytes);
  time.writeUIntBE(now, 0, timeBytes);
  const open = Buffer.concat([time, randomBytes(randomLength)]);
  return Buffer.concat([open, sealOf(key, purpose, open)]);
}

/** Whether it is ours, for this purpose, and still young. `challenge` is base64url. */
export function isChallenge(key: Buffer, purpose: string, challenge: string, now: number): boolean {
  const bytes = Buffer.from(challenge, 'base64url');
  if (bytes.length !== timeBytes + randomLength + macLength) return false;
  const open = bytes.subarray(0, -macLength);
  if (!timingSafeEqual(bytes.subarray(-macLength), sealOf(key, purpose, open))) return false;
  const age = now - open.readUIntBE(0, timeBytes);
  return age >= 0 && age <= challengeMinutes * 60_000;
}

const sealOf = (key: Buffer, purpose: string, open: Buffer): Buffer =>
  createHmac('sha256', key).update(`${purpose}\n`).update(open).digest();
