import '../../ui/testing/english.ts';
import type { AccountRequest } from '@attend/contracts/account-requests';
import { expect, it } from 'vitest';
import { askedWords, decisionForm, waiting, worthKnowing } from './view.ts';

const request = (over: Partial<AccountRequest>): AccountRequest => ({
  id: '019a0000-0000-7000-8000-000000000001',
  kind: 'roles',
  staff: { id: '019a0000-0000-7000-8000-000000000002', name: 'Ana', email: 'ana@example.org' },
  roles: ['supervisor'],
  offices: [],
  provider: null,
  askedBy: null,
  askedAt: '2026-03-01T00:00:00Z',
  lapsesAt: '2026-03-15T00:00:00Z',
  standing: 'waits',
  decidedBy: null,
  decidedAt: null,
  note: null,
  obstacle: null,
  mayDecide: true,
  version: 1,
  ...over,
});

it('says what was asked, and that no office is every office', () => {
  expect(askedWords(request({}))).toBe('Is to have the roles: Supervisor');
  expect(askedWords(request({ kind: 'invitation' }))).toBe('Comes in as: Supervisor (Every office)');
  expect(askedWords(request({ kind: 'offices', offices: ['East', 'North'] }))).toBe(
    'Is to work in: East, North',
  );
  expect(askedWords(request({ kind: 'reset', roles: [] }))).toBe('New ways in');
});

it('a refusal says why, an approval may', () => {
  expect(decisionForm.safeParse({ decision: 'refused', version: 1, note: ' ' }).success).toBe(false);
  expect(decisionForm.safeParse({ decision: 'refused', version: 1, note: 'Unknown here.' }).success).toBe(
    true,
  );
  expect(decisionForm.safeParse({ decision: 'approved', version: 1 }).success).toBe(true);
});

it('supervisors are shown what one person did alone, what waits, and each reset', () => {
  const all = [
    request({ standing: 'approved' }),
    request({ standing: 'approved', kind: 'reset' }),
    request({ standing: 'alone' }),
    request({ standing: 'waits' }),
  ];
  expect(worthKnowing(all)).toEqual(all.slice(1));
  expect(waiting(all)).toEqual(all.slice(3));
});
