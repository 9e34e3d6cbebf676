import type { PersonFittings } from '@attend/contracts/fittings';
import { personFittings } from '@attend/contracts/fittings';
import { type SignedInStaff, signedInStaff } from '@attend/contracts/session';
import { type IDBPDatabase, openDB } from 'idb';
import type { Work } from './work.ts';

/**
 * What a fitting needs where there is no network, in this browser: sealed by a key that no script can read out, for twelve hours, and
 * gone when its owner signs out or anybody else signs in here (ADR 0040). Only where the page is served securely: elsewhere a browser has
 * neither the key's safe nor a way to open the page without a network.
 */
const lasts = 12 * 3_600_000;
const [database, sealed, keys] = ['attend-fittings', 'sealed', 'keys'] as const;

type Sealed = { readonly until: number; readonly iv: Uint8Array; readonly content: ArrayBuffer };

let opening: Promise<IDBPDatabase> | null = null;
const open = (): Promise<IDBPDatabase> => {
  opening ??= openDB(database, 1, {
    upgrade(made) {
      made.createObjectStore(sealed);
      made.createObjectStore(keys);
    },
  });
  return opening;
};

export const canKeep = (): boolean => globalThis.crypto?.subtle !== undefined && 'indexedDB' in globalThis;

async function keyOf(owner: string): Promise<CryptoKey> {
  const stands = await (await open()).get(keys, owner);
  if (stands instanceof CryptoKey) return stands;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  // Of several that begin at once, here or in another window, one makes it: what was sealed by another could never be opened again.
  const transaction = (await open()).transaction(keys, 'readwrite');
  const first = await transaction.store.get(owner);
  if (!(first instanceof CryptoKey)) await transaction.store.put(made, owner);
  await transaction.done;
  return first instanceof CryptoKey ? first : made;
}

const nameOf = (owner: string, what: string): string => `${owner}/${what}`;

async function put(owner: string, what: string, value: unknown): Promise<void> {
  if (!canKeep()) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(value));
  const content = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(owner), text);
  const row: Sealed = { until: Date.now() + lasts, iv, content };
  await (await open()).put(sealed, row, nameOf(owner, what));
}

async function get(owner: string, what: string): Promise<unknown> {
  if (!canKeep()) return null;
  const row: Sealed | undefined = await (await open()).get(sealed, nameOf(owner, what));
  if (row === undefined || row.until < Date.now()) return null;
  try {
    const iv = new Uint8Array(row.iv);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, await keyOf(owner), row.content);
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    // Sealed by a key that is gone: as good as deleted.
    return null;
  }
}

/**
 * One after the other, since sealing takes its time and an older state must not be the last that is written; and the latest alone: what
 * stood between is nobody's any more when its turn comes.
 */
let line: Promise<void> = Promise.resolve();
let latest: Work | null = null;
export const keepWork = (owner: string, work: Work): Promise<void> => {
  latest = work;
  line = line
    .catch(() => undefined)
    .then(() => (latest === work ? put(owner, `work/${work.person}`, work) : undefined));
  return line;
};
/** Written by this program alone, and by no other: its form is not read again. */
export const readWork = async (owner: string, person: string): Promise<Work | null> =>
  (await get(owner, `work/${person}`)) as Work | null;
export async function forgetWork(owner: string, person: string): Promise<void> {
  latest = null;
  await line.catch(() => undefined);
  if (canKeep()) await (await open()).delete(sealed, nameOf(owner, `work/${person}`));
}

export const keepKit = (owner: string, kit: PersonFittings): Promise<void> =>
  put(owner, `kit/${kit.participant}`, kit);
export async function readKit(owner: string, person: string): Promise<PersonFittings | null> {
  const read = personFittings.safeParse(await get(owner, `kit/${person}`));
  return read.success ? read.data : null;
}

/** Of whom something is kept here that was not sent. */
export async function unsentOf(owner: string): Promise<Work[]> {
  if (!canKeep()) return [];
  const prefix = nameOf(owner, 'work/');
  const names = (await (await open()).getAllKeys(sealed)).filter(
    (name): name is string => typeof name === 'string' && name.startsWith(prefix),
  );
  const works = await Promise.all(names.map((name) => readWork(owner, name.slice(prefix.length))));
  return works.filter((work) => work !== null);
}

/** Who is signed in, so that the page opens for them without a network. There is one at a time. */
export async function keepStaff(staff: SignedInStaff): Promise<void> {
  if (!canKeep()) return;
  await dropOthers(staff.id);
  await put(staff.id, 'staff', staff);
}
export async function readStaff(): Promise<SignedInStaff | null> {
  if (!canKeep()) return null;
  const [owner] = await (await open()).getAllKeys(keys);
  if (typeof owner !== 'string') return null;
  const read = signedInStaff.safeParse(await get(owner, 'staff'));
  return read.success ? read.data : null;
}

/** Whoever signs in where somebody else was finds nothing of theirs (FRM-2); `null`: nobody's stays. */
export async function dropOthers(owner: string | null): Promise<void> {
  if (!canKeep()) return;
  const stands = await open();
  for (const name of await stands.getAllKeys(sealed))
    if (owner === null || !String(name).startsWith(nameOf(owner, ''))) await stands.delete(sealed, name);
  for (const name of await stands.getAllKeys(keys)) if (name !== owner) await stands.delete(keys, name);
}
