import { createHmac, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { seal, unseal } from './seal.ts';

/**
 * Everybody's keys, each wrapped by a key-encryption key, in a file of their own: outside the database and its backups,
 * so that destroying one here makes every copy of what it sealed unreadable. ADR 0005.
 */
export type Keyring = {
  /** Makes the owner's key, durable when this returns; the one that stands where there is one. Throws for a destroyed one. */
  create(owner: string): KeyObject;
  /** The same for many at once, in one write to disk. */
  createAll(owners: readonly string[]): void;
  /** Null: never made, or destroyed. */
  find(owner: string): KeyObject | null;
  /** Wraps forgotten, never to be made again. */
  destroy(owner: string): void;
  /** A key for keyed hashes, derived for one use («search», «rejection», …) and one programme. */
  derive(use: string, programme: string): KeyObject;
  close(): void;
};

const maximumCached = 50_000;

/** Opens or makes `<directory>/keyring.sqlite` and `<directory>/key-encryption-key`, readable by their owner only. */
export function openKeyring(directory: string): Keyring {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const wrapping = loadWrappingKey(join(directory, 'key-encryption-key'));
  const path = join(directory, 'keyring.sqlite');
  const store = new DatabaseSync(path);
  chmodSync(path, 0o600);
  // Several processes share the file: a key must be on disk before anything sealed with it is.
  store.exec(
    'pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on',
  );
  store.exec(
    'create table if not exists wrapped (owner text primary key, generation integer not null, key blob, destroyed_at text) without rowid, strict',
  );
  return new SqliteKeyring(store, wrapping);
}

function loadWrappingKey(path: string): KeyObject {
  if (!existsSync(path)) {
    try {
      writeFileSync(path, randomBytes(32), { mode: 0o600, flag: 'wx', flush: true });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
  }
  const bytes = readFileSync(path);
  if (bytes.length !== 32)
    throw new Error(`${path}: a key-encryption key has 32 bytes, this has ${bytes.length}`);
  return createSecretKey(bytes);
}

class SqliteKeyring implements Keyring {
  private readonly cache = new Map<string, KeyObject>();
  private readonly store: DatabaseSync;
  private readonly wrapping: KeyObject;
  private readonly select: StatementSync;
  private readonly insert: StatementSync;

  constructor(store: DatabaseSync, wrapping: KeyObject) {
    this.store = store;
    this.wrapping = wrapping;
    this.select = store.prepare('select key from wrapped where owner = ?');
    this.insert = store.prepare(
      'insert into wrapped (owner, generation, key) values (?, 1, ?) on conflict do nothing',
    );
  }

  find(owner: string): KeyObject | null {
    const cached = this.cache.get(owner);
    if (cached !== undefined) return cached;
    const row = this.select.get(owner);
    const wrapped = row?.['key'];
    if (!(wrapped instanceof Uint8Array)) return null;
    const key = createSecretKey(unseal(this.wrapping, `keyring/${owner}`, wrapped));
    if (this.cache.size >= maximumCached) this.cache.delete(this.cache.keys().next().value ?? '');
    this.cache.set(owner, key);
    return key;
  }

  create(owner: string): KeyObject {
    const found = this.find(owner);
    if (found !== null) return found;
    this.insert.run(owner, seal(this.wrapping, `keyring/${owner}`, randomBytes(32)));
    const made = this.find(owner);
    if (made === null) throw new Error(`the key of ${owner} was destroyed and is never made again`);
    return made;
  }

  createAll(owners: readonly string[]): void {
    this.store.exec('begin immediate');
    try {
      for (const owner of owners)
        this.insert.run(owner, seal(this.wrapping, `keyring/${owner}`, randomBytes(32)));
      this.store.exec('commit');
    } catch (error) {
      this.store.exec('rollback');
      throw error;
    }
  }

  destroy(owner: string): void {
    this.cache.delete(owner);
    this.store
      .prepare(
        "insert into wrapped (owner, generation, key, destroyed_at) values (?, 0, null, datetime('now')) on conflict (owner) do update set key = null, destroyed_at = datetime('now')",
      )
      .run(owner);
    this.store.exec('pragma wal_checkpoint(truncate)');
  }

  derive(use: string, programme: string): KeyObject {
    const root = this.create(`derive/${programme}`);
    return createSecretKey(createHmac('sha256', root.export()).update(use).digest());
  }

  close(): void {
    this.cache.clear();
    this.store.close();
  }
}
