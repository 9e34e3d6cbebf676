import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { z } from 'zod';

/** What stands in the keyring's file: the keys of owners, wrapped by a generation's key; the generations; who was destroyed. */
export type WrappedRow = {
  readonly owner: string;
  readonly generation: number;
  /** Null: destroyed. */
  readonly key: Uint8Array | null;
};

export type GenerationRow = {
  readonly number: number;
  /** The generation's own key, wrapped by its source; null once it is retired. */
  readonly wrapped: Uint8Array | null;
  /** Sealed under the generation's key: shows whether what the source unwraps is that key. */
  readonly proof: Uint8Array | null;
  readonly madeAt: string;
  readonly retiredAt: string | null;
};

const bytes = z.instanceof(Uint8Array).nullable();
const wrappedForm = z.object({ owner: z.string(), generation: z.number(), key: bytes });
const generationForm = z.object({
  number: z.number(),
  wrapped: bytes,
  proof: bytes,
  madeAt: z.string(),
  retiredAt: z.string().nullable(),
});
const destroyedForm = z.object({ number: z.number(), owner: z.string() });
const versionForm = z.object({ data_version: z.number() });

const schema = `
create table if not exists wrapped (owner text primary key, generation integer not null, key blob, destroyed_at text) without rowid, strict;
create table if not exists generation (number integer primary key, wrapped blob, proof blob, made_at text not null, retired_at text) strict;
create table if not exists destroyed (number integer primary key autoincrement, owner text not null unique, at text not null) strict;
insert into destroyed (owner, at) select owner, destroyed_at from wrapped where destroyed_at is not null and owner not in (select owner from destroyed);`;

const generations =
  'select number, wrapped, proof, made_at as "madeAt", retired_at as "retiredAt" from generation order by number';

/** The file, shared by several processes. Every method is one statement or one transaction. */
export class KeyStore {
  private readonly database: DatabaseSync;
  private readonly version: StatementSync;
  private readonly select: StatementSync;
  private readonly insert: StatementSync;
  private seen = -1;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const path = join(directory, 'keyring.sqlite');
    this.database = new DatabaseSync(path);
    chmodSync(path, 0o600);
    // Several processes share the file: a key must be on disk before anything sealed with it is.
    this.database.exec(
      'pragma busy_timeout = 10000; pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on',
    );
    this.database.exec(schema);
    this.version = this.database.prepare('pragma data_version');
    this.select = this.database.prepare('select owner, generation, key from wrapped where owner = ?');
    // Under the newest generation alone: a process that has not heard of it yet inserts nothing, and asks again.
    this.insert = this.database.prepare(
      'insert into wrapped (owner, generation, key) select ?, ?, ? where ? = (select max(number) from generation) on conflict do nothing',
    );
  }

  /** Whether another process has written since this was last asked. Some microseconds. */
  changed(): boolean {
    const { data_version } = versionForm.parse(this.version.get());
    const has = data_version !== this.seen;
    this.seen = data_version;
    return has;
  }

  transaction<T>(work: () => T): T {
    this.database.exec('begin immediate');
    try {
      const result = work();
      this.database.exec('commit');
      return result;
    } catch (thrown) {
      this.database.exec('rollback');
      throw thrown;
    }
  }

  find(owner: string): WrappedRow | null {
    const row = this.select.get(owner);
    return row === undefined ? null : wrappedForm.parse(row);
  }

  /** Whether it is new: another one may stand, or was destroyed, or there is a newer generation. */
  add(owner: string, generation: number, key: Uint8Array): boolean {
    return Number(this.insert.run(owner, generation, key, generation).changes) > 0;
  }

  generations(): GenerationRow[] {
    return this.database
      .prepare(generations)
      .all()
      .map((row) => generationForm.parse(row));
  }

  addGeneration(number: number, wrapped: Uint8Array, proof: Uint8Array): void {
    this.database
      .prepare("insert into generation (number, wrapped, proof, made_at) values (?, ?, ?, datetime('now'))")
      .run(number, wrapped, proof);
  }

  retireGeneration(number: number): void {
    this.database
      .prepare(
        "update generation set wrapped = null, proof = null, retired_at = datetime('now') where number = ?",
      )
      .run(number);
  }

  /** In order of owner, after one, as they stand. */
  listAfter(owner: string, limit: number): WrappedRow[] {
    return this.database
      .prepare('select owner, generation, key from wrapped where owner > ? order by owner limit ?')
      .all(owner, limit)
      .map((row) => wrappedForm.parse(row));
  }

  /** Leaves alone what was destroyed or wrapped again since `was` was read. */
  rewrap(was: WrappedRow, generation: number, key: Uint8Array): void {
    this.database
      .prepare('update wrapped set generation = ?, key = ? where owner = ? and generation = ? and key = ?')
      .run(generation, key, was.owner, was.generation, was.key);
  }

  /** How many keys stand under each generation. Reads all of them. */
  countByGeneration(): Map<number, number> {
    const rows = this.database
      .prepare('select generation, count(*) as total from wrapped where key is not null group by generation')
      .all();
    return new Map(rows.map((row) => [Number(row.generation), Number(row.total)]));
  }

  /** Of people: the keys of files that are in (import/…) end with every import. */
  countDestroyed(): number {
    return Number(
      this.database.prepare("select count(*) as total from destroyed where owner not like 'import/%'").get()
        ?.total ?? 0,
    );
  }

  destroy(owner: string): void {
    this.transaction(() => {
      this.database
        .prepare(
          "insert into wrapped (owner, generation, key, destroyed_at) values (?, 0, null, datetime('now')) on conflict (owner) do update set key = null, destroyed_at = coalesce(destroyed_at, datetime('now'))",
        )
        .run(owner);
      this.database
        .prepare(
          "insert into destroyed (owner, at) values (?, datetime('now')) on conflict (owner) do nothing",
        )
        .run(owner);
    });
    this.emptyLog();
  }

  isDestroyed(owner: string): boolean {
    return this.database.prepare('select 1 from destroyed where owner = ?').get(owner) !== undefined;
  }

  destroyedAfter(number: number): { number: number; owner: string }[] {
    return this.database
      .prepare('select number, owner from destroyed where number > ? order by number')
      .all(number)
      .map((row) => destroyedForm.parse(row));
  }

  /** What was overwritten stands in the write-ahead log until that is emptied. */
  emptyLog(): void {
    this.database.exec('pragma wal_checkpoint(truncate)');
  }

  close(): void {
    this.database.close();
  }
}
