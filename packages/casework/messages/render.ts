import { formatInstant, type Millis, type Result } from '@attend/kernel';
import { isFromTheRight } from './dates.ts';
import { checkPlaceholders, fillPlaceholders, type PlaceholderValues, wordsOfValue } from './placeholders.ts';
import { senderPlaceholder, type TemplateName, templates } from './templates.ts';
import type { MessageLanguage } from './words.ts';

export type MessageValues = PlaceholderValues;
export type Rendered = { readonly subject: string; readonly text: string };

/** Checks that every placeholder has its value, and that nothing is given that the template does not know. */
export const checkValues = (template: TemplateName, values: MessageValues): Result<MessageValues> =>
  checkPlaceholders(templates[template].placeholders, values);

export type RenderOptions = {
  readonly language: MessageLanguage;
  /** IANA name of the recipient's zone: what is said is their wall clock. */
  readonly timezone: string;
  /** Programme and office. */
  readonly sender: string;
};

/** Before a line that reads from the right: it begins with the sender's name or a day's number, by which a telephone would take it for another. */
const rightToLeft = '\u200f';

/** Values must have passed `checkValues`. A line whose placeholder has no value is left out. */
export function renderMessage(
  template: TemplateName,
  values: MessageValues,
  { language, timezone, sender }: RenderOptions,
): Rendered {
  const { placeholders, wordings } = templates[template];
  const wording = wordings[language];
  const wordOf = (name: string): string | null => {
    if (name === senderPlaceholder) return sender;
    const value = values[name]?.trim() || null;
    const placeholder = placeholders[name];
    if (value === null || placeholder === undefined) return value;
    return wordsOfValue(placeholder, value, language, timezone);
  };
  const fill = (line: string): string | null => {
    const { text, missing } = fillPlaceholders(line, wordOf);
    return missing.length === 0 ? text : null;
  };
  return {
    // One line: a line break in a header is never anybody's intention.
    subject: (fill(wording.subject) ?? sender).replaceAll(/\s+/g, ' '),
    text: wording.lines
      .flatMap((line) => fill(line) ?? [])
      .map((line) => (isFromTheRight(language) ? `${rightToLeft}${line}` : line))
      .join('\n'),
  };
}

/** As `values` hold an instant. */
export const instantValue = (at: Millis): string => formatInstant(at);
