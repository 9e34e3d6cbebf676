import { useSyncExternalStore } from 'react';

/** What one person sets on one browser. Never personal data about a participant. */
export type Preferences = {
  scheme: 'auto' | 'light' | 'dark';
  locale: Locale;
  /** Sound at urgent alerts. */
  sound: boolean;
  /** The number of new alerts in the title. */
  title: boolean;
  /** Single keys as commands; off for those whom they disturb (WCAG 2.1.4). */
  keys: boolean;
};
export const locales = ['en', 'es', 'ht', 'ar'] as const;
export type Locale = (typeof locales)[number];
/** Of a text that may be in a language in which no page is. */
export const textDirection = (language: string): 'ltr' | 'rtl' =>
  ['ar', 'fa', 'he', 'ps', 'ur'].includes(language.toLowerCase().split('-')[0] ?? '') ? 'rtl' : 'ltr';
export const directionOf = (locale: Locale): 'ltr' | 'rtl' => (locale === 'ar' ? 'rtl' : 'ltr');

const defaults: Preferences = { scheme: 'auto', locale: 'en', sound: true, title: true, keys: true };
const listeners = new Set<() => void>();

function read(): Preferences {
  try {
    const scheme = localStorage.getItem('attend.scheme');
    const locale = localStorage.getItem('attend.locale');
    return {
      scheme: scheme === 'light' || scheme === 'dark' ? scheme : 'auto',
      locale: locales.find((known) => known === locale) ?? 'en',
      sound: localStorage.getItem('attend.sound') !== 'off',
      title: localStorage.getItem('attend.title') !== 'off',
      keys: localStorage.getItem('attend.keys') !== 'off',
    };
  } catch {
    // Storage may be forbidden: defaults stand, and choices last as long as the page.
    return defaults;
  }
}

let current: Preferences | null = null;
export const preferences = (): Preferences => {
  current ??= read();
  return current;
};

function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // As above.
  }
}

export function setPreference<K extends keyof Preferences>(name: K, value: Preferences[K]): void {
  current = { ...preferences(), [name]: value };
  keep(`attend.${name}`, typeof value === 'boolean' ? (value ? 'on' : 'off') : value);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  // Another tab's choice holds here too.
  const fromElsewhere = (event: StorageEvent) => {
    if (!event.key?.startsWith('attend.')) return;
    current = read();
    listener();
  };
  listeners.add(listener);
  addEventListener('storage', fromElsewhere);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', fromElsewhere);
  };
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences);
