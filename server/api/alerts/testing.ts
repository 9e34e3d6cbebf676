/** For tests of alerts: findings, uploads and people as they stand in the database. */
export * from '../../database/testing-records.ts';
