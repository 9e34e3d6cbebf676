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
  },
};
