import '../../ui/testing/english.ts';
import { expect, it, test } from 'vitest';
import { rebase } from '../../ui/rebase.ts';
import { checkEntry, entryBody, entryEmpty, entryFieldsOf } from './entry-form.ts';
import { bodyOf, checkRegister, registerEmpty } from './form.ts';
import { languageChoices, sortRegister, spanWords } from './view.ts';

const base = { ...registerEmpty, reference: 'A', name: 'Ana', languages: ['es'] };

test('PPL-15 what was not touched becomes what stands now, what was typed stays, and is named where both wrote', () => {
  const typed = { ...base, name: 'Anna', pronouns: 'she' };
  const latest = { ...base, name: 'Ana Gil', languages: ['es', 'en'] };
  expect(rebase(base, typed, latest)).toEqual({
    values: { ...base, name: 'Anna', pronouns: 'she', languages: ['es', 'en'] },
    changes: [
      { field: 'name', theirs: 'Ana Gil', mine: { value: 'Anna' } },
      { field: 'languages', theirs: ['es', 'en'], mine: null },
    ],
  });
  // Both wrote the same: nothing to decide.
  expect(rebase(base, typed, { ...base, name: 'Anna' }).changes).toEqual([]);
});

it('sends what was filled in, and nothing for rows that were left empty', () => {
  const body = bodyOf({
    ...base,
    otherNames: ['', ' Anita '],
    languages: ['es', '', 'es'],
    identifiers: [
      { kind: '', value: ' ' },
      { kind: 'Booking', value: 'B-1 ' },
    ],
    needs: [{ kind: 'sight', note: '' }],
  });
  expect(body).toMatchObject({
    ...{ otherNames: ['Anita'], languages: ['es'], preferredName: null, office: null },
    identifiers: [{ kind: 'Booking', value: 'B-1' }],
    needs: [{ kind: 'sight', note: null }],
  });
});

it('names each field that is missing or wrong', () => {
  const identifiers = [
    { kind: 'Booking', value: '' },
    { kind: '', value: '7' },
  ];
  expect(Object.keys(checkRegister({ ...registerEmpty, timezone: 'Mars/Olympus', identifiers }))).toEqual([
    'reference',
    'name',
    'timezone',
    'identifiers.0.value',
    'identifiers.1.kind',
  ]);
  expect(checkRegister(base)).toEqual({});
});

it('offers the four languages of the app first, and one that a record holds whatever it is', () => {
  const values = languageChoices(['nah', 'es', '']).map(({ value }) => value);
  expect(values.slice(0, 4)).toEqual(['en', 'es', 'ht', 'ar']);
  expect(values.filter((value) => value === 'nah')).toHaveLength(1);
  expect(new Set(values).size).toBe(values.length);
});

it('an entry says what its kind has, and reads back as it was', () => {
  const address = { ...entryEmpty, text: '1 Elm\nMiami', protected: true, reason: 'Threats' };
  expect(entryBody('address', address)).toEqual({
    ...{ kind: 'address', use: 'home', text: '1 Elm\nMiami', protected: true, reason: 'Threats' },
    ...{ note: null, from: null, to: null },
  });
  expect(entryBody('address', { ...address, protected: false })).toMatchObject({ reason: null });
  const attorney = { ...entryEmpty, name: 'G', authority: 'court' as const, document: 'Docket 14' };
  const body = entryBody('attorney', attorney);
  if (body.kind !== 'attorney') throw new Error('an attorney was given');
  const shown = { ...body, id: 'x', version: 1, changed: { at: '', by: '' }, inError: null };
  expect(entryFieldsOf(shown)).toEqual(attorney);
  expect(
    Object.keys(checkEntry('address', { ...address, text: '', reason: '', from: '2', to: '1' })),
  ).toEqual(['text', 'reason', 'to']);
  expect(Object.keys(checkEntry('attorney', entryEmpty))).toEqual(['name']);
});

it('tells what holds today from what is over, to come, or was never right', () => {
  const entry = (from: string | null, to: string | null, inError: string | null = null) => ({
    ...{ kind: 'withheld-address' as const, id: `${from} ${to} ${inError}`, version: 1, from, to, inError },
    changed: { at: '', by: '' },
  });
  const now = [entry(null, null), entry('2026-03-01', '2026-03-01')];
  const others = [entry('2026-03-02', null), entry(null, '2026-02-28'), entry(null, null, 'x')];
  expect(sortRegister([...others, ...now], '2026-03-01')).toEqual({ now, others });
  const [one, two] = ['2026-03-01', '2026-03-02'];
  const spans = [entry(one, two), entry(one, null), entry(null, two), entry(null, null)];
  expect(spans.map((span) => spanWords(span, 'en-US'))).toEqual([
    'Sun, Mar 1, 2026 to Mon, Mar 2, 2026',
    'since Sun, Mar 1, 2026',
    'until Mon, Mar 2, 2026',
    '',
  ]);
});
