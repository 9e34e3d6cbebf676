/**
 * A real, migrated PostgreSQL database for a test file. At the file's top level:
 *
 *     import { withTestDatabase } from '@attend/server/database/testing';   // or a relative path
 *     const database = await withTestDatabase();
 *
 *     test('…', async () => {
 *       await transaction(database.pool('app'), { 'attend.programme': id }, async (client) => …);
 *     });
 *
 * Each call gives a fresh database of its own (a copy of one migrated template), dropped after the file's last test
 * with its pools. `database.owner`, `.app` and `.gateway` are connection settings for `pg`; `database.pool(role)` is a
 * ready pool; `database.url` is a DATABASE_URL for a program under test that runs as a process of its own.
 *
 * One server a vitest run, started when the first file asks (testing-server.ts, vitest's globalSetup) and ended with
 * the run, however that ends. It stands in memory where there is room, so commits do not wait for a disk: what measures
 * or kills needs `openDatabase` on a folder of its own.
 */
import { connect } from 'node:net';
import type pg from 'pg';
import { afterAll, inject } from 'vitest';
import { createPool } from './connect.ts';
import type { Role, RoleSettings } from './settings.ts';
import type { Answer, Copy, Request } from './testing-server.ts';

export type TestDatabase = RoleSettings & {
  readonly name: string;
  /** As superuser, in the form of DATABASE_URL: for `openDatabase` in a child process, never for queries of tests. */
  readonly url: string;
  /** One pool a role and test file, made at first use. */
  readonly pool: (role: Role) => pg.Pool;
};

/** Call in a test file or in its `beforeAll`; a second call in the same file gives a second database. */
export async function withTestDatabase(): Promise<TestDatabase> {
  const copy = await ask<Copy>({ kind: 'create' });
  const pools = new Map<Role, pg.Pool>();
  afterAll(async () => {
    await Promise.all([...pools.values()].map((pool) => pool.end()));
    await ask({ kind: 'drop', name: copy.name });
  });
  return {
    ...copy,
    pool: (role) => {
      const made = pools.get(role) ?? createPool(copy[role], { name: `test ${role}`, max: 8 });
      pools.set(role, made);
      return made;
    },
  };
}

/** Asks the run's main process, which alone holds the server. */
async function ask<T>(request: Request): Promise<T> {
  const path = inject('attendTestDatabase');
  if (!path) throw new Error('No test database: run vitest with the configuration in the repository root.');
  const text = await new Promise<string>((settle, refuse) => {
    let answer = '';
    connect(path)
      .setEncoding('utf8')
      .once('error', refuse)
      .on('data', (part: string) => {
        answer += part;
      })
      .once('end', () => settle(answer))
      .end(JSON.stringify(request));
  });
  const answer: Answer<T> = JSON.parse(text);
  if ('failed' in answer) throw new Error(answer.failed);
  return answer.value;
}
