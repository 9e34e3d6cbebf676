import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { decrypt, encrypt } from './sealing.ts';

/** Passes bytes on and notes their hash and number. */
function counting(): { readonly through: Transform; readonly hash: Hash; readonly bytes: () => number } {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(some: Buffer, _encoding, done) {
      hash.update(some);
      bytes += some.length;
      done(null, some);
    },
  });
  return { through, hash, bytes: () => bytes };
}

export type Stored = { readonly bytes: number; readonly content: string; readonly stored: string };

/** Rows are sealed already where they are a person's, and do not get smaller; the rest does, cheaply. */
const level = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

const sealing = (key: Buffer | null, name: string) =>
  key === null
    ? (bytes: AsyncIterable<Buffer>) => bytes
    : (bytes: AsyncIterable<Buffer>) => encrypt(key, name, bytes);
const opening = (key: Buffer | null, name: string) =>
  key === null
    ? (bytes: AsyncIterable<Buffer>) => bytes
    : (bytes: AsyncIterable<Buffer>) => decrypt(key, name, bytes);

/** Compressed, then encrypted where there is a key; on disk when this resolves. */
export async function storeFile(
  folder: string,
  name: string,
  rows: Readable,
  key: Buffer | null,
): Promise<Stored> {
  const plain = counting();
  const file = counting();
  await pipeline(
    rows,
    plain.through,
    createZstdCompress(level),
    sealing(key, name),
    file.through,
    createWriteStream(join(folder, name), { flags: 'wx', mode: 0o600, flush: true }),
  );
  return { bytes: plain.bytes(), content: plain.hash.digest('hex'), stored: file.hash.digest('hex') };
}

/** The rows as they were given to `storeFile`. */
export function openFile(folder: string, name: string, key: Buffer | null): Readable {
  const unpacked = createZstdDecompress();
  pipeline(createReadStream(join(folder, name)), opening(key, name), unpacked).catch((failed: unknown) =>
    unpacked.destroy(failed instanceof Error ? failed : new Error('unreadable')),
  );
  return unpacked;
}

export async function hashOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256');
  for await (const some of bytes) hash.update(some);
  return hash.digest('hex');
}
export const hashOfFile = (folder: string, name: string): Promise<string> =>
  hashOf(createReadStream(join(folder, name)));
