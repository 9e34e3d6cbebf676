import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { KeyDestroyed } from './failure.ts';
import { type Generations, openGenerations } from './generations.ts';
import { openSource } from './sources/open.ts';
import type { KeyPlace } from './sources/place.ts';
import type { KeySource } from './sources/source.ts';
import { KeyStore } from './store.ts';

/**
 * Everybody's keys, each wrapped by a key-encryption key, in a file of their own: outside the database and its backups,
 * so that destroying one here makes every copy of what it sealed unreadable. ADR 0005, ADR 0012.
 */
export type Keyring = {
  /** Makes the owner's key, durable when this returns; the one that stands where there is one. Throws KeyDestroyed for a destroyed one. */
  create(owner: string): KeyObject;
  /** The same for many at once, in one write to disk. */
  createAll(owners: readonly string[]): void;
  /** Null: never made, or destroyed, by whichever process. */
  find(owner: string): KeyObject | null;
  isDestroyed(owner: string): boolean;
  /** Wraps forgotten, never to be made again. */
  destroy(owner: string): void;
  /** Called with those whose keys are destroyed from now on, once this process learns of it: at its next look at any key, or at `refresh`. */
  onDestroyed(listener: (owners: readonly string[]) => void): void;
  /** Learns now what other processes did. */
  refresh(): void;
  /** A key for keyed hashes, derived for one use («search», «rejection», …) and one programme. */
  derive(use: string, programme: string): KeyObject;
  close(): void;
};

const maximumCached = 50_000;

/**
 * Opens or makes `<directory>/keyring.sqlite`, readable by its owner only. Key-encryption keys come from `place`, files in the
 * same directory unless told. Throws KeyFailure where one of them is missing or wrong.
 */
export function openKeyring(directory: string, place: KeyPlace = { kind: 'file', directory }): Keyring {
  const store = new KeyStore(directory);
  try {
    return new StoredKeyring(store, openSource(place), directory);
  } catch (thrown) {
    store.close();
    throw thrown;
  }
}

class StoredKeyring implements Keyring {
  private readonly cache = new Map<string, KeyObject>();
  private readonly listeners: ((owners: readonly string[]) => void)[] = [];
  private readonly store: KeyStore;
  private readonly source: KeySource;
  private readonly directory: string;
  private generations: Generations;
  /** The last destruction that this process has heard of. */
  private heard = 0;
  private isFresh = false;

  constructor(store: KeyStore, source: KeySource, directory: string) {
    this.store = store;
    this.source = source;
    this.directory = directory;
    this.generations = openGenerations(store, source, directory);
    this.heard = store.destroyedAfter(0).at(-1)?.number ?? 0;
  }

  find(owner: string): KeyObject | null {
    this.look();
    const cached = this.cache.get(owner);
    if (cached !== undefined) return cached;
    const row = this.store.find(owner);
    if (row === null || row.key === null) return null;
    // Wrapped anew since this process opened the keyring: learn of the generation.
    if (row.generation > this.generations.current) this.reload();
    const key = createSecretKey(this.generations.unwrap(owner, row.generation, row.key));
    this.remember(owner, key);
    return key;
  }

  create(owner: string): KeyObject {
    const found = this.find(owner);
    if (found !== null) return found;
    this.createAll([owner]);
    const made = this.find(owner);
    if (made === null) throw new KeyDestroyed();
    return made;
  }

  createAll(owners: readonly string[]): void {
    const [last] = owners.slice(-1);
    if (last === undefined) return;
    this.add(owners);
    // Nothing was added where there is a newer generation by now.
    if (this.store.find(last) !== null) return;
    this.reload();
    this.add(owners);
  }

  isDestroyed(owner: string): boolean {
    return this.store.isDestroyed(owner);
  }

  destroy(owner: string): void {
    this.store.destroy(owner);
    this.hear();
  }

  onDestroyed(listener: (owners: readonly string[]) => void): void {
    this.listeners.push(listener);
  }

  refresh(): void {
    if (this.store.changed()) this.hear();
  }

  derive(use: string, programme: string): KeyObject {
    const root = this.create(`derive/${programme}`);
    return createSecretKey(createHmac('sha256', root.export()).update(use).digest());
  }

  close(): void {
    this.cache.clear();
    this.store.close();
  }

  private add(owners: readonly string[]): void {
    const { current } = this.generations;
    const made = new Map<string, Buffer>();
    this.store.transaction(() => {
      for (const owner of owners) {
        const key = randomBytes(32);
        if (this.store.add(owner, current, this.generations.wrap(owner, key))) made.set(owner, key);
      }
    });
    // Only once they stand: whoever asks for many asks next for each of them, and unwrapping costs as much as wrapping did.
    for (const [owner, key] of made) this.remember(owner, createSecretKey(key));
  }

  private remember(owner: string, key: KeyObject): void {
    if (this.cache.size >= maximumCached) this.forgetOldest();
    this.cache.set(owner, key);
  }

  /** A tenth at a time: to find one oldest entry of a map costs as much as all that were taken out before it. */
  private forgetOldest(): void {
    let left = maximumCached / 10;
    for (const owner of this.cache.keys()) {
      this.cache.delete(owner);
      left -= 1;
      if (left <= 0) return;
    }
  }

  private reload(): void {
    this.generations = openGenerations(this.store, this.source, this.directory);
  }

  /** Once in each turn of the event loop: what another process did before this turn began counts in all of it. */
  private look(): void {
    if (this.isFresh) return;
    this.isFresh = true;
    setImmediate(() => {
      this.isFresh = false;
    }).unref();
    if (this.store.changed()) this.hear();
  }

  private hear(): void {
    const fresh = this.store.destroyedAfter(this.heard);
    const last = fresh.at(-1);
    if (last === undefined) return;
    this.heard = last.number;
    const owners = fresh.map(({ owner }) => owner);
    for (const owner of owners) this.cache.delete(owner);
    for (const listener of this.listeners) listener(owners);
  }
}
