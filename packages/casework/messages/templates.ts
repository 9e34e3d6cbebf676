import { reviewDecided } from './review-template.ts';
import type { Placeholder, Template } from './template.ts';
import type { MessageLanguage } from './words.ts';

const text: Placeholder = { kind: 'text', optional: false };
const optionalText: Placeholder = { kind: 'text', optional: true };
const instant: Placeholder = { kind: 'instant', optional: false };
const day: Placeholder = { kind: 'day', optional: false };
/** How a check-in is held, where that is not at an office. */
const how: Placeholder = {
  kind: 'choice',
  optional: true,
  words: {
    en: { home: 'We come to your home.', phone: 'We call you.', virtual: 'It is by video.' },
    es: { home: 'Vamos a su casa.', phone: 'Le llamamos por teléfono.', virtual: 'Es por video.' },
  },
};

/** HLP-7: help that stands arranged, and what can be asked for besides. */
const help = {
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
const helpLines: Readonly<Record<MessageLanguage, readonly string[]>> = {
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

export const templateNames = [
  'hearing-reminder',
  'check-in-reminder',
  'check-in-due',
  'check-in-moved',
  'check-in-time-lost',
  'office-changed',
  'exception-granted',
  'exception-refused',
  'exception-taken-back',
  'review-decided',
  'inquiry-received',
  'inquiry-answered',
  'copy-ready',
  'free-text',
] as const;
export type TemplateName = (typeof templateNames)[number];

/** Filled in for every message by what plans it: programme and office. */
export const senderPlaceholder = 'sender';

export const templates: Readonly<Record<TemplateName, Template>> = {
  'hearing-reminder': {
    placeholders: {
      when: instant,
      where: optionalText,
      directions: optionalText,
      link: optionalText,
      ...help,
    },
    wordings: {
      en: {
        subject: 'Your hearing on {when}',
        lines: [
          '{sender}: You have a court hearing on {when}.',
          'Where: {where}',
          'How to get there: {directions}',
          'To join from where you are: {link}',
          ...helpLines.en,
          'Answer YES if you will be there, HELP if you need help. STOP ends these messages.',
        ],
      },
      es: {
        subject: 'Su audiencia el {when}',
        lines: [
          '{sender}: Usted tiene una audiencia en el tribunal el {when}.',
          'Dónde: {where}',
          'Cómo llegar: {directions}',
          'Para participar a distancia: {link}',
          ...helpLines.es,
          'Responda SÍ si asistirá, AYUDA si necesita ayuda. ALTO termina estos mensajes.',
        ],
      },
    },
  },
  'check-in-reminder': {
    placeholders: { when: instant, where: optionalText, how, link: optionalText, ...help },
    wordings: {
      en: {
        subject: 'Your check-in on {when}',
        lines: [
          '{sender}: You have a check-in on {when}.',
          'Where: {where}',
          '{how}',
          'To join: {link}',
          ...helpLines.en,
          'Answer YES if you will be there, HELP if you need help. STOP ends these messages.',
        ],
      },
      es: {
        subject: 'Su cita de control el {when}',
        lines: [
          '{sender}: Usted tiene una cita de control el {when}.',
          'Dónde: {where}',
          '{how}',
          'Para participar: {link}',
          ...helpLines.es,
          'Responda SÍ si asistirá, AYUDA si necesita ayuda. ALTO termina estos mensajes.',
        ],
      },
    },
  },
  'check-in-due': {
    placeholders: { due: day, from: day, until: day, where: optionalText, how, ...help },
    wordings: {
      en: {
        subject: 'Your check-in is due on {due}',
        lines: [
          '{sender}: Your check-in is due on {due}. You have no time for it yet.',
          'It can be held from {from} to {until}.',
          'Where: {where}',
          '{how}',
          ...helpLines.en,
          'Answer HELP if you need help, or ask us for a time. STOP ends these messages.',
        ],
      },
      es: {
        subject: 'Su cita de control es el {due}',
        lines: [
          '{sender}: Su cita de control corresponde al {due}. Todavía no tiene hora.',
          'Puede hacerse del {from} al {until}.',
          'Dónde: {where}',
          '{how}',
          ...helpLines.es,
          'Responda AYUDA si necesita ayuda, o pídanos una hora. ALTO termina estos mensajes.',
        ],
      },
    },
  },
  'check-in-moved': {
    placeholders: { was: instant, due: day, from: day, until: day, where: optionalText, how },
    wordings: {
      en: {
        subject: 'Your check-in on {was} is not held',
        lines: [
          '{sender}: The office is closed, so your check-in on {was} is not held. You need not come then.',
          'It is due on {due} now, and can be held from {from} to {until}. You have no time yet.',
          'Where: {where}',
          '{how}',
          'Answer HELP if you need help, or ask us for a time. STOP ends these messages.',
        ],
      },
      es: {
        subject: 'Su cita de control del {was} no se hace',
        lines: [
          '{sender}: La oficina está cerrada, así que su cita de control del {was} no se hace. No tiene que venir.',
          'Ahora corresponde al {due} y puede hacerse del {from} al {until}. Todavía no tiene hora.',
          'Dónde: {where}',
          '{how}',
          'Responda AYUDA si necesita ayuda, o pídanos una hora. ALTO termina estos mensajes.',
        ],
      },
    },
  },
  'check-in-time-lost': {
    placeholders: { was: instant, due: day, from: day, until: day, where: optionalText, how },
    wordings: {
      en: {
        subject: 'Your check-in on {was} is not held',
        lines: [
          '{sender}: Your office has changed and has no place at your time, so your check-in on {was} is not held. You need not come then.',
          'It is due on {due} now, and can be held from {from} to {until}. You have no time yet.',
          'Where: {where}',
          '{how}',
          'Answer HELP if you need help, or ask us for a time. STOP ends these messages.',
        ],
      },
      es: {
        subject: 'Su cita de control del {was} no se hace',
        lines: [
          '{sender}: Su oficina ha cambiado y no tiene sitio a su hora, así que su cita de control del {was} no se hace. No tiene que venir.',
          'Ahora corresponde al {due} y puede hacerse del {from} al {until}. Todavía no tiene hora.',
          'Dónde: {where}',
          '{how}',
          'Responda AYUDA si necesita ayuda, o pídanos una hora. ALTO termina estos mensajes.',
        ],
      },
    },
  },
  'office-changed': {
    placeholders: {
      was: { ...optionalText, optional: false },
      to: { ...optionalText, optional: false },
      when: { ...instant, optional: true },
    },
    wordings: {
      en: {
        subject: 'Your office is {to} now',
        lines: [
          '{sender}: Your office is {to} now, and no longer {was}. Whatever was at {was} for you is at {to}.',
          'Your check-in on {when} is held at its time by {to}.',
          'Your hearings stay as they are. Answer HELP if you need help. STOP ends these messages.',
        ],
      },
      es: {
        subject: 'Ahora su oficina es {to}',
        lines: [
          '{sender}: Ahora su oficina es {to} y ya no es {was}. Lo que tenía en {was} lo tiene en {to}.',
          'Su cita de control del {when} se hace a su hora con {to}.',
          'Sus audiencias siguen como estaban. Responda AYUDA si necesita ayuda. ALTO termina estos mensajes.',
        ],
      },
    },
  },
  'exception-granted': {
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
  },
  'exception-refused': {
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
  },
  'exception-taken-back': {
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
  },
  'review-decided': reviewDecided,
  // Of a complaint, in words that say no such thing (CPL-8).
  'inquiry-received': {
    placeholders: { on: day, number: text, by: day },
    wordings: {
      en: {
        subject: 'It has come in: number {number}',
        lines: [
          '{sender}: What you told us on {on} has come in. Its number is {number}. We answer by {by}.',
          'HELP if you need help. STOP ends these messages.',
        ],
      },
      es: {
        subject: 'Lo recibimos: número {number}',
        lines: [
          '{sender}: Recibimos lo que nos dijo el {on}. Su número es {number}. Respondemos a más tardar el {by}.',
          'AYUDA si necesita ayuda. ALTO termina estos mensajes.',
        ],
      },
    },
  },
  'inquiry-answered': {
    placeholders: { on: day, number: text },
    wordings: {
      en: {
        subject: 'There is an answer: number {number}',
        lines: [
          '{sender}: There is an answer to what you told us on {on}, number {number}. Call us or come by to hear it.',
          'HELP if you need help. STOP ends these messages.',
        ],
      },
      es: {
        subject: 'Hay una respuesta: número {number}',
        lines: [
          '{sender}: Hay una respuesta a lo que nos dijo el {on}, número {number}. Llámenos o venga a escucharla.',
          'AYUDA si necesita ayuda. ALTO termina estos mensajes.',
        ],
      },
    },
  },
  // No look stands in a message: it would be one more place that tells who looked.
  'copy-ready': {
    placeholders: {},
    wordings: {
      en: {
        subject: 'The paper you asked for',
        lines: [
          '{sender}: The paper you asked for can be fetched at our office. Please bring something that shows who you are.',
          'HELP if you need help. STOP ends these messages.',
        ],
      },
      es: {
        subject: 'El papel que pidió',
        lines: [
          '{sender}: El papel que pidió se puede recoger en nuestra oficina. Traiga algo que muestre quién es usted.',
          'AYUDA si necesita ayuda. ALTO termina estos mensajes.',
        ],
      },
    },
  },
  'free-text': {
    placeholders: { text },
    wordings: {
      en: {
        subject: 'A message from {sender}',
        lines: ['{sender}: {text}', 'HELP if you need help. STOP ends these messages.'],
      },
      es: {
        subject: 'Un mensaje de {sender}',
        lines: ['{sender}: {text}', 'AYUDA si necesita ayuda. ALTO termina estos mensajes.'],
      },
    },
  },
};
