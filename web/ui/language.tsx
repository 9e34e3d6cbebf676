import { i18n, type Messages } from '@lingui/core';
import { I18nProvider } from '@lingui/react';
import { DirectionProvider } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { directionOf, type Locale, usePreferences } from './preferences.ts';

// English stands in the code itself; other catalogues are fetched when somebody asks for them.
const catalogues: Record<Locale, () => Promise<Messages>> = {
  en: async () => ({}),
  es: async () => (await import('../locales/es.po')).messages,
  ht: async () => (await import('../locales/ht.po')).messages,
  ar: async () => (await import('../locales/ar.po')).messages,
};
/** Each language by its own name, as its speakers look for it. */
export const languageNames: Record<Locale, string> = {
  en: 'English',
  es: 'Español',
  ht: 'Kreyòl ayisyen',
  ar: 'العربية',
};

/**
 * Their catalogues stand and are empty: the direction is theirs, the texts are English, and with them dates, numbers and
 * what a screen reader takes for the language. English with Arabic figures in it can be read by nobody.
 */
export const untranslated: ReadonlySet<Locale> = new Set(['ht', 'ar']);

async function activate(locale: Locale): Promise<void> {
  const messages = await catalogues[locale]().catch((): Messages => ({}));
  const spoken = untranslated.has(locale) ? 'en' : locale;
  i18n.loadAndActivate({ locale: spoken, messages });
  document.documentElement.lang = spoken;
  document.documentElement.dir = directionOf(locale);
}

i18n.loadAndActivate({ locale: 'en', messages: {} });

/** Renders its children anew when the language changes, so that texts made outside React's hooks follow too. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const { locale } = usePreferences();
  const [active, setActive] = useState<Locale>('en');
  useEffect(() => {
    let stale = false;
    void activate(locale).then(() => {
      if (!stale) setActive(locale);
    });
    return () => {
      stale = true;
    };
  }, [locale]);
  return (
    <DirectionProvider key={active} initialDirection={directionOf(active)} detectDirection={false}>
      <I18nProvider i18n={i18n}>{children}</I18nProvider>
    </DirectionProvider>
  );
}
/**
 * Speaks another language for as long as something stands on the page that is written for somebody else, such as a paper that they take
 * along; what the reader chose comes back with its end. True once it is spoken.
 */
export function useSpoken(locale: Locale): boolean {
  const { locale: own } = usePreferences();
  const [isSpoken, setSpoken] = useState(false);
  useEffect(() => {
    let over = false;
    void activate(locale).then(() => (over ? activate(own) : setSpoken(true)));
    return () => {
      over = true;
      void activate(own);
    };
  }, [locale, own]);
  return isSpoken;
}
export const currentLocale = (): string => i18n.locale;

/** A language by its name in the reader's; a code that is none as it came. */
export function languageWords(code: string): string {
  try {
    return new Intl.DisplayNames([currentLocale()], { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}
