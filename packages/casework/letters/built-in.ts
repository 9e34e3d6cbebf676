import { arabic } from './built-in-ar.ts';
import { english } from './built-in-en.ts';
import { spanish } from './built-in-es.ts';
import { creole } from './built-in-ht.ts';
import type { BuiltInWords, LetterTemplate } from './template.ts';
import { type LetterKind, type LetterLanguage, letterKinds, letterLanguages } from './words.ts';

const words: Readonly<Record<LetterLanguage, BuiltInWords>> = {
  en: english,
  es: spanish,
  ht: creole,
  ar: arabic,
};

/** Raised with any change of words: a letter says of which it was made, and its hash says the words. */
export const builtInVersion = 1;

/** The program's own: offered for a kind and language until the programme has published one of its own. */
export function builtInTemplate(kind: LetterKind, language: LetterLanguage): LetterTemplate | null {
  const found = words[language][kind];
  return found === undefined ? null : { kind, language, ...found };
}

export const builtInTemplates = (): LetterTemplate[] =>
  letterKinds.flatMap((kind) => letterLanguages.flatMap((language) => builtInTemplate(kind, language) ?? []));
