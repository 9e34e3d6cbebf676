import { expect, test } from 'vitest';
import { permitBulk, permitRevocation } from '../index.ts';

const now = Date.parse('2026-09-10T12:00:00Z');
const hour = 3_600_000;
const day = 24 * hour;
const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }): string =>
  result.ok ? 'ok' : result.error.code;

test('LIF-10 an exception for many is of about now, and ends', () => {
  const permit = (from: number, to: number) => codeOf(permitBulk({ from: now + from, to: now + to }, now));
  expect(permit(-hour, 3 * day)).toBe('ok');
  expect(permit(0, 0)).toBe('bad-span');
  expect(permit(-2 * hour, -hour)).toBe('bad-span');
  expect(permit(-day - 1, hour)).toBe('too-long-ago');
  expect(permit(30 * day + 1, 31 * day)).toBe('too-far-ahead');
  expect([permit(0, 60 * day), permit(0, 60 * day + 1)]).toEqual(['ok', 'too-long']);
});

test('LIF-11 it is taken back once, while there is something of it to come', () => {
  const revoke = (to: number, revokedAt: number | null = null) =>
    codeOf(permitRevocation({ from: now - day, to: now + to, revokedAt }, now));
  expect([revoke(hour), revoke(-hour), revoke(hour, now)]).toEqual([
    'ok',
    'already-ended',
    'already-revoked',
  ]);
});
