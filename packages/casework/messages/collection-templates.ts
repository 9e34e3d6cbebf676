import { optionalText } from './plain-placeholders.ts';
import type { Placeholder, Template, Wording } from './template.ts';
import type { MessageLanguage } from './words.ts';

/** With its hour where somebody named one. */
const when: Placeholder = { kind: 'when', optional: false };

/** FIT-14: when and where a device is fetched; never which one, as somebody else may read over their shoulder. */
const where = {
  when,
  office: optionalText,
  place: optionalText,
} as const satisfies Readonly<Record<string, Placeholder>>;

const lines: Readonly<Record<MessageLanguage, readonly string[]>> = {
  en: [
    'Please bring it to: {office}',
    'We come to you: {place}',
    'If that does not suit you, ask us for another day. HELP if you need help. STOP ends these messages.',
  ],
  es: [
    'Por favor, llévelo a: {office}',
    'Vamos a donde usted está: {place}',
    'Si no le conviene, pídanos otro día. AYUDA si necesita ayuda. ALTO termina estos mensajes.',
  ],
};
const saying = (
  words: Readonly<Record<MessageLanguage, { readonly subject: string; readonly first: string }>>,
): Readonly<Record<MessageLanguage, Wording>> => ({
  en: { subject: words.en.subject, lines: [words.en.first, ...lines.en] },
  es: { subject: words.es.subject, lines: [words.es.first, ...lines.es] },
});

export const collectionArranged: Template = {
  placeholders: where,
  wordings: saying({
    en: {
      subject: 'Your device is collected on {when}',
      first: '{sender}: Your device is to be collected on {when}.',
    },
    es: {
      subject: 'Su dispositivo se recoge el {when}',
      first: '{sender}: Su dispositivo se va a recoger el {when}.',
    },
  }),
};

export const collectionMoved: Template = {
  placeholders: { ...where, was: when },
  wordings: saying({
    en: {
      subject: 'Changed: your device is collected on {when}',
      first:
        '{sender}: What was arranged for {was} has changed. Your device is to be collected on {when}, as it says here.',
    },
    es: {
      subject: 'Cambio: su dispositivo se recoge el {when}',
      first:
        '{sender}: Lo acordado para el {was} ha cambiado. Su dispositivo se va a recoger el {when}, como dice aquí.',
    },
  }),
};

export const collectionCalledOff: Template = {
  placeholders: { was: when },
  wordings: {
    en: {
      subject: 'Your device is not collected on {was}',
      lines: [
        '{sender}: Your device is not collected on {was}. You need not come, nor wait for us then.',
        'You are told when another day is arranged. HELP if you need help. STOP ends these messages.',
      ],
    },
    es: {
      subject: 'Su dispositivo no se recoge el {was}',
      lines: [
        '{sender}: Su dispositivo no se recoge el {was}. No tiene que venir ni esperarnos ese día.',
        'Le avisamos cuando haya otro día. AYUDA si necesita ayuda. ALTO termina estos mensajes.',
      ],
    },
  },
};
