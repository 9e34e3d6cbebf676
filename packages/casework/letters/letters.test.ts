import { expect, test } from 'vitest';
import {
  builtInTemplates,
  faultsOfTemplate,
  joinValues,
  type LetterAddress,
  letterPlaceholders,
  namesAddress,
  needsOf,
  permitAddress,
  permitReturn,
  permitSending,
  renderLetter,
} from '../index.ts';

const template = {
  title: 'For {participant}',
  body: [
    { kind: 'paragraph', text: 'On {checkInDue} {checkInHow}.' },
    { kind: 'free', text: 'Call {phone} by {replyBy}.' },
  ],
} as const;
const known = { participant: 'Ana', checkInDue: '2026-03-01', checkInHow: 'office' };
const values = { ...known, phone: '305-555-0100', replyBy: '2026-03-09' };
const options = { language: 'en', timezone: 'America/New_York', values } as const;
const codeOf = (result: { ok: boolean; error?: { code: string } }) => result.error?.code ?? 'ok';

test('LTR-1 every template of the program holds placeholders of its kind alone', () => {
  const all = builtInTemplates();
  expect(all.length).toBeGreaterThan(20);
  for (const one of all) expect(faultsOfTemplate(one), `${one.kind} ${one.language}`).toEqual([]);
});

test('LTR-1 what is no placeholder of a kind is told where it stands, a brace alone too', () => {
  const faultsOf = (text: string) =>
    faultsOfTemplate({ kind: 'to-participant', title: 'Title', body: [{ kind: 'paragraph', text }] });
  expect(faultsOf('{toString} {participant}')).toMatchObject([{ path: ['body', 0, 'text'] }]);
  expect(faultsOf('{hearingWhen}')).toHaveLength(1);
  expect(faultsOf('{participant')).toHaveLength(1);
  expect(faultsOf('{{participant}}')).toHaveLength(1);
  expect(faultsOf('{participant}, {phone}')).toEqual([]);
  expect(faultsOf('   ')).toHaveLength(1);
});

test('LTR-2 a letter is made whole or not at all, and says what is missing', () => {
  expect(renderLetter(template, options)).toEqual({
    ok: true,
    value: {
      title: 'For Ana',
      body: [
        { kind: 'paragraph', text: 'On Sunday, March 1, 2026 at the office.' },
        { kind: 'free', text: 'Call 305-555-0100 by Monday, March 9, 2026.' },
      ],
    },
  });
  const without = { ...options, values: { ...values, phone: ' ', checkInDue: null } };
  expect(renderLetter(template, without)).toMatchObject({
    error: { code: 'placeholder-missing', message: expect.stringContaining('{checkInDue}, {phone}') },
  });
});

test('LTR-3 only what stands on no record and is asked for is typed, and as what it is', () => {
  const needs = needsOf(template, known);
  expect(needs).toEqual({ ask: ['phone', 'replyBy'], missing: [] });
  expect(needsOf(template, {}).missing).toEqual(['participant', 'checkInDue', 'checkInHow']);
  expect(codeOf(joinValues(needs, known, { phone: '1', replyBy: '2026-03-09' }))).toBe('ok');
  expect(joinValues(needs, known, { participant: ' ', phone: null })).toEqual({ ok: true, value: known });
  for (const typed of [
    { participant: 'Eve' },
    { checkInDue: '2026-04-01' },
    { replyBy: 'soon' },
    { office: 'x' },
  ])
    expect(codeOf(joinValues(needs, known, typed)), JSON.stringify(typed)).toBe('placeholder');
});

test('LTR-4 a free paragraph is written anew or left out; others stand', () => {
  const bodyOf = (free: Record<string, string>) => {
    const written = renderLetter(template, options, free);
    return written.ok ? written.value.body.map(({ text }) => text) : written.error.code;
  };
  expect(bodyOf({ 1: 'Just come.' })).toEqual(['On Sunday, March 1, 2026 at the office.', 'Just come.']);
  expect(bodyOf({ 1: '  ' })).toHaveLength(1);
  expect(bodyOf({ 0: 'Never mind.' })).toBe('not-free');
  expect(bodyOf({ 7: 'Beyond.' })).toBe('not-free');
  expect(bodyOf({ 1: 'Call {phone}' })).toBe('placeholder');
});

