import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';

/** A frame's plain bytes: the file is opened again as it is read, without holding it whole. */
const frame = 65_536;
const tagBytes = 16;
const prefixBytes = 8;

/** From what stands in the key file. scrypt with 64 MB: a short passphrase is not tried out cheaply. */
export const deriveBackupKey = (secret: string, salt: Buffer): Buffer =>
  scryptSync(secret.trim(), salt, 32, { N: 65_536, r: 8, p: 1, maxmem: 128 * 1_048_576 });

const ivOf = (prefix: Buffer, index: number): Buffer => {
  const iv = Buffer.alloc(12);
  prefix.copy(iv);
  iv.writeUInt32BE(index, prefixBytes);
  return iv;
};

/** The file's name and whether it ends here: frames moved, dropped or cut off do not open (the STREAM construction). */
const boundTo = (name: string, last: boolean): Buffer => Buffer.from(`${name}/${last ? 'last' : 'more'}`);

async function* inFrames(bytes: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
  let waiting = Buffer.alloc(0);
  for await (const some of bytes) {
    waiting = Buffer.concat([waiting, some]);
    // One is kept back: whether a frame is the last is known only at the end.
    while (waiting.length > size) {
      yield waiting.subarray(0, size);
      waiting = waiting.subarray(size);
    }
  }
  yield waiting;
}

async function* withLast<T>(items: AsyncIterable<T>): AsyncGenerator<readonly [T, boolean]> {
  let held: { readonly item: T } | null = null;
  for await (const item of items) {
    if (held !== null) yield [held.item, false];
    held = { item };
  }
  if (held !== null) yield [held.item, true];
}

export async function* encrypt(
  key: Buffer,
  name: string,
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  const prefix = randomBytes(prefixBytes);
  yield prefix;
  let index = 0;
  for await (const [plain, last] of withLast(inFrames(bytes, frame))) {
    const cipher = createCipheriv('aes-256-gcm', key, ivOf(prefix, index));
    cipher.setAAD(boundTo(name, last));
    yield Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    index += 1;
  }
}

/** Throws where a byte was altered, moved or is missing, or the key is another. */
export async function* decrypt(
  key: Buffer,
  name: string,
  bytes: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  let prefix: Buffer | null = null;
  let head = Buffer.alloc(0);
  const rest = async function* (): AsyncGenerator<Buffer> {
    for await (const some of bytes) {
      if (prefix !== null) {
        yield some;
        continue;
      }
      head = Buffer.concat([head, some]);
      if (head.length < prefixBytes) continue;
      prefix = Buffer.from(head.subarray(0, prefixBytes));
      yield head.subarray(prefixBytes);
    }
  };
  let index = 0;
  for await (const [sealed, last] of withLast(inFrames(rest(), frame + tagBytes))) {
    if (prefix === null || sealed.length < tagBytes) throw new Error(`${name} ends too early`);
    const decipher = createDecipheriv('aes-256-gcm', key, ivOf(prefix, index));
    decipher.setAAD(boundTo(name, last));
    decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
    yield Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - tagBytes)), decipher.final()]);
    index += 1;
  }
}
