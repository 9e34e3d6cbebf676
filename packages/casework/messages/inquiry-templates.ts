import { day, text } from './plain-placeholders.ts';
import type { Template } from './template.ts';

// Of a complaint, in words that say no such thing (CPL-8).
export const inquiryReceived: Template = {
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
    ht: {
      subject: 'Nou resevwa l: nimewo {number}',
      lines: [
        '{sender}: Nou resevwa sa ou te di nou {on}. Nimewo li se {number}. N ap reponn pa pita pase {by}.',
        'ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'وصلنا: رقم {number}',
      lines: [
        '{sender}: وصلنا ما أخبرتمونا به {on}. رقمه {number}. نجيب في موعد أقصاه {by}.',
        'مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
      ],
    },
  },
};

export const inquiryAnswered: Template = {
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
    ht: {
      subject: 'Gen yon repons: nimewo {number}',
      lines: [
        '{sender}: Gen yon repons pou sa ou te di nou {on}, nimewo {number}. Rele nou oswa pase wè nou pou ou tande l.',
        'ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'هناك جواب: رقم {number}',
      lines: [
        '{sender}: هناك جواب عمّا أخبرتمونا به {on}، رقم {number}. اتصلوا بنا أو تعالوا لسماعه.',
        'مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
      ],
    },
  },
};
