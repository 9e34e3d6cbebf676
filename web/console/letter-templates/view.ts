import {
  type LetterBlock,
  type LetterBlockKind,
  type LetterKind,
  type LetterTemplateVersion,
  type LetterTemplateView,
  type LetterVersionStatus,
  placeholdersOf,
} from '@attend/contracts/letter-templates';
import { t } from '@lingui/core/macro';

export function kindWords(kind: LetterKind): string {
  const words: Record<LetterKind, string> = {
    'to-participant': t`Letter to the participant`,
    'hearing-notice': t`Notice of a hearing`,
    'check-in-notice': t`Notice of a check-in`,
    'check-in-missed': t`Letter about a missed check-in`,
    'review-notice': t`Letter about what a review decided`,
    'collection-notice': t`Letter about when their device is fetched`,
    'to-attorney': t`Letter to an attorney`,
    'appearance-report': t`Court form: report of appearance`,
    'status-report': t`Court form: status report`,
    'amend-request': t`Court form: request to amend conditions`,
  };
  return words[kind];
}

export function statusWords(status: LetterVersionStatus): string {
  const words: Record<LetterVersionStatus, string> = {
    draft: t`draft`,
    published: t`published`,
    discarded: t`given up`,
  };
  return words[status];
}

export function blockWords(kind: LetterBlockKind): string {
  const words: Record<LetterBlockKind, string> = {
    heading: t`Heading`,
    paragraph: t`Paragraph`,
    free: t`Free paragraph`,
  };
  return words[kind];
}

/** What is wrong with a text, in the reader's words; null: nothing. The server says the same (LTR-1). */
export function troubleOf(kind: LetterKind, text: string): string | null {
  if (text.trim() === '') return t`Fill this in`;
  const known = new Set(placeholdersOf(kind));
  const strange = [...text.matchAll(/\{(\w+)\}/g)].flatMap(([whole, name]) =>
    name === undefined || known.has(name) ? [] : [whole],
  );
  if (strange.length > 0) {
    const names = [...new Set(strange)].join(', ');
    return t`${names} may not stand in a letter of this kind`;
  }
  return /[{}]/.test(text.replaceAll(/\{\w+\}/g, ''))
    ? t`A brace stands alone: a placeholder stands between two of them`
    : null;
}

export type Shown = { readonly template: LetterTemplateView; readonly version: LetterTemplateVersion };

/** What stands, and what somebody writes. */
export const draftOf = ({ versions }: LetterTemplateView): LetterTemplateVersion | null =>
  versions.find(({ status }) => status === 'draft') ?? null;
export const publishedOf = ({ versions }: LetterTemplateView): LetterTemplateVersion | null =>
  versions.find(({ status }) => status === 'published') ?? null;

/** Values as an example shows them: one cannot take them for anybody's. */
const exampleOf = (kind: LetterKind): Record<string, string> =>
  Object.fromEntries(placeholdersOf(kind).map((name) => [name, `‹${name}›`]));

export function withExamples(kind: LetterKind, text: string): string {
  const examples = exampleOf(kind);
  return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => examples[name] ?? whole);
}

export type BlockFields = { readonly kind: LetterBlockKind; readonly text: string };
export type TemplateFields = {
  readonly kind: LetterKind;
  readonly language: string;
  readonly name: string;
  readonly title: string;
  readonly body: readonly BlockFields[];
};

export function checkFields({ kind, name, title, body }: TemplateFields): Record<string, string> {
  const errors: Record<string, string> = {};
  if (name.trim() === '') errors['name'] = t`Fill this in`;
  const wrong = troubleOf(kind, title);
  if (wrong !== null) errors['title'] = wrong;
  body.forEach(({ text }, at) => {
    const trouble = troubleOf(kind, text);
    if (trouble !== null) errors[`body.${at}.text`] = trouble;
  });
  return errors;
}

export const fieldsOf = (
  of: { readonly kind: LetterKind; readonly language: string },
  name: string,
  { title, body }: { readonly title: string; readonly body: readonly LetterBlock[] },
): TemplateFields => ({ kind: of.kind, language: of.language, name, title, body: [...body] });
