import type { MessageLanguage } from './words.ts';

/**
 * A placeholder's kind: `text` is put in as it is, `instant` as day and hour of the recipient's zone. `optional` ones may be null,
 * and then the line they stand in is left out.
 */
export type Placeholder = { readonly kind: 'text' | 'instant'; readonly optional: boolean };
export type Wording = {
  /** Of an e-mail; a text message has none. */
  readonly subject: string;
  /** A line each. `{sender}` and the way to stop are in every one (MSG-2). */
  readonly lines: readonly string[];
};
export type Template = {
  readonly placeholders: Readonly<Record<string, Placeholder>>;
  readonly wordings: Readonly<Record<MessageLanguage, Wording>>;
};

const text: Placeholder = { kind: 'text', optional: false };
const optionalText: Placeholder = { kind: 'text', optional: true };
const instant: Placeholder = { kind: 'instant', optional: false };

export const templateNames = ['hearing-reminder', 'check-in-reminder', 'free-text'] as const;
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
      help: optionalText,
    },
    wordings: {
      en: {
        subject: 'Your hearing on {when}',
        lines: [
          '{sender}: You have a court hearing on {when}.',
          'Where: {where}',
          'How to get there: {directions}',
          'To join from where you are: {link}',
          'Help you can have: {help}',
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
          'Ayuda que puede recibir: {help}',
          'Responda SÍ si asistirá, AYUDA si necesita ayuda. ALTO termina estos mensajes.',
        ],
      },
    },
  },
  'check-in-reminder': {
    placeholders: { when: instant, where: optionalText, link: optionalText },
    wordings: {
      en: {
        subject: 'Your check-in on {when}',
        lines: [
          '{sender}: You have a check-in on {when}.',
          'Where: {where}',
          'To join: {link}',
          'Answer YES if you will be there, HELP if you need help. STOP ends these messages.',
        ],
      },
      es: {
        subject: 'Su cita de control el {when}',
        lines: [
          '{sender}: Usted tiene una cita de control el {when}.',
          'Dónde: {where}',
          'Para participar: {link}',
          'Responda SÍ si asistirá, AYUDA si necesita ayuda. ALTO termina estos mensajes.',
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
