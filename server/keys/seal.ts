import { createCipheriv, createDecipheriv, type KeyObject, randomFillSync } from 'node:crypto';

/** AES-256-GCM (NIST SP 800-38D): 12 random bytes, ciphertext, 16 bytes of tag. */
const ivLength = 12;
const tagLength = 16;

// Random bytes are drawn a pool at a time: one call of the generator a value costs more than the cipher.
const pool = Buffer.allocUnsafe(ivLength * 1024);
let used = pool.length;

function nextIv(): Buffer {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const iv = Buffer.from(pool.subarray(used, used + ivLength));
  used += ivLength;
  return iv;
}

/**
 * Seals bytes under a key. `identity` names the row (table, id, column): bytes moved to another row do not open.
 */
export function seal(key: KeyObject, identity: string, plain: Uint8Array): Buffer {
  const iv = nextIv();
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(identity));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([iv, body, cipher.getAuthTag()]);
}

/** Opens what `seal` made. Throws where key, identity or bytes differ. */
export function unseal(key: KeyObject, identity: string, sealed: Uint8Array): Buffer {
  if (sealed.length < ivLength + tagLength) throw new Error(`sealed value of ${identity} is too short`);
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, ivLength));
  decipher.setAAD(Buffer.from(identity));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  return Buffer.concat([decipher.update(sealed.subarray(ivLength, sealed.length - tagLength)), decipher.final()]);
}

export const sealJson = (key: KeyObject, identity: string, value: unknown): Buffer =>
  seal(key, identity, Buffer.from(JSON.stringify(value)));

/** The caller parses the value by schema. */
export const unsealJson = (key: KeyObject, identity: string, sealed: Uint8Array): unknown =>
  JSON.parse(unseal(key, identity, sealed).toString());
