import { expect, it } from 'vitest';
import { backupFile, secretOf } from './view.ts';

it('shows the secret in groups that can be typed', () => {
  expect(secretOf('otpauth://totp/Attend:a%40b.c?secret=ABCDEFGHIJ&issuer=Attend')).toBe('ABCD EFGH IJ');
  expect(secretOf('otpauth://totp/x')).toBeNull();
  expect(secretOf('https://example.org/?secret=ABC')).toBeNull();
});

it('writes every backup code on a line of its own', () => {
  expect(backupFile('Miami', ['aaaa-1', 'bbbb-2']).split('\n').slice(3, 5)).toEqual(['aaaa-1', 'bbbb-2']);
});
