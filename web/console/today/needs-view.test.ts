import '../../ui/testing/english.ts';
import type { Need } from '@attend/contracts/today';
import { expect, test } from 'vitest';
import { commandOf, dayOfNeed, inOrder, isHelp, kindWords, partOf, rowId } from './needs-view.ts';

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
    ['hearing-unconfirmed', 'check-in-missed', 'bounced', 'merge-waiting', 'slot-short'] as const
  ).map(partOf);
  expect(parts).toEqual(['hearings', 'check-ins', 'contact', 'overview', 'check-ins']);
  expect(commandOf(need('help-to-arrange', ''))).toBeNull();
  expect([isHelp('help-in-doubt'), isHelp('help-asked')]).toEqual([true, false]);
  // Before midnight in New York, after it in UTC.
  expect(dayOfNeed(need('help-to-arrange', '2026-03-02T03:00:00Z'), 'America/New_York')).toBe('2026-03-01');
  expect(rowId(need('no-number', ''))).not.toBe(rowId(need('hearing-unconfirmed', '')));
});
