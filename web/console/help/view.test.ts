import '../../ui/testing/english.ts';
import type { ArrangedHelp } from '@attend/contracts/help';
import { expect, test } from 'vitest';
import { type ArrangeFields, arrangeFieldsOf, checkArrange } from './form.ts';
import { commandsOf, standingOf, suppliersOf, targetWords } from './view.ts';

const target: ArrangedHelp['target'] = {
  ...{ kind: 'hearing', id: 'h', at: '2026-03-10T14:00:00Z', dueOn: null },
  ...{ timezone: 'America/New_York', where: 'County Court' },
};
const help = (more: Partial<ArrangedHelp> = {}): ArrangedHelp => ({
  ...{ id: 'a', target, kind: 'transport', status: 'asked', arranged: null, settled: null },
  asked: { at: '2026-03-01T14:00:00Z', way: 'telephone', by: 'Ana', note: null },
  ...{ doubt: null, movedTo: null, inError: null, version: 1 },
  ...more,
});
const arranged = (supplier: string): ArrangedHelp['arranged'] => ({
  ...{ at: '2026-03-02T14:00:00Z', by: 'Ana', supplier, phone: null, language: null, mode: null },
  ...{ from: '2026-03-10T12:15:00Z', to: null, told: null },
  place: { kind: 'told', text: 'the corner', protected: true },
});

test('help that nobody has arranged, or that is in doubt, stands out; error before doubt', () => {
  expect(standingOf(help())).toEqual({ words: 'asked for', tone: 'medium', why: null });
  expect(standingOf(help({ status: 'arranged' }))).toEqual({ words: 'arranged', tone: 'good', why: null });
  expect(standingOf(help({ status: 'arranged', doubt: 'moved' }))).toEqual({
    ...{ words: 'look again', tone: 'medium', why: 'the hearing was moved' },
  });
  const inError = { at: '2026-03-01T14:00:00Z', by: 'Ana', reason: 'a namesake' };
  expect(standingOf(help({ doubt: 'moved', inError }))).toEqual({
    words: 'Entered in error',
    tone: 'plain',
    why: null,
  });
});

test('nothing is offered that would be refused', () => {
  expect(commandsOf(help())).toEqual({ arrange: true, settle: true, carry: false });
  const movedTo = { id: 'n', at: '2026-03-12T14:00:00Z' };
  expect(commandsOf(help({ doubt: 'moved', movedTo }))).toEqual({
    arrange: false,
    settle: true,
    carry: true,
  });
  expect(commandsOf(help({ doubt: 'time-changed', status: 'arranged' })).arrange).toBe(true);
  expect(commandsOf(help({ status: 'provided' }))).toEqual({ arrange: false, settle: false, carry: false });
});

test('what it is for is said by the clock of the court; a check-in without a time by its day', () => {
  expect(targetWords(target, 'en-US')).toMatch(/^Hearing, Tue, Mar 10, 2026, 10:00.AM EDT, County Court$/);
  const checkIn = { ...target, kind: 'check-in' as const, at: null, dueOn: '2026-03-09' };
  expect(targetWords(checkIn, 'en')).toMatch(/^Check-in, Mon.*Mar.*9.*County Court$/);
});

test('each supplier of arranged help has one sheet, however it was typed', () => {
  const rows = ['City Cars', 'city  cars ', 'Aunt Rosa'].map((name) =>
    help({ status: 'arranged', arranged: arranged(name) }),
  );
  const gone = help({ status: 'arranged', doubt: 'moved', arranged: arranged('Somebody') });
  expect(suppliersOf([...rows, gone, help({ arranged: arranged('Nobody') })])).toEqual([
    'Aunt Rosa',
    'City Cars',
  ]);
});

test('a form holds what was arranged by the court’s clock, and sends what its kind has', () => {
  const of = help({ status: 'arranged', arranged: arranged('City Cars') });
  const fields = arrangeFieldsOf(of, 'ht');
  expect(fields).toMatchObject({ from: '2026-03-10T08:15', place: 'the corner', protected: true });
  expect(checkArrange(fields, of)).toEqual({
    ok: true,
    body: {
      ...{ version: 1, kind: 'transport', supplier: 'City Cars', phone: null, told: null },
      ...{ from: '2026-03-10T12:15:00.000Z', to: null, language: null, mode: null },
      place: { text: 'the corner', protected: true },
    },
  });
  const faulty = (more: Partial<ArrangeFields>) => {
    const checked = checkArrange({ ...fields, ...more }, of);
    return checked.ok ? [] : Object.keys(checked.errors);
  };
  expect(faulty({ supplier: ' ', from: '', place: '' })).toEqual(['supplier', 'from', 'place']);
  expect(faulty({ to: '2026-03-10T08:00' })).toEqual(['to']);
  expect(faulty({ kind: 'interpreter', from: '', place: '', language: '' })).toEqual(['language']);
  expect(faulty({ kind: 'interpreter', from: '', place: '' })).toEqual([]);
});
