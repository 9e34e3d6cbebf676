import { expect, test } from 'vitest';
import { saidOf, say, tell, within, word, wordList } from './say.ts';
import { sentences } from './sentences/index.ts';

test('WRD-1 no two reasons have the same sentence: which one is meant is told by its text', () => {
  const texts = Object.values(sentences);
  expect(texts.filter((text, at) => texts.indexOf(text) < at)).toEqual([]);
});

test('WRD-1 what was said is told in English at once, and by reason and values for whoever says it otherwise', () => {
  const told = say('This check-in may be held from {from} to {to}.', {
    from: { day: '2026-03-02' },
    to: { day: '2026-03-09' },
  });
  expect(told.message).toBe('This check-in may be held from 2026-03-02 to 2026-03-09.');
  expect(told.said).toEqual({
    reason: 'check-in-window',
    values: { from: { day: '2026-03-02' }, to: { day: '2026-03-09' } },
  });
  expect(saidOf({ message: 'This is no CSV file.' })).toEqual({ reason: 'no-csv', values: {} });
  expect(saidOf({ message: 'No such sentence.' })).toBeNull();
});

test('WRD-1 a sentence holds words and further sentences, and what holds a comma is told apart by a semicolon', () => {
  const ways = say('Nobody has tried yet: {ways}.', { ways: wordList(['call', 'letter']) });
  expect(ways.message).toBe('Nobody has tried yet: call, letter.');
  const twice = [word('time'), wordList(['time', 'room'])].map((fields) =>
    say('{fields} ({who}, {at})', { fields, who: 'Ana', at: { instant: '2026-03-01T12:00:00Z' } }),
  );
  expect(say('Changed since you read it: {changes}.', { changes: within(...twice) }).message).toBe(
    'Changed since you read it: time (Ana, 2026-03-01T12:00:00Z); time, room (Ana, 2026-03-01T12:00:00Z).',
  );
  expect(
    say('Line {line}: {fault} Nothing was written.', { line: 3, fault: within(tell('It is empty.')) })
      .message,
  ).toBe('Line 3: It is empty. Nothing was written.');
});

test('WRD-1 a value that looks like a placeholder is not filled again', () => {
  const { message } = say('{name} {fault}', { name: '{fault}', fault: word('is missing') });
  expect(message).toBe('{fault} is missing');
});
