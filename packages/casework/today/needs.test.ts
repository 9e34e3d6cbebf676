import { hour } from '@attend/kernel';
import { expect, test } from 'vitest';
import { compareNeeds, confirmationSpan, type NeedKind } from './needs.ts';

const need = (kind: NeedKind, at: number, id = 'a') => ({ kind, at, id });

test('TDY-1 who asks for help comes first, whatever is older; within a kind the earliest', () => {
  const given = [
    need('bounced', 1),
    need('check-in-missed', 2),
    need('help-asked', 9),
    need('hearing-unconfirmed', 8),
    need('help-asked', 7),
    need('help-in-doubt', 1),
    need('help-to-arrange', 6),
    need('help-to-arrange', 5),
    need('message-unknown', 3, 'b'),
    need('message-unknown', 3, 'a'),
  ];
  expect(given.toSorted(compareNeeds).map(({ kind, at, id }) => `${kind} ${at}${id}`)).toEqual([
    'help-asked 7a',
    'help-asked 9a',
    'help-to-arrange 5a',
    'help-to-arrange 6a',
    'help-in-doubt 1a',
    'hearing-unconfirmed 8a',
    'message-unknown 3a',
    'message-unknown 3b',
    'check-in-missed 2a',
    'bounced 1a',
  ]);
  expect(compareNeeds(need('bounced', 1), need('bounced', 1))).toBe(0);
});

test('TDY-3 tomorrow ends at the programme’s midnight, also where clocks are put back', () => {
  const now = Date.parse('2026-10-31T12:00:00-04:00');
  const { from, to } = confirmationSpan(now, 'America/New_York');
  expect(from).toBe(now);
  expect(to).toBe(Date.parse('2026-11-02T00:00:00-05:00'));
  expect(to - now).toBe(37 * hour);
});
