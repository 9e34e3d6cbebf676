import '../../ui/testing/english.ts';
import type { SystemStatus } from '@attend/contracts/status';
import { expect, it } from 'vitest';
import { healthOf, knocks } from './view.ts';

const status = (database: SystemStatus['database']['state'], stalled: boolean | null): SystemStatus => ({
  version: '0.1.0',
  startedAt: '2026-11-24T00:00:00Z',
  database: { state: database, kind: 'embedded', detail: '' },
  disk: null,
  gateway:
    stalled === null
      ? null
      : {
          listeners: [],
          readingsPerSecond: 0,
          committed: 0,
          rejected: 0,
          resent: 0,
          pastRetention: 0,
          unknown: 0,
          stalled,
        },
  audit: { position: '12', waiting: 0, waitingSince: null, fault: null },
  unknownDevices: [],
});

it('says the worst that holds', () => {
  expect(healthOf(status('up', false)).tone).toBe('good');
  expect(healthOf(status('up', true)).tone).toBe('high');
  expect(healthOf(status('up', null)).tone).toBe('high');
  expect(healthOf(status('down', true)).tone).toBe('critical');
  const audit = { position: '12', waiting: 0, waitingSince: null, fault: 'rewritten' };
  expect(healthOf({ ...status('up', false), audit }).tone).toBe('critical');
  const full = { ...status('up', false), disk: { freeBytes: 1, state: 'low' as const } };
  expect(healthOf(full).words).toContain('nearly full');
  expect(healthOf(status('read-only', false)).words).toContain('takes no writes');
});

it('puts who knocked last first', () => {
  const knock = (identifier: string, last: string) => ({
    protocol: 'laipac',
    identifier,
    first: last,
    last,
    frames: 1,
  });
  const with2 = {
    ...status('up', false),
    unknownDevices: [knock('a', '2026-01-01T00:00:00Z'), knock('b', '2026-01-02T00:00:00Z')],
  };
  expect(knocks(with2).map((each) => each.identifier)).toEqual(['b', 'a']);
});
