import { instant, optionalText } from './plain-placeholders.ts';
import type { Placeholder, Template } from './template.ts';

/** What need not be kept for a time, as the person knows it. */
const condition: Placeholder = {
  kind: 'choice',
  optional: false,
  words: {
    en: {
      curfew: 'your curfew',
      'exclusion-zone': 'the place you must stay away from',
      'inclusion-zone': 'the area you must stay in',
    },
    es: {
      curfew: 'su toque de queda',
      'exclusion-zone': 'el lugar al que no debe acercarse',
      'inclusion-zone': 'la zona en la que debe permanecer',
    },
  },
};
const otherTime: Placeholder = {
  kind: 'choice',
  optional: true,
  words: {
    en: { yes: 'This is not the time that was asked for.' },
    es: { yes: 'No es el tiempo que se pidió.' },
  },
};

export const exceptionGranted: Template = {
  placeholders: { of: condition, from: instant, to: instant, other: otherTime, words: optionalText },
  wordings: {
    en: {
      subject: 'Granted: from {from}',
      lines: [
        '{sender}: You have an exception from {of}: from {from} to {to}.',
        '{other}',
        '{words}',
        'Before and after it everything holds as usual. HELP if you need help. STOP ends these messages.',
      ],
    },
    es: {
      subject: 'Concedido: desde el {from}',
      lines: [
        '{sender}: Tiene una excepción para {of}: desde el {from} hasta el {to}.',
        '{other}',
        '{words}',
        'Antes y después todo vale como siempre. AYUDA si necesita ayuda. ALTO termina estos mensajes.',
      ],
    },
  },
};

export const exceptionRefused: Template = {
  placeholders: { of: condition, from: instant, to: instant, words: optionalText },
  wordings: {
    en: {
      subject: 'Not granted: from {from}',
      lines: [
        '{sender}: The exception from {of} that was asked for, from {from} to {to}, was not granted.',
        '{words}',
        'You may ask us why, and ask again. HELP if you need help. STOP ends these messages.',
      ],
    },
    es: {
      subject: 'No concedido: desde el {from}',
      lines: [
        '{sender}: No se concedió la excepción para {of} que se pidió, desde el {from} hasta el {to}.',
        '{words}',
        'Puede preguntarnos por qué y pedirla otra vez. AYUDA si necesita ayuda. ALTO termina estos mensajes.',
      ],
    },
  },
};

export const exceptionTakenBack: Template = {
  placeholders: { of: condition, from: instant, at: instant },
  wordings: {
    en: {
      subject: 'Taken back: the exception of {from}',
      lines: [
        '{sender}: Your exception from {of}, from {from} on, is taken back. It holds again from {at} on.',
        'HELP if you need help. STOP ends these messages.',
      ],
    },
    es: {
      subject: 'Retirada: la excepción del {from}',
      lines: [
        '{sender}: Se retira su excepción para {of}, desde el {from}. Vale de nuevo desde el {at}.',
        'AYUDA si necesita ayuda. ALTO termina estos mensajes.',
      ],
    },
  },
};
