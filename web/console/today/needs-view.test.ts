import '../../ui/testing/english.ts';
import type { Need } from '@attend/contracts/today';
import { expect, test } from 'vitest';
import {
  commandOf,
  dayOfNeed,
  inOrder,
  isHelp,
  kindWords,
  nextLimit,
  partOf,
  rowId,
  summaryWords,
} from './needs-view.ts';

const need = (kind: Need['kind'], at: string, id = '019a0000-0000-7000-8000-000000000001'): Need => ({
  ...{ kind, id, at, officer: null, standIn: null, words: null, version: null, help: null },
  participant: { id, reference: 'A-1', name: 'Marisol Vega' },
});

test('TDY-1 what the lists say stands in one, in order of need; a list that did not answer adds nothing', () => {
  const merged = inOrder([
    { needs: [need('check-in-missed', '2026-03-01T10:00:00Z')], participants: [], more: false },
    undefined,
    {
      needs: [need('bounced', '2026-01-01T00:00:00Z'), need('help-asked', '2026-03-02T00:00:00Z')],
      participants: [],
      more: false,
    },
  ]);
  expect(merged.map(({ kind }) => kindWords(kind))).toEqual([
    'Asks for help',
    'Missed check-in',
    'A number or address that does not reach them',
  ]);
});

test('what is seen to in the list has its command, and everything its place on the person’s page', () => {
  expect(commandOf(need('help-asked', ''))?.permission).toBe('messages.write');
  expect(commandOf(need('hearing-unconfirmed', ''))?.permission).toBe('hearings.write');
  expect(commandOf(need('message-unknown', ''))).toBeNull();
  const parts = (
    [
      ...(['hearing-unconfirmed', 'check-in-missed', 'bounced', 'merge-waiting', 'slot-short'] as const),
      ...(['fitting-left', 'removal-over', 'collection-due', 'device-swap'] as const),
    ] as const
  ).map(partOf);
  expect(parts).toEqual([
    ...['hearings', 'check-ins', 'contact', 'overview', 'check-ins'],
    ...['devices', 'devices', 'devices', 'review'],
  ]);
  expect(commandOf(need('help-to-arrange', ''))).toBeNull();
  expect([isHelp('help-in-doubt'), isHelp('help-asked')]).toEqual([true, false]);
  // Before midnight in New York, after it in UTC.
  expect(dayOfNeed(need('help-to-arrange', '2026-03-02T03:00:00Z'), 'America/New_York')).toBe('2026-03-01');
  expect(rowId(need('no-number', ''))).not.toBe(rowId(need('hearing-unconfirmed', '')));
});

test('TDY-7 more than were asked for are not counted, and the words say so; a list that has not answered is no nothing', () => {
  expect(summaryWords({ count: 100, known: true, more: true })).toBe('100+ more things need somebody');
  expect(summaryWords({ count: 1, known: true, more: false })).toBe('1 more thing needs somebody');
  expect(summaryWords({ count: 0, known: true, more: false })).toBe('Nothing else needs anybody');
  expect(summaryWords({ count: 0, known: false, more: false })).toBe('What else needs somebody');
  expect([100, 400, 500].map(nextLimit)).toEqual([200, 500, 500]);
});
