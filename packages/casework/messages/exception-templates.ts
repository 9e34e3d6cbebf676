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
    ht: {
      curfew: 'lè ou dwe lakay ou',
      'exclusion-zone': 'kote ou pa dwe pwoche',
      'inclusion-zone': 'zòn kote ou dwe rete',
    },
    ar: {
      curfew: 'ساعات البقاء في المنزل',
      'exclusion-zone': 'المكان الذي يجب الابتعاد عنه',
      'inclusion-zone': 'المنطقة التي يجب البقاء فيها',
    },
  },
};
const otherTime: Placeholder = {
  kind: 'choice',
  optional: true,
  words: {
    en: { yes: 'This is not the time that was asked for.' },
    es: { yes: 'No es el tiempo que se pidió.' },
    ht: { yes: 'Se pa tan yo te mande a.' },
    ar: { yes: 'هذا ليس الوقت المطلوب.' },
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
    ht: {
      subject: 'Yo dakò: apati {from}',
      lines: [
        '{sender}: Ou gen yon eksepsyon pou {of}: depi {from} jiska {to}.',
        '{other}',
        '{words}',
        'Anvan ak apre, tout bagay rete jan yo ye. ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'تمت الموافقة: من {from}',
      lines: [
        '{sender}: لديكم استثناء من {of}: من {from} إلى {to}.',
        '{other}',
        '{words}',
        'قبله وبعده يبقى كل شيء كالمعتاد. مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
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
    ht: {
      subject: 'Yo pa dakò: apati {from}',
      lines: [
        '{sender}: Yo pa dakò ak eksepsyon yo te mande pou {of}, depi {from} jiska {to}.',
        '{words}',
        'Ou ka mande nou poukisa, epi ou ka mande l ankò. ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'لم تتم الموافقة: من {from}',
      lines: [
        '{sender}: لم تتم الموافقة على الاستثناء المطلوب من {of}، من {from} إلى {to}.',
        '{words}',
        'يمكنكم أن تسألونا عن السبب، وأن تطلبوا مرة أخرى. مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
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
    ht: {
      subject: 'Yo retire l: eksepsyon {from}',
      lines: [
        '{sender}: Yo retire eksepsyon ou pou {of}, ki te kòmanse {from}. Règ la aplike ankò apati {at}.',
        'ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'تم السحب: استثناء {from}',
      lines: [
        '{sender}: سُحب استثناؤكم من {of}، ابتداءً من {from}. يسري الالتزام من جديد من {at}.',
        'مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
      ],
    },
  },
};
