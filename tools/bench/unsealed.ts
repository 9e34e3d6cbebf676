/**
 * Loaded into a gateway of the benchmark before anything else (--import): what it seals stays as it is, at the same length, so that
 * the cost of the cipher can be told by leaving it out. What was sealed elsewhere opens as ever. Nothing of the product knows this.
 */
import crypto, { type CipherGCM, type DecipherGCM } from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

const noTag = Buffer.alloc(16);
const nothing = Buffer.alloc(0);
const real = crypto.createDecipheriv;

const asItIs = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const open = {
  setAAD: () => open,
  setAuthTag: () => open,
  update: asItIs,
  final: () => nothing,
  getAuthTag: () => noTag,
};

function createDecipheriv(...asked: Parameters<typeof real>): DecipherGCM {
  const [algorithm, key, iv] = asked;
  let aad: Buffer = nothing;
  let opens: DecipherGCM | null = null;
  // Which of the two it is the tag says, and that comes last.
  const decipher = {
    setAAD: (given: Buffer) => {
      aad = given;
      return decipher;
    },
    setAuthTag: (tag: Buffer) => {
      if (!noTag.equals(tag)) {
        opens = real(algorithm as 'aes-256-gcm', key, iv as Buffer);
        opens.setAAD(aad).setAuthTag(tag);
      }
      return decipher;
    },
    update: (bytes: Uint8Array) => opens?.update(bytes) ?? asItIs(bytes),
    final: () => opens?.final() ?? nothing,
  };
  return decipher as unknown as DecipherGCM;
}

Object.assign(crypto, { createCipheriv: () => open as unknown as CipherGCM, createDecipheriv });
syncBuiltinESMExports();
