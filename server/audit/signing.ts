import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** Signs what the audit says (Ed25519, RFC 8032). The key stands beside the keyring, never in the database. */
export type Signer = {
  /** First 16 hexadecimal digits of the SHA-256 of the public key. */
  readonly key: string;
  sign(statement: Uint8Array): Buffer;
};
/** Public keys by `keyName`: those whose signatures are believed. */
export type PublicKeys = ReadonlyMap<string, KeyObject>;

const keyFile = 'audit-signing-key';
/** Every public key that has signed here, PEM after PEM: what an auditor is given. */
const publicFile = 'audit-public-keys.pem';
const pem = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

export const keyName = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);
export const writePublicKey = (key: KeyObject): string =>
  key.export({ type: 'spki', format: 'pem' }).toString().trim();

/** The folder's key, made where there is none. A file moved away makes the next start sign with a new one. */
export function openSigner(directory: string): Signer {
  const path = join(directory, keyFile);
  if (!existsSync(path)) makeKey(directory, path);
  const key = createPrivateKey(readFileSync(path));
  const name = keyName(createPublicKey(key));
  if (!readPublicKeys(directory).has(name))
    appendFileSync(join(directory, publicFile), `${writePublicKey(createPublicKey(key))}\n`);
  return { key: name, sign: (statement) => sign(null, statement, key) };
}

function makeKey(directory: string, path: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  try {
    writeFileSync(path, made, { mode: 0o600, flag: 'wx', flush: true });
  } catch (thrown) {
    // Another process of this machine was first.
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST')) throw thrown;
  }
}

/** Null: the text holds no public key. Throws where one of them is none. */
export function parsePublicKeys(text: string): PublicKeys | null {
  const keys = [...text.matchAll(pem)].map(([one]) => createPublicKey(one));
  return keys.length === 0 ? null : new Map(keys.map((key) => [keyName(key), key]));
}

/** All that have signed on this data folder. */
export function readPublicKeys(directory: string): PublicKeys {
  const path = join(directory, publicFile);
  return (existsSync(path) ? parsePublicKeys(readFileSync(path, 'utf8')) : null) ?? new Map();
}

/** Why a signature does not hold; null: it does. */
export function faultOfSignature(
  keys: PublicKeys,
  key: string,
  statement: Uint8Array,
  signature: Uint8Array,
): string | null {
  const known = keys.get(key);
  if (known === undefined) return `is signed by the key ${key}, which is none of those given`;
  return verify(null, statement, known, signature) ? null : 'does not bear out its signature';
}

/** How far this machine has signed: what the database says later must go on from there. */
export type Remembered = { readonly position: string; readonly link: string };
const headFile = 'audit-head.json';

export function readRemembered(directory: string): Remembered | null {
  const path = join(directory, headFile);
  if (!existsSync(path)) return null;
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof value !== 'object' || value === null || !('position' in value) || !('link' in value))
    throw new Error(`${path} is no head of an audit chain`);
  return { position: String(value.position), link: String(value.link) };
}

export function remember(directory: string, head: Remembered): void {
  const path = join(directory, headFile);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(head), { mode: 0o600 });
  try {
    renameSync(draft, path);
  } catch (thrown) {
    rmSync(draft, { force: true });
    throw thrown;
  }
}
