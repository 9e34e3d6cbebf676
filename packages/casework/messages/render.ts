import { fail, formatInstant, type Millis, parseInstant, type Result, succeed } from '@attend/kernel';
import { senderPlaceholder, type TemplateName, templates } from './templates.ts';
import type { MessageLanguage } from './words.ts';

/** Instants as RFC 3339 text, so that values can be kept as they are. */
export type MessageValues = Readonly<Record<string, string | null>>;
export type Rendered = { readonly subject: string; readonly text: string };

/** Checks that every placeholder has its value, and that nothing is given that the template does not know. */
export function checkValues(template: TemplateName, values: MessageValues): Result<MessageValues> {
  const { placeholders } = templates[template];
  for (const [name, { kind, optional }] of Object.entries(placeholders)) {
    const value = values[name] ?? null;
    if (value === null || value.trim() === '') {
      if (optional) continue;
      return fault(name, 'is missing');
    }
    if (kind === 'instant' && parseInstant(value) === null) return fault(name, 'is no instant');
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
    if (value === null || placeholders[name]?.kind !== 'instant') return value;
    const at = parseInstant(value);
    return at === null ? null : instantWords(at, language, timezone);
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

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once for a language and zone: making one costs as much as a hundred instants written with it. */
function formatOf(language: MessageLanguage, timezone: string): Intl.DateTimeFormat {
  const name = `${language} ${timezone}`;
  const made =
    formats.get(name) ??
    new Intl.DateTimeFormat(language === 'en' ? 'en-US' : 'es-US', {
      weekday: 'long',
      month: 'long',
      day: 'numeric',
      year: 'numeric',
      hour: 'numeric',
      minute: '2-digit',
      timeZoneName: 'short',
      timeZone: timezone,
    });
  formats.set(name, made);
  return made;
}

/** With the day's name and the zone's: a date alone is what people miss. */
export function instantWords(at: Millis, language: MessageLanguage, timezone: string): string {
  const written = formatOf(language, timezone).format(at);
  // ICU puts narrow and other spaces into times, which make a text message twice as long (GSM 03.38 does not know them).
  return written.replaceAll(/[\u00a0\u2009\u202f]/g, ' ');
}

/** As `values` hold an instant. */
export const instantValue = (at: Millis): string => formatInstant(at);
