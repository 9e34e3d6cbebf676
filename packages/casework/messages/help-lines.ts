import { optionalText } from './plain-placeholders.ts';
import type { Placeholder } from './template.ts';
import type { MessageLanguage } from './words.ts';

/** HLP-7: help that stands arranged, and what can be asked for besides. */
export const help = {
  ride: { kind: 'instant', optional: true },
  pickUp: optionalText,
  childCare: {
    kind: 'choice',
    optional: true,
    words: { en: { booked: 'Child care is booked.' }, es: { booked: 'El cuidado de niños está reservado.' } },
  },
  interpreter: {
    kind: 'choice',
    optional: true,
    words: {
      en: { 'in-person': 'in person', telephone: 'by telephone', video: 'by video' },
      es: { 'in-person': 'en persona', telephone: 'por teléfono', video: 'por video' },
    },
  },
  told: optionalText,
  help: optionalText,
} as const satisfies Readonly<Record<string, Placeholder>>;

/** The lines that say it, in every language of the templates. */
export const helpLines: Readonly<Record<MessageLanguage, readonly string[]>> = {
  en: [
    'A ride is booked. Pick-up: {ride}',
    'Where you are picked up: {pickUp}',
    '{childCare}',
    'An interpreter is booked: {interpreter}',
    '{told}',
    'Help you can ask for: {help}',
  ],
  es: [
    'Su transporte está reservado. Le recogen: {ride}',
    'Dónde le recogen: {pickUp}',
    '{childCare}',
    'Hay un intérprete reservado: {interpreter}',
    '{told}',
    'Ayuda que puede pedir: {help}',
  ],
};
