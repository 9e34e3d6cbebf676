import { expect, test } from 'vitest';
import { contactsHold } from './contacts.ts';

test('CHK-16 contact points hold once each was asked about and one is left', () => {
  const right = { id: 'a', answer: 'right' } as const;
  const wrong = { id: 'b', answer: 'wrong' } as const;
  expect(contactsHold(['a', 'b'], [right])).toBe(false);
  expect(contactsHold(['a', 'b'], [right, wrong])).toBe(true);
  expect(contactsHold(['b'], [wrong])).toBe(false);
  expect(contactsHold(['b'], [{ id: 'b', answer: 'changed' }])).toBe(true);
  expect(contactsHold([], [])).toBe(false);
});
