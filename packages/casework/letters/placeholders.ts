import type { PlaceholderKind } from '../messages/placeholders.ts';
import type { LetterKind, LetterLanguage, LetterSubject } from './words.ts';
import { isCourtForm, letterForms } from './words.ts';

/**
 * `of`: letters in which it may stand. `ask`: whether whoever makes the letter is asked for it where the record does not say; of
 * what is not asked, the letter stops instead: a date that somebody types from memory is what letters are wrong about.
 */
export type LetterPlaceholder = PlaceholderKind<LetterLanguage> & {
  readonly of: 'any' | 'court' | readonly LetterSubject[];
  readonly ask: boolean;
};

const known = (
  kind: 'text' | 'day' | 'instant' | 'when',
  of: LetterPlaceholder['of'] = 'any',
): LetterPlaceholder => ({
  ...{ kind, of, ask: false },
});
const asked = (kind: 'text' | 'day', of: LetterPlaceholder['of'] = 'any'): LetterPlaceholder => ({
  ...{ kind, of, ask: true },
});

const levels: Extract<LetterPlaceholder, { kind: 'choice' }>['words'] = {
  en: {
    none: 'no device',
    phone: 'a telephone',
    wrist: 'a device at the wrist',
    ankle: 'a device at the ankle',
  },
  es: {
    none: 'ningún dispositivo',
    phone: 'un teléfono',
    wrist: 'un dispositivo en la muñeca',
    ankle: 'un dispositivo en el tobillo',
  },
  ht: {
    none: 'okenn aparèy',
    phone: 'yon telefòn',
    wrist: 'yon aparèy nan ponyèt',
    ankle: 'yon aparèy nan cheviy pye',
  },
  ar: { none: 'بلا جهاز', phone: 'هاتف', wrist: 'جهاز على المعصم', ankle: 'جهاز على الكاحل' },
};
const level: LetterPlaceholder = { kind: 'choice', of: ['review'], ask: false, words: levels };

/**
 * Every placeholder that a letter may hold. An address of the participant's is none of them, and cannot become one: it stands at the head of
 * a letter to the participant and nowhere else (LTR-8).
 */
