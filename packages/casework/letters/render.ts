import { type Failure, fail, type Result, say, succeed } from '@attend/kernel';
import {
  faultOfValue,
  fillPlaceholders,
  type PlaceholderValues,
  placeholderFault,
  placeholdersIn,
  wordsOfValue,
} from '../messages/placeholders.ts';
import { letterPlaceholders } from './placeholders.ts';
import { faultOfLength, type LetterBlock, longestBlock } from './template.ts';
import { type LetterLanguage, letterDirection } from './words.ts';

export type LetterValues = PlaceholderValues;
/** Paragraphs written anew, by their place in the body. */
export type FreeTexts = Readonly<Record<string, string>>;
export type LetterText = { readonly title: string; readonly body: readonly LetterBlock[] };

/** What a letter's placeholders lack: what is asked for in the form, and what stops it until the record says it. */
export type LetterNeeds = { readonly ask: readonly string[]; readonly missing: readonly string[] };

const isKnown = (values: LetterValues, name: string): boolean => (values[name] ?? '').trim() !== '';

/** LTR-2, LTR-3. `known`: what the record says. */
export function needsOf({ title, body }: LetterText, known: LetterValues): LetterNeeds {
  const wanted = placeholdersIn([title, ...body.map(({ text }) => text)].join('\n'));
  const unknown = wanted.filter((name) => !isKnown(known, name));
  const isAsked = (name: string) => letterPlaceholders[name]?.ask === true;
  return { ask: unknown.filter(isAsked), missing: unknown.filter((name) => !isAsked(name)) };
}

/**
 * LTR-3: what was typed, beside what the record says. What the record says is not typed over: who thinks that it is wrong puts it right there.
 */
export function joinValues(
  needs: LetterNeeds,
  known: LetterValues,
  typed: LetterValues,
): Result<LetterValues> {
  // A field that was left empty says nothing: it takes nothing from the record.
  const filled = Object.entries(typed).flatMap(([name, value]) =>
    value === null || value.trim() === '' ? [] : [[name, value] as const],
  );
  for (const [name, value] of filled) {
    if (!needs.ask.includes(name)) return placeholderFault(name, 'is not asked for in this letter');
    const placeholder = letterPlaceholders[name];
    const fault = placeholder === undefined ? 'is no placeholder' : faultOfValue(placeholder, value.trim());
    if (fault !== null) return placeholderFault(name, fault);
  }
  return succeed({ ...known, ...Object.fromEntries(filled) });
}

export type LetterOptions = {
  readonly language: LetterLanguage;
  /** IANA name: whose wall clock an instant is told by. A hearing's is the court's. */
  readonly timezone: string;
  readonly values: LetterValues;
};

/** With what is missing left standing as its placeholder, for a preview. */
export function previewLetter({ title, body }: LetterText, options: LetterOptions): LetterText {
  const write = (text: string) =>
    fillPlaceholders(text, (name) => wordsOf(name, options) ?? `{${name}}`).text;
  return { title: write(title), body: body.map(({ kind, text }) => ({ kind, text: write(text) })) };
}

/** LTR-2: whole, or not at all: what has no value is named. */
export function renderLetter(
  template: LetterText,
  options: LetterOptions,
  free: FreeTexts = {},
): Result<LetterText> {
  const written = writeFree(template, previewLetter(template, options), free);
  if (!written.ok) return written;
  const long = faultOfLength(written.value.body, ['free']);
  if (long !== null) return fail(long);
  const missing = new Set(
    placeholdersIn([template.title, ...template.body.map(({ text }) => text)].join('\n')).filter(
      (name) => wordsOf(name, options) === null,
    ),
  );
  if (missing.size === 0) return written;
  const names = [...missing].map((name) => `{${name}}`).join(', ');
  const [first] = missing;
  return fail({
    ...{ code: 'placeholder-missing', path: ['values', first ?? ''] },
    ...say('There is no value for {names}: the letter is not made.', { names }),
  });
}

function wordsOf(name: string, { language, timezone, values }: LetterOptions): string | null {
  const placeholder = Object.hasOwn(letterPlaceholders, name) ? letterPlaceholders[name] : undefined;
  const value = withoutTurns(values[name] ?? '').trim() || null;
  const words =
    placeholder === undefined || value === null ? null : wordsOfValue(placeholder, value, language, timezone);
  return words === null ? null : apart(words, language);
}

/** What turns a line of text about (Unicode TR 36, 3.1): nobody who types it sees what they did. */
const withoutTurns = (text: string): string =>
  text.replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');

/** «73 W Flagler St» within Arabic stays «73 W Flagler St»: each line of it isolated (Unicode UAX 9, 2.4). */
export const apart = (words: string, language: LetterLanguage): string =>
  letterDirection(language) === 'ltr' ? words : words.replaceAll(/[^\n]+/g, '\u2068$&\u2069');

const fixed: Failure = {
  code: 'not-free',
  message: 'This paragraph is not free: it stands as it was published.',
};

/** LTR-4: free paragraphs as they were written anew; an empty one is left out. */
function writeFree(template: LetterText, filled: LetterText, free: FreeTexts): Result<LetterText> {
  for (const [at, text] of Object.entries(free)) {
    const path = ['free', at];
    if (template.body[Number(at)]?.kind !== 'free') return fail({ ...fixed, path });
    if (text.length > longestBlock)
      return fail({
        code: 'too-long',
        ...say('A paragraph has at most {most} signs.', { most: longestBlock }),
        path,
      });
    if (/[{}]/.test(text))
      return fail({
        code: 'placeholder',
        message: 'A paragraph that is written for one letter holds no placeholder: write what it should say.',
        path,
      });
  }
  return succeed({
    title: filled.title,
    body: filled.body
      .map((block, at) => {
        const anew = free[String(at)];
        return { ...block, text: (anew === undefined ? block.text : withoutTurns(anew)).trim() };
      })
      .filter(({ text }) => text !== ''),
  });
}
