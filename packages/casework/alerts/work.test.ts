import { alertKinds, type Result } from '@attend/kernel';
import { describe, expect, test } from 'vitest';
import {
  type AlertCommand,
  type AlertStatus,
  type AlertWork,
  alertStatuses,
  mayCloseByItself,
  workAlert,
} from './work.ts';

const work = (status: AlertStatus, over: Partial<AlertWork> = {}): AlertWork => ({
  kind: 'strap-opened',
  status,
  withdrawn: false,
  version: 3,
  ...over,
});
const officer = { roles: ['case-officer'] };
const close: AlertCommand = { do: 'close', version: 3, outcome: 'device-fault', note: 'strap replaced' };
const reopen: AlertCommand = { do: 'reopen', version: 3, note: 'it opened again' };
const acknowledge: AlertCommand = { do: 'acknowledge', note: null };
const said = (result: Result<{ status: string }>) => (result.ok ? result.value.status : result.error.code);

describe('an alert as work', () => {
  test('ALR-1 new, asked, acknowledged, closed: what each command makes of each state', () => {
    const table = alertStatuses.map((status) => [
      status,
      ...([acknowledge, close, reopen, { do: 'note', note: 'called' }, { do: 'ask' }] as const).map(
        (command) => said(workAlert(work(status), command, officer)),
      ),
    ]);
    expect(table).toEqual([
      ['new', 'acknowledged', 'closed', 'not-closed', 'new', 'asked'],
      ['asked', 'acknowledged', 'closed', 'not-closed', 'asked', 'not-new'],
      ['acknowledged', 'already-acknowledged', 'closed', 'not-closed', 'acknowledged', 'not-new'],
      ['closed', 'already-closed', 'already-closed', 'new', 'closed', 'not-new'],
    ]);
  });

  test('ALR-2 closing and reopening need the version that was shown; acknowledging and noting do not', () => {
    expect(said(workAlert(work('new', { version: 4 }), close, officer))).toBe('changed');
    expect(said(workAlert(work('closed', { version: 4 }), reopen, officer))).toBe('changed');
    expect(said(workAlert(work('new', { version: 4 }), acknowledge, officer))).toBe('acknowledged');
  });

  test('ALR-3 closing says an outcome and a note, reopening why', () => {
    const step = workAlert(work('acknowledged'), close, officer);
    expect(step).toMatchObject({
      value: { outcome: 'device-fault', note: 'strap replaced', transition: 'closed' },
    });
    expect(said(workAlert(work('new'), { ...close, note: ' ' }, officer))).toBe('note-missing');
    expect(said(workAlert(work('closed'), { ...reopen, note: '' }, officer))).toBe('note-missing');
  });

  test('ALR-4 that a condition was not kept is said by the agency, not by a provider', () => {
    const confirm: AlertCommand = { ...close, outcome: 'violation-confirmed' };
    for (const role of ['monitoring-worker', 'case-worker', 'installer']) {
      expect(said(workAlert(work('acknowledged'), confirm, { roles: [role] }))).toBe('outcome-not-permitted');
      expect(said(workAlert(work('acknowledged'), close, { roles: [role] }))).toBe('closed');
    }
    expect(
      said(workAlert(work('acknowledged'), confirm, { roles: ['monitoring-worker', 'supervisor'] })),
    ).toBe('closed');
  });

  test('ALR-5 what late readings took back is no longer work, and can still be noted', () => {
    const withdrawn = { withdrawn: true };
    expect(said(workAlert(work('new', withdrawn), acknowledge, officer))).toBe('withdrawn');
    expect(said(workAlert(work('new', withdrawn), close, officer))).toBe('withdrawn');
    expect(said(workAlert(work('closed', withdrawn), reopen, officer))).toBe('withdrawn');
    expect(said(workAlert(work('new', withdrawn), { do: 'note', note: 'seen' }, officer))).toBe('new');
  });

  test('ALR-6 software never closes an open strap, an opened case, a call for help or a condition not kept', () => {
    expect(alertKinds.filter((kind) => !mayCloseByItself(kind))).toEqual([
      'strap-opened',
      'case-opened',
      'tamper',
      'not-worn',
      'sos',
      'exclusion-zone-entered',
      'inclusion-zone-left',
      'curfew-absence',
    ]);
  });
});
