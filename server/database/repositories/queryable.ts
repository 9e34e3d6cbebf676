import type pg from 'pg';

/** A pool, or one connection inside a transaction. Row-level security needs the latter for the application's role. */
export type Queryable = Pick<pg.PoolClient, 'query'>;

/** Milliseconds since 1970, as a whole number, of a timestamptz column: what these repositories give out. */
export const millis = (column: string): string => `floor(extract(epoch from ${column}) * 1000)::float8`;

/** A timestamptz from milliseconds: what these repositories take in. */
export const instantOf = (at: number): Date => new Date(at);
export const instantOrNull = (at: number | null): Date | null => (at === null ? null : new Date(at));
