import '../../ui/testing/english.ts';
import {
  checkInKinds,
  checkInRhythms,
  checkInStatuses,
  contactResults,
  contactWays,
  excusingReasons,
} from '@attend/contracts/check-ins';
import { expect, it } from 'vitest';
import { dayAfter } from '../../ui/time.ts';
import {
  checkContacts,
  checkOutcome,
  checkSchedule,
  contactsBody,
  outcomeBody,
  outcomeEmpty,
  scheduleEmpty,
} from './form.ts';
import {
  clockOf,
  hasBegun,
  inOrder,
  kindWords,
  reasonWords,
  resultWords,
  rhythmWords,
  standingOf,
  statusWords,
  wayWords,
} from './view.ts';

const office = { id: '019a0000-0000-7000-8000-000000000001', name: 'North', timezone: 'America/New_York' };

it('has words of its own for every value of each list', () => {
  for (const words of [
    checkInKinds.map(kindWords),
    checkInRhythms.map(rhythmWords),
    checkInStatuses.map(statusWords),
    excusingReasons.map(reasonWords),
    contactWays.map(wayWords),
    contactResults.map(resultWords),
  ])
    expect(new Set(words).size).toBe(words.length);
});

it('CHK-10 shows what is not known as that, and what was excused with its reason', () => {
  expect(standingOf({ status: 'due', late: true, reason: null, letGo: null, inError: false })).toEqual({
    words: 'no word yet',
    tone: 'medium',
  });
  expect(
    standingOf({ status: 'missed', late: false, reason: null, letGo: 'suspended', inError: false }).tone,
  ).toBe('plain');
  expect(
    standingOf({ status: 'excused', late: false, reason: 'weather', letGo: null, inError: false }),
  ).toEqual({
    words: 'excused: weather',
    tone: 'plain',
  });
  expect(standingOf({ status: 'not-known', late: false, reason: null, letGo: null, inError: false })).toEqual(
    {
      words: 'not known',
      tone: 'plain',
    },
  );
});

it('says days and times of the office, whoever reads', () => {
  const late = Date.parse('2026-03-03T02:00:00Z');
  expect(hasBegun({ windowFrom: '2026-03-03', office }, late)).toBe(false);
  expect(hasBegun({ windowFrom: '2026-03-02', office }, late)).toBe(true);
  expect(clockOf('2026-03-09T13:30:00Z', office.timezone)).toBe('09:30');
  expect([dayAfter('2028-02-28', 1), dayAfter('2026-01-01', -1)]).toEqual(['2028-02-29', '2025-12-31']);
});

it('asks for a reason where one excuses, and for words where nothing is known', () => {
  expect(Object.keys(checkOutcome({ ...outcomeEmpty, status: 'excused' }))).toEqual(['reason']);
  expect(Object.keys(checkOutcome({ ...outcomeEmpty, status: 'excused', reason: 'other' }))).toEqual([
    'note',
  ]);
  expect(Object.keys(checkOutcome({ ...outcomeEmpty, status: 'not-known', note: ' ' }))).toEqual(['note']);
  expect(Object.keys(checkOutcome(outcomeEmpty))).toEqual(['status']);
  expect(checkOutcome({ ...outcomeEmpty, status: 'kept' })).toEqual({});
  const excused = { ...outcomeEmpty, status: 'excused', reason: 'illness' } as const;
  expect(outcomeBody(excused, 3)).toEqual({ version: 3, status: 'excused', reason: 'illness', note: null });
});

it('takes a schedule as typed, and says at each field what is wrong', () => {
  const filled = { ...scheduleEmpty('2026-03-02'), office: office.id };
  expect(checkSchedule(filled)).toMatchObject({
    ok: true,
    body: { rhythm: 'weeks-4', startsOn: '2026-03-02', dates: [] },
  });
  const wrong = (over: object): string[] => {
    const checked = checkSchedule({ ...filled, ...over });
    return checked.ok ? [] : Object.keys(checked.errors);
  };
  expect(wrong({ office: '' })).toEqual(['office']);
  expect(wrong({ endsOn: '2026-03-02' })).toEqual(['endsOn']);
  expect(wrong({ daysBefore: 99 })).toEqual(['daysBefore']);
  expect(wrong({ rhythm: 'ordered', dates: '31 March' })).toContain('dates');
  expect(checkSchedule({ ...filled, rhythm: 'ordered', dates: '2026-06-10\n2026-04-02' })).toMatchObject({
    ok: true,
    body: { startsOn: '2026-04-02', dates: ['2026-06-10', '2026-04-02'] },
  });
});

it('shows what is to come by its day, and what has been decided after it, the latest first', () => {
  const row = (dueOn: string, status: 'due' | 'kept') => ({ dueOn, status });
  const rows = [
    row('2026-03-02', 'kept'),
    row('2026-06-22', 'due'),
    row('2026-03-30', 'kept'),
    row('2026-04-27', 'due'),
  ];
  expect(inOrder(rows).map(({ dueOn }) => dueOn)).toEqual([
    '2026-04-27',
    '2026-06-22',
    '2026-03-30',
    '2026-03-02',
  ]);
});

it('CHK-16 sends what was said of each contact point, and asks for the new one of one that changed', () => {
  const said = { version: 2, address: '', consent: false };
  const answers = { a: { ...said, answer: 'right' }, b: { ...said, answer: 'changed' } } as const;
  expect(checkContacts(answers)).not.toBeNull();
  expect(checkOutcome({ ...outcomeEmpty, status: 'kept', contacts: answers })).toHaveProperty('contacts');
  // Nobody was asked where nobody came.
  expect(checkOutcome({ ...outcomeEmpty, status: 'excused', reason: 'illness', contacts: answers })).toEqual(
    {},
  );
  const whole = { ...answers, b: { ...answers.b, address: ' 305 555 0100 ', consent: true } };
  expect(checkContacts(whole)).toBeNull();
  expect(contactsBody(whole)).toEqual([
    { id: 'a', version: 2, answer: 'right' },
    { id: 'b', version: 2, answer: 'changed', address: '305 555 0100', consent: true },
  ]);
  expect(outcomeBody({ ...outcomeEmpty, status: 'kept', contacts: whole }, 4)).toMatchObject({
    contacts: [{ id: 'a' }, { id: 'b' }],
  });
});
