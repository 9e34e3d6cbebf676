import { help, helpLines } from './help-lines.ts';
import { instant, optionalText } from './plain-placeholders.ts';
import type { Template } from './template.ts';

export const hearingReminder: Template = {
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
    ht: {
      subject: 'Odyans ou: {when}',
      lines: [
        '{sender}: Ou gen yon odyans nan tribinal {when}.',
        'Kote: {where}',
        'Kijan pou rive la: {directions}',
        'Pou patisipe a distans: {link}',
        ...helpLines.ht,
        'Reponn WI si w ap la, ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'جلستكم في المحكمة: {when}',
      lines: [
        '{sender}: لديكم جلسة في المحكمة {when}.',
        'المكان: {where}',
        'كيف تصلون: {directions}',
        'للمشاركة عن بُعد: {link}',
        ...helpLines.ar,
        'أجيبوا بكلمة نعم إذا كنتم ستحضرون، وبكلمة مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
      ],
    },
  },
};
