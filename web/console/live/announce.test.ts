import { expect, it } from 'vitest';
import { sampleAlert } from '../testing/samples.ts';
import { loudness } from './announce.ts';

const cut = sampleAlert({ kind: 'strap-opened', severity: 'critical' });

it('a cut strap is urgent once, however often its event comes', () => {
  expect(loudness({ change: 'raised', alert: cut }, null)).toBe('urgent');
  expect(loudness({ change: 'raised', alert: cut }, cut)).toBeNull();
  expect(loudness({ change: 'joined', alert: { ...cut, version: 2 } }, cut)).toBe('urgent');
});

it('what a person does makes no sound', () => {
  for (const change of ['acknowledged', 'noted', 'closed', 'cleared', 'withdrawn', 'revised']) {
    expect(loudness({ change, alert: { ...cut, version: 2 } }, cut)).toBeNull();
  }
});

it('less than critical is quiet, and what is over is nothing', () => {
  expect(loudness({ change: 'raised', alert: { ...cut, severity: 'high' } }, null)).toBe('quiet');
  expect(loudness({ change: 'raised', alert: { ...cut, withdrawnAt: cut.raisedAt } }, null)).toBeNull();
  expect(loudness({ change: 'joined', alert: { ...cut, status: 'closed' } }, null)).toBeNull();
});
