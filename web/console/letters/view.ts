import { type LetterLanguage, letterForms } from '@attend/contracts/letter-templates';
import type {
  LetterMake,
  LetterOptions,
  LetterPreview,
  LetterSendingView,
  LetterWay,
} from '@attend/contracts/letters';
import { dayWords } from '@attend/contracts/letters';
import { t } from '@lingui/core/macro';

export function wayWords(way: LetterWay): string {
  const words: Record<LetterWay, string> = {
    posted: t`printed and posted`,
    'handed-over': t`handed over`,
    'e-mail': t`sent by e-mail, outside of this program`,
    filed: t`filed with the court`,
  };
  return words[way];
}

/** What is asked for in the form, and what is missing on record: in words where there are some, else by its name. */
export function nameWords(name: string): string {
  const words: Record<string, string> = {
    office: t`Office`,
    phone: t`Telephone number of the office`,
    replyBy: t`Answer by`,
    reasons: t`Reasons`,
    hearingPlace: t`Place of the hearing`,
    checkInPlace: t`Place of the check-in`,
    court: t`Court`,
    caseNumber: t`Case number`,
    report: t`Report`,
    request: t`What is requested`,
    appearance: t`whether they appeared`,
    checkInWhen: t`a time of the check-in`,
    orderFrom: t`the day from which the order holds`,
    orderTo: t`the day on which the order ends`,
  };
  return words[name] ?? `{${name}}`;
}
/** What takes more than a line to say. */
export const isLong = (name: string): boolean => ['reasons', 'report', 'request'].includes(name);

export type ChooseFields = {
  readonly template: string;
  readonly about: string;
  readonly to: string;
  readonly court: string;
  readonly lines: string;
  readonly signer: string;
};
export const chooseEmpty: ChooseFields = {
  ...{ template: '', about: '', to: '', court: '', lines: '', signer: '' },
};

type Template = LetterOptions['templates'][number];
export const templateKey = ({ id, kind, language }: Template): string => `${id ?? ''} ${kind} ${language}`;
export const templateOf = (options: LetterOptions, key: string): Template | null =>
  options.templates.find((one) => templateKey(one) === key) ?? null;

/** What is still to be chosen, by field. */
export function checkChoice(
  { template, about, to, court }: ChooseFields,
  options: LetterOptions,
): Partial<Record<keyof ChooseFields, string>> {
  const found = templateOf(options, template);
  if (found === null) return { template: t`Choose a template` };
  const form = letterForms[found.kind];
  return {
    ...(form.about !== null && about === '' ? { about: t`Choose what it is about` } : {}),
    ...(form.recipient === 'attorney' && to === '' ? { to: t`Choose the attorney` } : {}),
    ...(form.recipient === 'participant' && to === '' ? { to: t`Choose where it goes` } : {}),
    ...(form.recipient === 'court' && court.trim() === '' ? { court: t`Say to which court` } : {}),
  };
}

/** Handed over: no address stands on it. */
export const noAddress = 'none';

/** What is asked of the server: choices that passed `checkChoice`. */
export function bodyOf(
  { template, about, to, court, lines, signer }: ChooseFields,
  options: LetterOptions,
): LetterMake | null {
  const found = templateOf(options, template);
  if (found === null) return null;
  const { id, kind, language } = found;
  const form = letterForms[kind];
  const typed = lines.trim() === '' ? null : lines.trim();
  const goesTo: Record<typeof form.recipient, LetterMake['to']> = {
    participant: { kind: 'participant', address: to === noAddress ? null : to },
    attorney: { kind: 'attorney', entry: to, lines: typed },
    court: { kind: 'court', name: court.trim(), lines: typed },
  };
  return {
    template: { id, kind, language },
    about: form.about === null ? null : { kind: form.about, id: about },
    to: goesTo[form.recipient],
    signer: signer.trim() === '' ? null : signer.trim(),
  };
}

/** With which a letter about this check-in begins: in a language of the person's, where there is one. */
export function missedTemplate({ templates, languages }: LetterOptions): string {
  const missed = templates.filter(({ kind }) => kind === 'check-in-missed');
  const spoken = languages.map((one) => one.toLowerCase().split('-')[0]);
  const found =
    spoken.flatMap((one) => missed.find(({ language }) => language === one) ?? [])[0] ??
    missed.find(({ language }) => language === 'en') ??
    missed[0];
  return found === undefined ? '' : templateKey(found);
}

/** Templates in a language of the person's first: a letter that cannot be read is none. Court and attorney read what they read. */
export function byTheirLanguage({ templates, languages }: LetterOptions): {
  readonly theirs: readonly Template[];
  readonly others: readonly Template[];
} {
  const spoken = new Set(languages.map((one) => one.toLowerCase().split('-')[0]));
  const isTheirs = ({ kind, language }: Template): boolean =>
    letterForms[kind].recipient === 'participant' && spoken.has(language);
  return { theirs: templates.filter(isTheirs), others: templates.filter((one) => !isTheirs(one)) };
}

/** What is wrong with a paragraph that was written anew (LTR-4): a placeholder in it would stand on the paper as it is. */
export const paragraphFault = (text: string): string | null =>
  /[{}]/.test(text) ? t`Write what it should say in place of what stands in braces` : null;

type Written = Readonly<Record<string, string>>;
const isFree = ({ body }: Pick<LetterPreview, 'body'>, at: string): boolean =>
  body[Number(at)]?.kind === 'free';
/** What was written anew, of paragraphs that may be. */
export const stillFree = (preview: Pick<LetterPreview, 'body'>, free: Written): Record<string, string> =>
  Object.fromEntries(Object.entries(free).filter(([at]) => isFree(preview, at)));
/** What was written for a paragraph that another version of the template has no more, or no more as a free one: it is not lost. */
export const homeless = (preview: Pick<LetterPreview, 'body'>, free: Written) =>
  Object.entries(free)
    .filter(([at]) => !isFree(preview, at))
    .map(([at, text]) => ({ number: Number(at) + 1, text }));

/** The preview with what was typed into it; a paragraph that was written anew stands as it was written. */
export function typedInto(
  { title, body, ask }: LetterPreview,
  language: LetterLanguage,
  values: Readonly<Record<string, string>>,
  free: Readonly<Record<string, string>>,
): Pick<LetterPreview, 'title' | 'body'> {
  const wordsOf = (name: string): string => {
    const typed = values[name]?.trim() ?? '';
    const isDay = ask.some((one) => one.name === name && one.kind === 'day');
    return isDay ? (dayWords(typed, language) ?? typed) : typed;
  };
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => wordsOf(name) || whole);
  return {
    title: fill(title),
    body: body.map(({ kind, text }, at) => ({
      ...{ kind, text: (kind === 'free' ? free[String(at)] : undefined) ?? fill(text) },
    })),
  };
}

/** As it is shown on the sheet: what nobody has filled in yet reads as a gap with its name, not as a sign of the template's. */
export function withGaps({
  title,
  body,
}: Pick<LetterPreview, 'title' | 'body'>): Pick<LetterPreview, 'title' | 'body'> {
  const gaps = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => `‹${nameWords(name)}›`);
  return { title: gaps(title), body: body.map(({ kind, text }) => ({ kind, text: gaps(text) })) };
}

/** Whether a letter may still come back. */
export const mayReturn = ({ way, returned, inError }: LetterSendingView): boolean =>
  way === 'posted' && returned === null && !inError;
