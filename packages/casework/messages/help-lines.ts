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
    words: {
      en: { booked: 'Child care is booked.' },
      es: { booked: 'El cuidado de niños está reservado.' },
      ht: { booked: 'Gen yon moun ki rezève pou gade timoun yo.' },
      ar: { booked: 'تم حجز رعاية الأطفال.' },
    },
  },
  interpreter: {
    kind: 'choice',
    optional: true,
    words: {
      en: { 'in-person': 'in person', telephone: 'by telephone', video: 'by video' },
      es: { 'in-person': 'en persona', telephone: 'por teléfono', video: 'por video' },
      ht: { 'in-person': 'an pèsòn', telephone: 'nan telefòn', video: 'pa videyo' },
      ar: { 'in-person': 'حضوريًا', telephone: 'عبر الهاتف', video: 'عبر الفيديو' },
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
  ht: [
    'Gen yon transpò ki rezève pou ou. Y ap vin chache ou: {ride}',
    'Kote y ap vin chache ou: {pickUp}',
    '{childCare}',
    'Gen yon entèprèt ki rezève: {interpreter}',
    '{told}',
    'Èd ou ka mande: {help}',
  ],
  ar: [
    'تم حجز وسيلة نقل لكم. يأخذونكم: {ride}',
    'من حيث يأخذونكم: {pickUp}',
    '{childCare}',
    'تم حجز مترجم: {interpreter}',
    '{told}',
    'مساعدة يمكنكم طلبها: {help}',
  ],
};