test('LTR-10 within Arabic what is filled in keeps its own direction, and nobody turns the line about', () => {
  const written = renderLetter(
    { title: '{participant}', body: [] },
    { language: 'ar', timezone: 'UTC', values: { participant: 'A\u202eB' } },
  );
  expect(written).toMatchObject({ value: { title: '\u2068AB\u2069' } });
});

test('LTR-10 a letter is as long as can be drawn soon, of all its paragraphs', () => {
  const free = Array.from({ length: 12 }, () => ({ kind: 'free' as const, text: 'x' }));
  const written = (each: number) =>
    renderLetter(
      { title: 'Long', body: free },
      options,
      Object.fromEntries(free.map((_, at) => [at, 'y'.repeat(each)])),
    );
  expect(written(1_600).ok).toBe(true);
  expect(written(1_700)).toMatchObject({ error: { code: 'too-long', path: ['free'] } });
  const body = free.map((block) => ({ ...block, text: 'y'.repeat(1_700) }));
  expect(faultsOfTemplate({ kind: 'to-participant', title: 'Long', body })).toMatchObject([
    { code: 'too-long', path: ['body'] },
  ]);
});

const home: LetterAddress = {
  ...{ use: 'home', text: '12 Elm Street, Apt 4\nMiami FL 33101', protected: true, inError: false },
  ...{ from: '2026-01-01', to: null },
};

test('LTR-8 an address stands on a letter to the participant alone, a protected one where it is for post', () => {
  const today = '2026-03-01';
  expect(Object.keys(letterPlaceholders).filter((name) => /address/i.test(name))).toEqual([]);
  expect(codeOf(permitAddress('participant', home, today))).toBe('address-protected');
  expect(codeOf(permitAddress('participant', { ...home, use: 'mail' }, today))).toBe('ok');
  expect(codeOf(permitAddress('participant', { ...home, protected: false }, today))).toBe('ok');
  for (const recipient of ['attorney', 'court'] as const)
    for (const use of ['home', 'mail'] as const)
      expect(codeOf(permitAddress(recipient, { ...home, use, protected: false }, today))).toBe(
        'address-of-another',
      );
  const ended = { ...home, protected: false, to: '2026-02-28' };
  expect(codeOf(permitAddress('participant', ended, today))).toBe('address-ended');
  expect(codeOf(permitAddress('participant', { ...home, inError: true }, today))).toBe('address-ended');
});

test('LTR-8 words that name an address are found however it is set', () => {
  for (const text of ['She lives at 12 ELM street.', '12, Elm Street; Apt 4', 'at 12\nElm\nStreet'])
    expect(namesAddress(text, home.text), text).toBe(true);
  for (const text of ['112 Elm Street', '12 Elm Streets', 'Miami', ''])
    expect(namesAddress(text, home.text), text).toBe(false);
  // A first line that says little is no address: the whole of it is looked for.
  expect(namesAddress('c/o her sister', 'c/o her sister\n9 Oak Rd')).toBe(false);
});

test('LTR-6 a sending is of a day between the making and today, and only a court form is filed', () => {
  const letter = { recipient: 'participant', madeOn: '2026-03-01', inError: false } as const;
  const of = (way: 'posted' | 'filed', on: string, over: object = {}) =>
    codeOf(permitSending({ way, on }, { ...letter, ...over }, '2026-03-05'));
  expect(of('posted', '2026-03-01')).toBe('ok');
  expect(of('posted', '2026-03-05')).toBe('ok');
  expect(of('posted', '2026-03-06')).toBe('future');
  expect(of('posted', '2026-02-28')).toBe('too-early');
  expect(of('filed', '2026-03-02')).toBe('other-way');
  expect(of('filed', '2026-03-02', { recipient: 'court' })).toBe('ok');
  expect(of('posted', '2026-03-02', { inError: true })).toBe('entered-in-error');
});

test('LTR-7 only what was posted comes back, once, and not before', () => {
  const sent = { way: 'posted', on: '2026-03-02', returned: false, inError: false } as const;
  const of = (on: string, over: object = {}) => codeOf(permitReturn(on, { ...sent, ...over }, '2026-03-09'));
  expect(of('2026-03-02')).toBe('ok');
  expect(of('2026-03-01')).toBe('too-early');
  expect(of('2026-03-10')).toBe('future');
  expect(of('2026-03-05', { way: 'handed-over' })).toBe('not-posted');
  expect(of('2026-03-05', { returned: true })).toBe('already-decided');
});
