import { fail, type PlainSentence, parseInstant, type Result, say, succeed, word } from '@attend/kernel';
import { dayWords, instantWords, type WrittenLanguage } from './dates.ts';

/**
 * A placeholder's kind: `text` is put in as it is, `instant` as day and hour of the recipient's zone, `day` as a day of the calendar,
 * `when` as either, where an hour may not be known,
 * `choice` as the language's own words for one of some values.
 */
export type PlaceholderKind<L extends WrittenLanguage> =
  | { readonly kind: 'text' | 'instant' | 'day' | 'when' }
  | { readonly kind: 'choice'; readonly words: Readonly<Record<L, Readonly<Record<string, string>>>> };

/** Instants as RFC 3339 text, so that values can be kept as they are. */
export type PlaceholderValues = Readonly<Record<string, string | null>>;

/** What is wrong with a value, where there is one; null: it can be written. */
export function faultOfValue<L extends WrittenLanguage>(
  placeholder: PlaceholderKind<L>,
  value: string,
): PlainSentence | null {
  if (placeholder.kind === 'instant' && parseInstant(value) === null) return 'is no instant';
  if (placeholder.kind === 'when' && parseInstant(value) === null && dayWords(value, 'en') === null)
    return 'is no day';
  if (placeholder.kind === 'day' && dayWords(value, 'en') === null) return 'is no day';
  if (placeholder.kind !== 'choice') return null;
  const every: readonly Readonly<Record<string, string>>[] = Object.values(placeholder.words);
  return every.every((words) => words[value] !== undefined) ? null : 'is none of its choices';
}

/** Null also where the value is none of its kind: nobody is told a time that nobody meant. */
export function wordsOfValue<L extends WrittenLanguage>(
  placeholder: PlaceholderKind<L>,
  value: string,
  language: L,
  timezone: string,
): string | null {
  switch (placeholder.kind) {
    case 'text':
      return value;
    case 'choice':
      return placeholder.words[language][value] ?? null;
    case 'day':
      return dayWords(value, language);
    case 'when':
    case 'instant': {
      const at = parseInstant(value);
      if (at === null && placeholder.kind === 'when') return dayWords(value, language);
      return at === null ? null : instantWords(at, language, timezone);
    }
  }
}

/** A placeholder as it stands in a text: `{hearingWhen}`. */
const standing = /\{(\w+)\}/g;

/** Which placeholders stand in a text, each once. */
export const placeholdersIn = (text: string): string[] => [
  ...new Set([...text.matchAll(standing)].flatMap(([, name]) => name ?? [])),
];

/** A text with its placeholders filled in; `missing` are those for which there are no words. */
export function fillPlaceholders(
  text: string,
  wordOf: (name: string) => string | null,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const filled = text.replaceAll(standing, (_, name: string) => {
    const word = wordOf(name);
    if (word === null) missing.add(name);
    return word ?? '';
  });
  return { text: filled, missing: [...missing] };
}

export const placeholderFault = (name: string, fault: PlainSentence): Result<never> =>
  fail({
    code: 'placeholder',
    ...say('{name} {fault}', { name: `{${name}}`, fault: word(fault) }),
    path: ['values', name],
  });

/** Checks that every placeholder that must have a value has one of its kind, and that nothing is given that nobody knows. */
export function checkPlaceholders<L extends WrittenLanguage>(
  placeholders: Readonly<Record<string, PlaceholderKind<L> & { readonly optional: boolean }>>,
  values: PlaceholderValues,
): Result<PlaceholderValues> {
  for (const [name, placeholder] of Object.entries(placeholders)) {
    const value = values[name] ?? null;
    if (value === null || value.trim() === '') {
      if (placeholder.optional) continue;
      return placeholderFault(name, 'is missing');
    }
    const fault = faultOfValue(placeholder, value);
    if (fault !== null) return placeholderFault(name, fault);
  }
  const unknown = Object.keys(values).find((name) => placeholders[name] === undefined);
  return unknown === undefined
    ? succeed(values)
    : placeholderFault(unknown, 'is no placeholder of this template');
}
