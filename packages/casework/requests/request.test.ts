import { describe, expect, test } from 'vitest';
import { isLateRequest, permitReceived, wishedBeside } from './request.ts';

const day = (text: string): number => Date.parse(`2026-${text}T00:00:00Z`);

describe('requests', () => {
  test('REQ-1 what came in did so today or within a year before', () => {
    expect(permitReceived('2026-03-01', '2026-03-01').ok).toBe(true);
    expect(permitReceived('2025-03-01', '2026-03-01').ok).toBe(true);
    expect(permitReceived('2026-03-02', '2026-03-01')).toMatchObject({
      error: { code: 'bad-received-day', path: ['receivedOn'], message: 'It lies in the future.' },
    });
    expect(permitReceived('2025-02-27', '2026-03-01').ok).toBe(false);
  });

  test('REQ-4 one that nobody answered is late from the instant at which its time begins', () => {
    const asked = { status: 'asked', from: day('05-01') } as const;
    expect(isLateRequest(asked, day('05-01') - 1)).toBe(false);
    expect(isLateRequest(asked, day('05-01'))).toBe(true);
    expect(isLateRequest({ ...asked, status: 'refused' }, day('05-02'))).toBe(false);
  });

  test('REQ-3 what was asked for is kept where another time is granted, and only there', () => {
    const wished = { from: day('05-01'), to: day('05-02') };
    expect(wishedBeside(wished, { ...wished })).toBeNull();
    expect(wishedBeside(wished, { ...wished, to: day('05-03') })).toEqual(wished);
  });
});
