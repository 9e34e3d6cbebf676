import { type Millis, parseInstant } from '@attend/kernel';

/** Languages in which days and hours are written out: those of messages and of letters. */
export type WrittenLanguage = 'en' | 'es' | 'ht' | 'ar';
export const isFromTheRight = (language: WrittenLanguage): boolean => language === 'ar';

/** Haitian Creole: ICU knows none of it, and would write English. */
const creole = {
  weekdays: ['lendi', 'madi', 'mèkredi', 'jedi', 'vandredi', 'samdi', 'dimanch'],
  months: [
    ...['janvye', 'fevriye', 'mas', 'avril', 'me', 'jen', 'jiyè', 'out', 'septanm', 'oktòb'],
    ...['novanm', 'desanm'],
  ],
} as const;

/** Arabic with the digits that stand on every other paper and clock around the reader, and the calendar that the court goes by. */
const locales = { en: 'en-US', es: 'es-US', ar: 'ar-u-ca-gregory-nu-latn' } as const;
const dayForm = { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' } as const;
const hourForm = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const;
const forms = { day: dayForm, hour: hourForm, instant: { ...dayForm, ...hourForm } } as const;

/** Making one takes far longer than using it (a millisecond here), and a run of reminders writes a hundred thousand texts. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(form: keyof typeof forms, locale: string, timeZone: string): Intl.DateTimeFormat {
  const name = `${form} ${locale} ${timeZone}`;
  const known = formats.get(name);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(locale, { ...forms[form], timeZone });
  formats.set(name, made);
  return made;
}

// ICU puts narrow and other spaces into times, which make a text message twice as long (GSM 03.38 does not know them).
const plainSpaces = (text: string): string => text.replaceAll(/[\u00a0\u2009\u202f]/g, ' ');

/** With the day's name and the zone's: a date alone is what people miss. */
export function instantWords(at: Millis, language: WrittenLanguage, timezone: string): string {
  if (language !== 'ht') return plainSpaces(formatOf('instant', locales[language], timezone).format(at));
  const day = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timezone).toPlainDate();
  return `${creoleDay(day)}, ${plainSpaces(formatOf('hour', locales.en, timezone).format(at))}`;
}

/** A day of the calendar (`2026-03-01`), the same wherever it is read; null: it is none. */
export function dayWords(on: string, language: WrittenLanguage): string | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(on)) return null;
  const noon = parseInstant(`${on}T12:00:00Z`);
  if (noon === null) return null;
  return language === 'ht'
    ? creoleDay(Temporal.PlainDate.from(on))
    : formatOf('day', locales[language], 'UTC').format(noon);
}

const creoleDay = ({ dayOfWeek, day, month, year }: Temporal.PlainDate): string =>
  `${creole.weekdays[dayOfWeek - 1]} ${day} ${creole.months[month - 1]} ${year}`;