export const letterPlaceholders: Readonly<Record<string, LetterPlaceholder>> = {
  programme: known('text'),
  office: asked('text'),
  today: known('day'),
  writer: known('text'),
  recipient: known('text'),
  participant: known('text'),
  reference: known('text'),
  /** Where an answer reaches the office: its own number (ACC-38), or asked for where nobody has entered it. */
  phone: asked('text'),
  replyBy: asked('day'),
  reasons: asked('text'),
  hearingWhen: known('instant', ['hearing']),
  hearingPlace: asked('text', ['hearing']),
  appearance: {
    ...{ kind: 'choice', of: ['hearing'], ask: false },
    words: {
      en: {
        appeared: 'appeared',
        'appeared-remotely': 'appeared remotely',
        'did-not-appear': 'did not appear',
        'did-not-appear-excused': 'did not appear; a reason that excuses it is on record',
      },
      es: {
        appeared: 'compareció',
        'appeared-remotely': 'compareció a distancia',
        'did-not-appear': 'no compareció',
        'did-not-appear-excused': 'no compareció; consta una razón que lo justifica',
      },
      ht: {
        appeared: 'te prezante',
        'appeared-remotely': 'te prezante a distans',
        'did-not-appear': 'pa t prezante',
        'did-not-appear-excused': 'pa t prezante; gen yon rezon valab ki anrejistre',
      },
      ar: {
        appeared: 'حضر/حضرت',
        'appeared-remotely': 'حضر/حضرت عن بُعد',
        'did-not-appear': 'لم يحضر/لم تحضر',
        'did-not-appear-excused': 'لم يحضر/لم تحضر، وهناك عذر مسجّل',
      },
    },
  },
  checkInWhen: known('instant', ['check-in']),
  checkInDue: known('day', ['check-in']),
  checkInFrom: known('day', ['check-in']),
  checkInUntil: known('day', ['check-in']),
  checkInPlace: asked('text', ['check-in']),
  checkInHow: {
    ...{ kind: 'choice', of: ['check-in'], ask: false },
    words: {
      en: {
        office: 'at the office',
        home: 'at your home',
        phone: 'by telephone',
        virtual: 'by video',
      },
      es: {
        office: 'en la oficina',
        home: 'en su casa',
        phone: 'por teléfono',
        virtual: 'por video',
      },
      ht: {
        office: 'nan biwo a',
        home: 'lakay ou',
        phone: 'nan telefòn',
        virtual: 'pa videyo',
      },
      ar: {
        office: 'في المكتب',
        home: 'في منزلك',
        phone: 'عبر الهاتف',
        virtual: 'عبر الفيديو',
      },
    },
  },
  court: asked('text', ['hearing', 'order']),
  caseNumber: asked('text', ['hearing', 'order']),
  orderReference: known('text', ['order']),
  orderFrom: known('day', ['order']),
  orderTo: known('day', ['order']),
  reviewDecision: {
    ...{ kind: 'choice', of: ['review'], ask: false },
    words: {
      en: {
        stay: 'Your level stays as it is.',
        'step-down': 'Less is asked of you from now on.',
        end: 'Your supervision has ended.',
        'step-up': 'More is asked of you from now on.',
      },
      es: {
        stay: 'Su nivel sigue igual.',
        'step-down': 'Desde ahora se le pide menos.',
        end: 'Su supervisión ha terminado.',
        'step-up': 'Desde ahora se le pide más.',
      },
      ht: {
        stay: 'Nivo ou rete jan li ye a.',
        'step-down': 'Kounye a yo mande ou mwens.',
        end: 'Sipèvizyon ou fini.',
        'step-up': 'Kounye a yo mande ou plis.',
      },
      ar: {
        stay: 'يبقى مستواكم كما هو.',
        'step-down': 'أصبح المطلوب منكم أقل من الآن.',
        end: 'انتهى الإشراف عليكم.',
        'step-up': 'أصبح المطلوب منكم أكثر من الآن.',
      },
    },
  },
  reviewDecidedOn: known('day', ['review']),
  /** As they were written for the participant: what stands on record for the office is in no letter (RVW-13). */
  reviewReasons: known('text', ['review']),
  reviewTierBefore: level,
  reviewTierAfter: level,
  /** When the level is looked at again; nothing where supervision ended, or where somebody decided again since. */
  reviewNextOn: known('day', ['review']),
  /** A day may be arranged before anybody names an hour. */
  collectionWhen: known('when', ['collection']),
  collectionHow: {
    ...{ kind: 'choice', of: ['collection'], ask: false },
    words: {
      en: { bring: 'Please bring it to', fetch: 'We come to you' },
      es: { bring: 'Por favor, llévelo a', fetch: 'Vamos a donde usted está' },
      ht: { bring: 'Tanpri pote l nan', fetch: 'N ap vin jwenn ou' },
      ar: { bring: 'يرجى إحضاره إلى', fetch: 'نأتي إليكم' },
    },
  },
  collectionPlace: known('text', ['collection']),
  /** What a court form says in the words of whoever writes it. */
  report: asked('text', 'court'),
  request: asked('text', 'court'),
};

/** Whether a placeholder may stand in letters of a kind. */
export function standsIn({ of }: LetterPlaceholder, kind: LetterKind): boolean {
  if (of === 'any') return true;
  if (of === 'court') return isCourtForm(kind);
  const { about } = letterForms[kind];
  return about !== null && of.includes(about);
}

export const placeholdersOf = (kind: LetterKind): string[] =>
  Object.entries(letterPlaceholders).flatMap(([name, one]) => (standsIn(one, kind) ? name : []));
