import { checkInDue, checkInMoved, checkInReminder, checkInTimeLost } from './check-in-templates.ts';
import { collectionArranged, collectionCalledOff, collectionMoved } from './collection-templates.ts';
import { exceptionGranted, exceptionRefused, exceptionTakenBack } from './exception-templates.ts';
import { hearingReminder } from './hearing-template.ts';
import { inquiryAnswered, inquiryReceived } from './inquiry-templates.ts';
import { instant, optionalText, text } from './plain-placeholders.ts';
import { reviewDecided } from './review-template.ts';
import type { Template } from './template.ts';

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
  'collection-arranged',
  'collection-moved',
  'collection-called-off',
  'inquiry-received',
  'inquiry-answered',
  'copy-ready',
  'free-text',
] as const;
export type TemplateName = (typeof templateNames)[number];

/** Filled in for every message by what plans it: programme and office. */
export const senderPlaceholder = 'sender';

/** A message a row, in each language. */
export const templates: Readonly<Record<TemplateName, Template>> = {
  'hearing-reminder': hearingReminder,
  'check-in-reminder': checkInReminder,
  'check-in-due': checkInDue,
  'check-in-moved': checkInMoved,
  'check-in-time-lost': checkInTimeLost,
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
      ht: {
        subject: 'Kounye a biwo ou se {to}',
        lines: [
          '{sender}: Kounye a biwo ou se {to}, se pa {was} ankò. Tout sa ki te nan {was} pou ou nan {to} kounye a.',
          'Randevou ou {when} ap fèt nan menm lè a ak {to}.',
          'Odyans ou yo rete jan yo ye. Reponn ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
        ],
      },
      ar: {
        subject: 'مكتبكم الآن هو {to}',
        lines: [
          '{sender}: مكتبكم الآن هو {to} ولم يعد {was}. كل ما كان لكم في {was} أصبح في {to}.',
          'مراجعتكم {when} تتم في وقتها لدى {to}.',
          'جلساتكم في المحكمة تبقى كما هي. أجيبوا بكلمة مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
        ],
      },
    },
  },
  'exception-granted': exceptionGranted,
  'exception-refused': exceptionRefused,
  'exception-taken-back': exceptionTakenBack,
  'review-decided': reviewDecided,
  'collection-arranged': collectionArranged,
  'collection-moved': collectionMoved,
  'collection-called-off': collectionCalledOff,
  'inquiry-received': inquiryReceived,
  'inquiry-answered': inquiryAnswered,
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
      ht: {
        subject: 'Papye ou te mande a',
        lines: [
          '{sender}: Ou ka pran papye ou te mande a nan biwo nou. Tanpri pote yon bagay ki montre ki moun ou ye.',
          'ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
        ],
      },
      ar: {
        subject: 'الورقة التي طلبتموها',
        lines: [
          '{sender}: يمكن استلام الورقة التي طلبتموها في مكتبنا. يرجى إحضار ما يثبت هويتكم.',
          'مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
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
      ht: {
        subject: 'Yon mesaj {sender} voye',
        lines: ['{sender}: {text}', 'ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.'],
      },
      ar: {
        subject: 'رسالة من {sender}',
        lines: ['{sender}: {text}', 'مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.'],
      },
    },
  },
};
