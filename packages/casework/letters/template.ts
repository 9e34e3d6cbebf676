import { type Failure, fail, type Result, say, succeed } from '@attend/kernel';
import { placeholdersIn } from '../messages/placeholders.ts';
import { letterPlaceholders, placeholdersOf, standsIn } from './placeholders.ts';
import type { LetterBlockKind, LetterKind, LetterLanguage } from './words.ts';

export type LetterBlock = { readonly kind: LetterBlockKind; readonly text: string };
export type LetterTemplate = {
  readonly kind: LetterKind;
  readonly language: LetterLanguage;
  readonly title: string;
  readonly body: readonly LetterBlock[];
};
/** The program's own in one language, by kind. */
export type BuiltInWords = Readonly<Partial<Record<LetterKind, Pick<LetterTemplate, 'title' | 'body'>>>>;

export const mostBlocks = 60;
export const longestTitle = 200;
export const longestBlock = 4_000;
/** Some eight pages. Drawing takes the server a second for as many signs, and three times that of some scripts. */
export const longestLetter = 20_000;

/** Null: it is none that would keep the server. */
export function faultOfLength(body: readonly LetterBlock[], path: readonly string[]): Failure | null {
  const signs = body.reduce((sum, { text }) => sum + text.length, 0);
  if (signs <= longestLetter) return null;
  return {
    code: 'too-long',
    path: [...path],
    ...say('A letter has at most {most} signs in all.', { most: longestLetter }),
  };
}

/** What is wrong with a template, in the order in which it is read; where: a path within it. */
export function faultsOfTemplate({
  kind,
  title,
  body,
}: Pick<LetterTemplate, 'kind' | 'title' | 'body'>): Failure[] {
  const nothing: Failure = {
    ...{ code: 'template', path: ['body'] },
    message: 'A letter that says nothing is none: write a paragraph.',
  };
  const long = faultOfLength(body, ['body']);
  return [
    ...(long === null ? [] : [long]),
    ...faultsOfText(kind, title, ['title']),
    ...body.flatMap(({ text }, at) => faultsOfText(kind, text, ['body', at, 'text'])),
    ...(body.some((block) => block.kind !== 'heading' && block.text.trim() !== '') ? [] : [nothing]),
  ];
}

function faultsOfText(kind: LetterKind, text: string, path: readonly (string | number)[]): Failure[] {
  const faults = placeholdersIn(text).flatMap((name): Failure[] => {
    const placeholder = Object.hasOwn(letterPlaceholders, name) ? letterPlaceholders[name] : undefined;
    const at = { code: 'placeholder', path: [...path] };
    if (placeholder === undefined) {
      const known = placeholdersOf(kind)
        .map((one) => `{${one}}`)
        .join(', ');
      return [
        {
          ...at,
          ...say('{name} is no placeholder. A letter of this kind may hold {known}.', {
            name: `{${name}}`,
            known,
          }),
        },
      ];
    }
    return standsIn(placeholder, kind)
      ? []
      : [
          {
            ...at,
            ...say('{name} stands in no letter of this kind: it is about something else.', {
              name: `{${name}}`,
            }),
          },
        ];
  });
  // A brace that was not closed would be read by somebody in court.
  if (!/[{}]/.test(text.replaceAll(/\{\w+\}/g, ''))) return faults;
  const message = 'A brace stands alone: a placeholder is written whole, with one before and one after it.';
  return [...faults, { code: 'placeholder', message, path: [...path] }];
}

/** LTR-1: placeholders are those of the kind; the first fault is told. */
export function checkTemplate<T extends Pick<LetterTemplate, 'kind' | 'title' | 'body'>>(
  template: T,
): Result<T> {
  const [fault] = faultsOfTemplate(template);
  return fault === undefined ? succeed(template) : fail(fault);
}

/** What its letters are told apart by, whatever order fields stand in. Its hash is kept with each letter (LTR-5). */
export const templateText = ({ kind, language, title, body }: LetterTemplate): string =>
  JSON.stringify([kind, language, title, body.map((block) => [block.kind, block.text])]);
