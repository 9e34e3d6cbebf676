import '../../ui/testing/english.ts';
import type { LetterOptions, LetterPreview } from '@attend/contracts/letters';
import { expect, test } from 'vitest';
import {
  bodyOf,
  byTheirLanguage,
  checkChoice,
  chooseEmpty,
  homeless,
  missedTemplate,
  noAddress,
  paragraphFault,
  stillFree,
  templateKey,
  typedInto,
  withGaps,
} from './view.ts';

const template = (kind: LetterOptions['templates'][number]['kind'], language: 'en' | 'es' | 'ht') => ({
  ...{ id: null, name: null, version: 1, kind, language },
});
const options: LetterOptions = {
  ...{
    participant: 'p',
    languages: ['ht', 'es-MX'],
    addresses: [],
    attorneys: [],
    hearings: [],
    checkIns: [],
  },
  ...{ orders: [], reviews: [] },
  templates: [
    template('check-in-missed', 'en'),
    template('check-in-missed', 'es'),
    template('status-report', 'en'),
  ],
};
const key = (at: number): string => {
  const found = options.templates[at];
  if (found === undefined) throw new Error('no such template');
  return templateKey(found);
};

test('a letter about a missed check-in begins in a language of the person’s, else in English', () => {
  expect(missedTemplate(options)).toBe(key(1));
  expect(missedTemplate({ ...options, languages: ['fr'] })).toBe(key(0));
  expect(missedTemplate({ ...options, templates: [] })).toBe('');
});

test('what its kind asks for is chosen, and nothing else', () => {
  const missed = { ...chooseEmpty, template: key(0) };
  expect(Object.keys(checkChoice(chooseEmpty, options))).toEqual(['template']);
  expect(Object.keys(checkChoice(missed, options))).toEqual(['about', 'to']);
  expect(Object.keys(checkChoice({ ...chooseEmpty, template: key(2) }, options))).toEqual(['about', 'court']);
  expect(checkChoice({ ...missed, about: 'c', to: noAddress }, options)).toEqual({});
  expect(bodyOf({ ...missed, about: 'c', to: noAddress }, options)).toMatchObject({
    about: { kind: 'check-in', id: 'c' },
    to: { kind: 'participant', address: null },
    signer: null,
  });
});

test('the preview shows what is typed, days as they will be written, and free paragraphs as they were written anew', () => {
  const preview: LetterPreview = {
    ...{
      participant: 'p',
      version: 1,
      title: 'By {replyBy}',
      to: [],
      signer: null,
      missing: [],
      protected: false,
    },
    body: [
      { kind: 'paragraph', text: 'Call {phone}.' },
      { kind: 'free', text: 'Or come.' },
    ],
    ask: [
      { name: 'replyBy', kind: 'day' },
      { name: 'phone', kind: 'text' },
    ],
  };
  expect(typedInto(preview, 'es', { replyBy: '2026-03-09' }, { 1: 'Or write.' })).toEqual({
    title: 'By lunes, 9 de marzo de 2026',
    body: [
      { kind: 'paragraph', text: 'Call {phone}.' },
      { kind: 'free', text: 'Or write.' },
    ],
  });
});

test('what is not filled in is a gap with its name on the sheet, and never goes out as a placeholder', () => {
  const body = [{ kind: 'paragraph' as const, text: 'Call {phone}.' }];
  expect(withGaps({ title: 'By {replyBy}', body })).toEqual({
    title: 'By ‹Answer by›',
    body: [{ kind: 'paragraph', text: 'Call ‹Telephone number of the office›.' }],
  });
  expect(paragraphFault('We write because {reasons}')).not.toBeNull();
  expect(paragraphFault('We write because you moved.')).toBeNull();
});

test('templates in a language of the person’s come first; what a court or an attorney reads is none of theirs', () => {
  const { theirs, others } = byTheirLanguage(options);
  expect(theirs.map(({ kind, language }) => `${kind} ${language}`)).toEqual(['check-in-missed es']);
  expect([...theirs, ...others].length).toBe(options.templates.length);
});

test('FRM-7 what was written for a paragraph that may be written anew no more is shown, and not sent', () => {
  const body = [
    { kind: 'paragraph' as const, text: 'Dear you' },
    { kind: 'free' as const, text: 'Come.' },
  ];
  const written = { 0: 'Good day', 1: 'Come on Friday.', 4: 'Bring it.' };
  expect(stillFree({ body }, written)).toEqual({ 1: 'Come on Friday.' });
  expect(homeless({ body }, written)).toEqual([
    { number: 1, text: 'Good day' },
    { number: 5, text: 'Bring it.' },
  ]);
});
