import { fail, formatInstant, type Millis, parseInstant, type Result, succeed } from '@attend/kernel';
import { senderPlaceholder, type TemplateName, templates } from './templates.ts';
import type { MessageLanguage } from './words.ts';

/** Instants as RFC 3339 text, so that values can be kept as they are. */
export type MessageValues = Readonly<Record<string, string | null>>;
export type Rendered = { readonly subject: string; readonly text: string };

/** Checks that every placeholder has its value, and that nothing is given that the template does not know. */
export function checkValues(template: TemplateName, values: MessageValues): Result<MessageValues> {
  const { placeholders } = templates[template];
  for (const [name, placeholder] of Object.entries(placeholders)) {
    const { kind, optional } = placeholder;
    const value = values[name] ?? null;
    if (value === null || value.trim() === '') {
      if (optional) continue;
      return fault(name, 'is missing');
    }
    if (kind === 'instant' && parseInstant(value) === null) return fault(name, 'is no instant');
    if (kind === 'day' && dayWords(value, 'en') === null) return fault(name, 'is no day');
    if (kind === 'choice' && placeholder.words.en[value] === undefined)
      return fault(name, 'is none of its choices');
  }
  const unknown = Object.keys(values).find((name) => placeholders[name] === undefined);
  return unknown === undefined ? succeed(values) : fault(unknown, 'is no placeholder of this template');
}

const fault = (name: string, message: string): Result<never> =>
  fail({ code: 'placeholder', message: `{${name}} ${message}`, path: ['values', name] });

export type RenderOptions = {
  readonly language: MessageLanguage;
  /** IANA name of the recipient's zone: what is said is their wall clock. */
  readonly timezone: string;
  /** Programme and office. */
  readonly sender: string;
};

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
    switch (placeholder.kind) {
      case 'text':
        return value;
      case 'choice':
        return placeholder.words[language][value] ?? null;
      case 'day':
        return dayWords(value, language);
      case 'instant': {
        const at = parseInstant(value);
        return at === null ? null : instantWords(at, language, timezone);
      }
    }
  };
  const fill = (line: string): string | null => {
    let complete = true;
    const filled = line.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const word = wordOf(name);
      complete &&= word !== null;
      return word ?? '';
    });
    return complete ? filled : null;
  };
  return {
    // One line: a line break in a header is never anybody's intention.
    subject: (fill(wording.subject) ?? sender).replaceAll(/\s+/g, ' '),
    text: wording.lines.flatMap((line) => fill(line) ?? []).join('\n'),
  };
}

const localeOf = (language: MessageLanguage): string => (language === 'en' ? 'en-US' : 'es-US');
const dayForm = { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' } as const;
const instantForm = { ...dayForm, hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;

/** Making one takes far longer than using it (a millisecond here), and a run of reminders writes a hundred thousand texts. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(form: 'day' | 'instant', language: MessageLanguage, timeZone: string): Intl.DateTimeFormat {
  const name = `${form} ${language} ${timeZone}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(localeOf(language), {
    ...(form === 'day' ? dayForm : instantForm),
    timeZone,
  });
  formats.set(name, made);
  return made;
}

/** With the day's name and the zone's: a date alone is what people miss. */
export function instantWords(at: Millis, language: MessageLanguage, timezone: string): string {
  const written = formatOf('instant', language, timezone).format(at);
  // ICU puts narrow and other spaces into times, which make a text message twice as long (GSM 03.38 does not know them).
  return written.replaceAll(/[\u00a0\u2009\u202f]/g, ' ');
}

/** A day of the calendar (`2026-03-01`), the same wherever it is read; null: it is none. */
function dayWords(on: string, language: MessageLanguage): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on)) return null;
  const noon = parseInstant(`${on}T12:00:00Z`);
  return noon === null ? null : formatOf('day', language, 'UTC').format(noon);
}

/** As `values` hold an instant. */
export const instantValue = (at: Millis): string => formatInstant(at);
