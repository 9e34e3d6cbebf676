import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from 'node:crypto';
import { SealBroken } from './failure.ts';

/** AES-256-GCM (NIST SP 800-38D): 12 random bytes, ciphertext, 16 bytes of tag. */
const ivLength = 12;
const tagLength = 16;

// Random bytes are drawn a pool at a time: one call of the generator a value costs more than the cipher.
const pool = Buffer.allocUnsafe(ivLength * 1024);
let used = pool.length;

/** Writes the next random bytes to the beginning of `out`. */
function writeIv(out: Buffer): void {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  pool.copy(out, 0, used, used + ivLength);
  used += ivLength;
}

/**
 * Seals bytes under a key. `identity` names the row (table, id, column): bytes moved to another row do not open.
 */
export function seal(key: KeyObject, identity: string, plain: Uint8Array): Buffer {
  const out = Buffer.allocUnsafe(ivLength + plain.length + tagLength);
  writeIv(out);
  const cipher = createCipheriv('aes-256-gcm', key, out.subarray(0, ivLength));
  cipher.setAAD(Buffer.from(identity, 'latin1'));
  // In GCM the ciphertext is as long as the plain text, and the end adds nothing.
  cipher.update(plain).copy(out, ivLength);
  cipher.final();
  cipher.getAuthTag().copy(out, ivLength + plain.length);
  return out;
}

/** Opens what `seal` made. Throws SealBroken where key, identity or bytes differ. */
export function unseal(key: KeyObject, identity: string, sealed: Uint8Array): Buffer {
  if (sealed.length < ivLength + tagLength) throw new SealBroken(identity);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivLength));
  decipher.setAAD(Buffer.from(identity, 'latin1'));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  const opened = decipher.update(sealed.subarray(ivLength, sealed.length - tagLength));
  try {
    return Buffer.concat([opened, decipher.final()]);
  } catch (thrown) {
    throw new SealBroken(identity, thrown);
  }
}

export const sealJson = (key: KeyObject, identity: string, value: unknown): Buffer =>
  seal(key, identity, Buffer.from(JSON.stringify(value)));

/** The caller parses the value by schema. */
export const unsealJson = (key: KeyObject, identity: string, sealed: Uint8Array): unknown =>
  JSON.parse(unseal(key, identity, sealed).toString());
