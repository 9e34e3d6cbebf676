import { expect, test } from 'vitest';
import { caseOf, holdsBack, permitEnd, permitSuspension, type Suspension, unsuspended } from '../index.ts';
import { basis, condition } from '../orders/testing.ts';

const day = (text: string): number => Date.parse(`2026-${text}T00:00:00Z`);
const now = day('03-10');
const hospital = (from: string, to: string | null): Suspension => ({
  ...{ kind: 'hospital', from: day(from), to: to === null ? null : day(to) },
});
const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }): string =>
  result.ok ? 'ok' : result.error.code;

test('LIF-1 a suspension has a beginning, an end where it is known, and none beside it', () => {
  const begin = (given: Partial<Suspension>, standing: readonly Suspension[] = []) =>
    codeOf(permitSuspension({ ...hospital('03-09', null), ...given }, standing, now));
  expect(begin({})).toBe('ok');
  expect(begin({ from: now - 90 * 86_400_000 - 1 })).toBe('too-long-ago');
  expect(begin({ from: now + 367 * 86_400_000 })).toBe('too-far-ahead');
  expect(begin({ to: day('03-09') })).toBe('bad-span');
  expect(begin({ kind: 'death', to: day('04-01') })).toBe('no-end');
  expect(begin({ kind: 'death', from: now + 1 })).toBe('too-far-ahead');
  // Two that touch stand beside each other in nothing.
  expect(begin({ to: day('03-20') }, [hospital('03-01', '03-09'), hospital('03-20', null)])).toBe('ok');
  expect(begin({ to: day('03-20') }, [hospital('03-01', '03-10')])).toBe('already-suspended');
  expect(begin({}, [hospital('05-01', '05-02')])).toBe('already-suspended');
});

test('LIF-1 it is ended once, after it began; a death is not', () => {
  const end = (standing: Suspension, to = now) => codeOf(permitEnd(standing, to, now));
  expect(end(hospital('03-01', null))).toBe('ok');
  expect(end(hospital('03-01', '03-20'), day('03-15'))).toBe('ok');
  expect(end(hospital('03-01', '03-10'))).toBe('already-ended');
  expect(end(hospital('03-12', null))).toBe('bad-span');
  expect(end({ ...hospital('03-01', null), kind: 'death' })).toBe('no-end');
});

test('LIF-2 nothing counts in a suspension, and everything does after it', () => {
  const made = caseOf({
    timezone: 'America/New_York',
    assignment: {
      ...{
        from: day('02-01'),
        to: day('11-01'),
        device: 'd',
        technology: 'ankle',
        fixEvery: 60,
        uploadEvery: 600,
      },
    },
    suspensions: [hospital('03-01', '03-05'), hospital('03-05', '03-08'), hospital('06-01', null)],
    enteredInError: false,
    basis: basis(),
    conditions: [condition()],
    exceptions: [],
  });
  expect(made.authority.map(({ from, to }) => [from, to])).toEqual([
    [day('02-01'), day('03-01')],
    [day('03-08'), day('06-01')],
  ]);
  expect(made.conditions).toMatchObject([
    {
      ...{ from: day('02-01'), to: day('06-01') },
      exceptions: [{ from: day('03-01'), to: day('03-08'), reason: 'suspended' }],
    },
  ]);
  expect(unsuspended([])).toEqual([{ from: Number.NEGATIVE_INFINITY, to: null }]);
});

test('LIF-5 the program writes to nobody who is suspended, nobody to who has died', () => {
  const at = (kind: Suspension['kind']) => ({ kind, begunAt: now });
  const before = { byStaff: true, createdAt: now - 1 };
  const after = { byStaff: true, createdAt: now };
  expect(holdsBack(at('hospital'), { ...after, byStaff: false })).toBe('held');
  expect([holdsBack(at('custody'), before), holdsBack(at('custody'), after)]).toEqual(['held', null]);
  expect([holdsBack(at('death'), before), holdsBack(at('death'), after)]).toEqual([
    'never-sent',
    'never-sent',
  ]);
});
