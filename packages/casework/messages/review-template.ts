import type { Placeholder, Template } from './template.ts';

/** What was decided of somebody's level, and what they have from then on. */
const reviewDecision: Placeholder = {
  kind: 'choice',
  optional: false,
  words: {
    en: {
      stay: 'For now it stays as it is.',
      'step-down': 'Less is asked of you from now on.',
      end: 'Your supervision has ended.',
      'step-up': 'More is asked of you from now on.',
    },
    es: {
      stay: 'Por ahora queda como está.',
      'step-down': 'Desde ahora se le pide menos.',
      end: 'Su supervisión ha terminado.',
      'step-up': 'Desde ahora se le pide más.',
    },
    ht: {
      stay: 'Pou kounye a li rete jan li ye a.',
      'step-down': 'Kounye a yo mande ou mwens.',
      end: 'Sipèvizyon ou fini.',
      'step-up': 'Kounye a yo mande ou plis.',
    },
    ar: {
      stay: 'يبقى الأمر كما هو في الوقت الحالي.',
      'step-down': 'أصبح المطلوب منكم أقل من الآن.',
      end: 'انتهى الإشراف عليكم.',
      'step-up': 'أصبح المطلوب منكم أكثر من الآن.',
    },
  },
};
const tier: Placeholder = {
  kind: 'choice',
  optional: true,
  words: {
    en: { none: 'no device', phone: 'telephone', wrist: 'wrist device', ankle: 'ankle device' },
    es: { none: 'ningún dispositivo', phone: 'teléfono', wrist: 'pulsera', ankle: 'tobillera' },
    ht: {
      none: 'okenn aparèy',
      phone: 'yon telefòn',
      wrist: 'yon aparèy nan ponyèt',
      ankle: 'yon aparèy nan cheviy pye',
    },
    ar: { none: 'بلا جهاز', phone: 'هاتف', wrist: 'جهاز على المعصم', ankle: 'جهاز على الكاحل' },
  },
};

/** The participant is told what was decided, and why in words written for them (RVW). */
export const reviewDecided: Template = {
  placeholders: { decision: reviewDecision, to: tier, words: { kind: 'text', optional: false } },
  wordings: {
    en: {
      subject: 'We looked at what is asked of you',
      lines: [
        '{sender}: We looked at what is asked of you. {decision}',
        'What you will have: {to}',
        'Why: {words}',
        'You may ask us about it. HELP if you need help. STOP ends these messages.',
      ],
    },
    es: {
      subject: 'Revisamos lo que se le pide',
      lines: [
        '{sender}: Revisamos lo que se le pide. {decision}',
        'Lo que tendrá: {to}',
        'Por qué: {words}',
        'Puede preguntarnos. AYUDA si necesita ayuda. ALTO termina estos mensajes.',
      ],
    },
    ht: {
      subject: 'Nou gade sa yo mande ou',
      lines: [
        '{sender}: Nou gade sa yo mande ou. {decision}',
        'Sa ou pral genyen: {to}',
        'Poukisa: {words}',
        'Ou ka poze nou kesyon. ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'نظرنا فيما يُطلب منكم',
      lines: [
        '{sender}: نظرنا فيما يُطلب منكم. {decision}',
        'ما سيكون لديكم: {to}',
        'السبب: {words}',
        'يمكنكم أن تسألونا عن ذلك. مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
      ],
    },
  },
};
