import type { Queryable } from './queryable.ts';

/** Runs work inside a transaction that goes on where it throws: what it wrote is taken back, and it throws the same. */
export async function withSavepoint<T>(client: Queryable, work: () => Promise<T>): Promise<T> {
  await client.query('savepoint attempt');
  try {
    const result = await work();
    await client.query('release savepoint attempt');
    return result;
  } catch (thrown) {
    await client.query('rollback to savepoint attempt');
    throw thrown;
  }
}

/** PostgreSQL's unique (23505) and exclusion (23P01) violations: somebody came in between our look and our write. */
export const isTaken = (thrown: unknown): boolean =>
  thrown instanceof Error && 'code' in thrown && (thrown.code === '23505' || thrown.code === '23P01');

/** 42501 from a policy (a missing grant has the same code): the row is of somebody whom the transaction's actor may not see. */
export const isBeyondWall = (thrown: unknown): boolean =>
  thrown instanceof Error &&
  'code' in thrown &&
  thrown.code === '42501' &&
  'routine' in thrown &&
  thrown.routine === 'ExecWithCheckOptions';
