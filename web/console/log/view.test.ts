import '../../ui/testing/english.ts';
import { logKinds, visitPlaces } from '@attend/contracts/contact-log';
import { describe, expect, it } from 'vitest';
import { checkEntry, entryEmpty, spanOfDays } from './form.ts';
import { factWords, kindWords, placeWords } from './view.ts';

const clock = { now: Date.parse('2026-03-10T12:00:00Z'), timezone: 'America/New_York', locale: 'en' };

it('has words of its own for every kind and place', () => {
  for (const words of [logKinds.map(kindWords), visitPlaces.map(placeWords)])
    expect(new Set(words).size).toBe(words.length);
});

describe('a line says what happened', () => {
  it('of a hearing by the court’s clock, of a visit where it was', () => {
    const hearing = {
      ...{ kind: 'hearing', event: 'moved', court: 'County Court', timezone: 'America/Chicago' },
      ...{ at: '2026-04-10T15:00:00Z', movedTo: '2026-04-11T15:00:00Z', appearance: null, excuse: null },
    } as const;
    expect(factWords(hearing, clock)).toMatch(/moved from .*10:00.* to .*10:00.*, County Court/);
    expect(factWords({ kind: 'visit', place: 'home', result: 'no-answer' }, clock)).toMatch(
      /^at their home · /,
    );
    expect(factWords({ kind: 'note' }, clock)).toBe('');
  });
});

describe('the form of an entry', () => {
  const at = '2026-03-08T02:30';
  it('asks for a result but of a note, and for words', () => {
    const call = checkEntry({ ...entryEmpty(at), text: ' ' }, clock.timezone);
    expect(call).toMatchObject({
      ok: false,
      errors: { result: expect.any(String), text: expect.any(String) },
    });
    expect(checkEntry({ ...entryEmpty(at), kind: 'note', text: 'x' }, clock.timezone)).toMatchObject({
      ok: true,
      body: { kind: 'note', place: null, result: null, text: 'x' },
    });
  });
  it('drops a result that another kind has', () => {
    const letter = { ...entryEmpty(at), kind: 'letter', result: 'reached', text: 'x' } as const;
    expect(checkEntry(letter, clock.timezone)).toMatchObject({ ok: false });
  });
});

it('takes the last day of a span with it, across the change of the clock', () => {
  expect(spanOfDays('2026-03-08', '2026-03-08', clock.timezone)).toEqual({
    from: '2026-03-08T05:00:00.000Z',
    to: '2026-03-09T04:00:00.000Z',
  });
  expect(spanOfDays(undefined, undefined, clock.timezone)).toEqual({ from: undefined, to: undefined });
});
