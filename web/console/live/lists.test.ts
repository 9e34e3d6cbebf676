import { describe, expect, it } from 'vitest';
import { sampleAlert } from '../testing/samples.ts';
import { applyAlert, belongs, compareOpen, type Pages, rowsOf } from './lists.ts';

const me = '019a0000-0000-7000-8000-000000000001';
const page = (alerts: ReturnType<typeof sampleAlert>[]): Pages => ({
  pages: [
    {
      alerts,
      next: null,
      counts: { open: alerts.length, new: alerts.length, critical: 0, high: 0 },
      feedPosition: '1',
    },
  ],
  pageParams: [null],
});

describe('order of what is open', () => {
  it('puts a fresh cut strap above older alerts of the same severity, and only while nobody has taken it up', () => {
    const old = sampleAlert({ kind: 'tamper', severity: 'critical', raisedAt: '2026-11-24T08:00:00Z' });
    const cut = sampleAlert({ kind: 'strap-opened', severity: 'critical', raisedAt: '2026-11-24T09:00:00Z' });
    const later = sampleAlert({
      kind: 'strap-opened',
      severity: 'critical',
      raisedAt: '2026-11-24T09:05:00Z',
    });
    expect([old, cut, later].sort(compareOpen)).toEqual([later, cut, old]);
    const taken = { ...cut, status: 'acknowledged' as const };
    expect([taken, old].sort(compareOpen)).toEqual([old, taken]);
  });

  it('is by severity, then the oldest first', () => {
    const low = sampleAlert({ severity: 'low', raisedAt: '2026-11-24T01:00:00Z' });
    const high = sampleAlert({ severity: 'high', raisedAt: '2026-11-24T09:00:00Z' });
    const older = sampleAlert({ severity: 'high', raisedAt: '2026-11-24T08:00:00Z' });
    expect([low, high, older].sort(compareOpen)).toEqual([older, high, low]);
  });
});

describe('an event of the feed', () => {
  it('adds, changes and takes away, and keeps the counts', () => {
    const alert = sampleAlert({ severity: 'critical' });
    const added = applyAlert(page([]), { show: 'open' }, me, alert, null);
    expect(rowsOf(added)).toEqual([alert]);
    expect(added.pages[0]?.counts).toEqual({ open: 1, new: 1, critical: 1, high: 0 });
    const taken = { ...alert, status: 'acknowledged' as const, version: 2 };
    const changed = applyAlert(added, { show: 'open' }, me, taken, alert);
    expect(changed.pages[0]?.counts).toEqual({ open: 1, new: 0, critical: 1, high: 0 });
    const closed = { ...taken, status: 'closed' as const, version: 3 };
    const gone = applyAlert(changed, { show: 'open' }, me, closed, taken);
    expect(rowsOf(gone)).toEqual([]);
    expect(gone.pages[0]?.counts).toEqual({ open: 0, new: 0, critical: 0, high: 0 });
  });

  it('changes nothing when it is older than what is shown, and the same thing when it comes twice', () => {
    const alert = sampleAlert({ version: 5 });
    const data = page([alert]);
    expect(applyAlert(data, { show: 'open' }, me, { ...alert, version: 4, status: 'closed' }, alert)).toBe(
      data,
    );
    const again = applyAlert(data, { show: 'open' }, me, alert, alert);
    expect(again).toEqual(data);
  });

  it('reaches only the lists that it belongs to', () => {
    const alert = sampleAlert({ severity: 'high', kind: 'silent' });
    expect(belongs(alert, { show: 'open', severity: 'low' }, me)).toBe(false);
    expect(belongs(alert, { show: 'open', mine: true }, me)).toBe(false);
    expect(belongs({ ...alert, officer: { id: me, name: 'Me' } }, { show: 'open', mine: true }, me)).toBe(
      true,
    );
    expect(belongs({ ...alert, withdrawnAt: alert.raisedAt }, { show: 'open' }, me)).toBe(false);
    expect(belongs({ ...alert, withdrawnAt: alert.raisedAt }, { show: 'withdrawn' }, me)).toBe(true);
  });
});
