import { help, helpLines } from './help-lines.ts';
import { day, instant, optionalText } from './plain-placeholders.ts';
import type { Placeholder, Template } from './template.ts';

/** How a check-in is held, where that is not at an office. */
const how: Placeholder = {
  kind: 'choice',
  optional: true,
  words: {
    en: { home: 'We come to your home.', phone: 'We call you.', virtual: 'It is by video.' },
    es: { home: 'Vamos a su casa.', phone: 'Le llamamos por teléfono.', virtual: 'Es por video.' },
    ht: { home: 'N ap vin lakay ou.', phone: 'N ap rele ou.', virtual: 'Li fèt pa videyo.' },
    ar: { home: 'نأتي إلى منزلكم.', phone: 'نتصل بكم.', virtual: 'تتم عبر الفيديو.' },
  },
};

export const checkInReminder: Template = {
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
    ht: {
      subject: 'Randevou ou: {when}',
      lines: [
        '{sender}: Ou gen yon randevou avèk nou {when}.',
        'Kote: {where}',
        '{how}',
        'Pou patisipe: {link}',
        ...helpLines.ht,
        'Reponn WI si w ap la, ÈD si ou bezwen èd. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'موعد المراجعة: {when}',
      lines: [
        '{sender}: لديكم موعد مراجعة {when}.',
        'المكان: {where}',
        '{how}',
        'للمشاركة: {link}',
        ...helpLines.ar,
        'أجيبوا بكلمة نعم إذا كنتم ستحضرون، وبكلمة مساعدة إذا احتجتم إلى مساعدة. كلمة توقف تنهي هذه الرسائل.',
      ],
    },
  },
};

/** Nobody has agreed on a time yet. */
export const checkInDue: Template = {
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
    ht: {
      subject: 'Randevou ou se {due}',
      lines: [
        '{sender}: Randevou ou se {due}. Ou poko gen yon lè.',
        'Li ka fèt ant {from} ak {until}.',
        'Kote: {where}',
        '{how}',
        ...helpLines.ht,
        'Reponn ÈD si ou bezwen èd, oswa mande nou yon lè. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'مراجعتكم مستحقة {due}',
      lines: [
        '{sender}: مراجعتكم مستحقة {due}. لم تُحدَّد لكم ساعة بعد.',
        'يمكن أن تتم من {from} إلى {until}.',
        'المكان: {where}',
        '{how}',
        ...helpLines.ar,
        'أجيبوا بكلمة مساعدة إذا احتجتم إلى مساعدة، أو اطلبوا منا موعدًا. كلمة توقف تنهي هذه الرسائل.',
      ],
    },
  },
};

/** The office is closed on the day that was agreed. */
export const checkInMoved: Template = {
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
    ht: {
      subject: 'Randevou ou {was} p ap fèt',
      lines: [
        '{sender}: Biwo a fèmen, kidonk randevou ou {was} p ap fèt. Ou pa bezwen vini lè sa a.',
        'Kounye a li se {due}, e li ka fèt ant {from} ak {until}. Ou poko gen yon lè.',
        'Kote: {where}',
        '{how}',
        'Reponn ÈD si ou bezwen èd, oswa mande nou yon lè. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'موعد مراجعتكم {was} لن يُعقد',
      lines: [
        '{sender}: المكتب مغلق، ولذلك لن تتم مراجعتكم {was}. لا يلزمكم الحضور حينئذ.',
        'أصبحت مستحقة {due}، ويمكن أن تتم من {from} إلى {until}. لم تُحدَّد لكم ساعة بعد.',
        'المكان: {where}',
        '{how}',
        'أجيبوا بكلمة مساعدة إذا احتجتم إلى مساعدة، أو اطلبوا منا موعدًا. كلمة توقف تنهي هذه الرسائل.',
      ],
    },
  },
};

/** Another office has no place at the time that was agreed. */
export const checkInTimeLost: Template = {
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
    ht: {
      subject: 'Randevou ou {was} p ap fèt',
      lines: [
        '{sender}: Biwo ou chanje e li pa gen plas nan lè ou a, kidonk randevou ou {was} p ap fèt. Ou pa bezwen vini lè sa a.',
        'Kounye a li se {due}, e li ka fèt ant {from} ak {until}. Ou poko gen yon lè.',
        'Kote: {where}',
        '{how}',
        'Reponn ÈD si ou bezwen èd, oswa mande nou yon lè. SISPANN fini mesaj sa yo.',
      ],
    },
    ar: {
      subject: 'موعد مراجعتكم {was} لن يُعقد',
      lines: [
        '{sender}: تغيّر مكتبكم وليس لديه مكان في وقتكم، ولذلك لن تتم مراجعتكم {was}. لا يلزمكم الحضور حينئذ.',
        'أصبحت مستحقة {due}، ويمكن أن تتم من {from} إلى {until}. لم تُحدَّد لكم ساعة بعد.',
        'المكان: {where}',
        '{how}',
        'أجيبوا بكلمة مساعدة إذا احتجتم إلى مساعدة، أو اطلبوا منا موعدًا. كلمة توقف تنهي هذه الرسائل.',
      ],
    },
  },
};
