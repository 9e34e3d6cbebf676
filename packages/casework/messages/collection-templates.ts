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
  ht: [
    'Tanpri pote l nan: {office}',
    'N ap vin jwenn ou: {place}',
    'Si sa pa bon pou ou, mande nou yon lòt jou. ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
  ],
  ar: [
    'يرجى إحضاره إلى: {office}',
    'نأتي إليكم: {place}',
    'إذا لم يناسبكم ذلك فاطلبوا منا يومًا آخر. مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
  ],
};
const saying = (
  words: Readonly<Record<MessageLanguage, { readonly subject: string; readonly first: string }>>,
): Readonly<Record<MessageLanguage, Wording>> => ({
  en: { subject: words.en.subject, lines: [words.en.first, ...lines.en] },
  es: { subject: words.es.subject, lines: [words.es.first, ...lines.es] },
  ht: { subject: words.ht.subject, lines: [words.ht.first, ...lines.ht] },
  ar: { subject: words.ar.subject, lines: [words.ar.first, ...lines.ar] },
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
    ht: {
      subject: 'N ap pran aparèy ou a {when}',
      first: '{sender}: N ap pran aparèy ou a {when}.',
    },
    ar: {
      subject: 'نستلم جهازكم {when}',
      first: '{sender}: سنستلم جهازكم {when}.',
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
    ht: {
      subject: 'Chanjman: n ap pran aparèy ou a {when}',
      first: '{sender}: Sa ki te pou {was} chanje. N ap pran aparèy ou a {when}, jan sa ekri la a.',
    },
    ar: {
      subject: 'تغيير: نستلم جهازكم {when}',
      first: '{sender}: تغيّر ما كان مرتبًا {was}. سنستلم جهازكم {when}، كما هو مكتوب هنا.',
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
    ht: {
      subject: 'Nou p ap pran aparèy ou a {was}',
      lines: [
        '{sender}: Nou p ap pran aparèy ou a {was}. Ou pa bezwen vini, ni tann nou lè sa a.',
        'N ap fè ou konnen lè gen yon lòt jou. ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'لن نستلم جهازكم {was}',
      lines: [
        '{sender}: لن نستلم جهازكم {was}. لا يلزمكم الحضور ولا انتظارنا حينئذ.',
        'نخبركم عندما يُرتَّب يوم آخر. مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
      ],
    },
  },
};
