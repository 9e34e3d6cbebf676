export const replyMeanings = ['stop', 'yes', 'help', 'other'] as const;
export type ReplyMeaning = (typeof replyMeanings)[number];

/** Letters and digits without marks, case and width, single spaces between. */
const plainOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const setOf = (...words: readonly string[]): ReadonlySet<string> => new Set(words.map(plainOf));

/**
 * What ends messages where it is all that is said. The first seven are those that the FCC holds to be a revocation in any case (47 CFR
 * 64.1200(a)(10)); whoever wrote in English is often answered in another language, and a word of theirs counts as well.
 */
const stop = setOf(
  ...['stop', 'quit', 'end', 'revoke', 'opt out', 'cancel', 'unsubscribe', 'optout', 'stopall'],
  ...['alto', 'parar', 'para', 'pare', 'paren', 'detener', 'cancelar', 'basta', 'baja', 'no más'],
  ...['sispann', 'arete', 'arèt', 'kanpe', 'arrêt', 'arrête', 'arrêter', 'arrêtez'],
  ...['توقف', 'أوقف', 'إيقاف', 'قف', 'إلغاء'],
);
/** What ends messages also where more is said after it: «STOP sending these». «Cancel my appointment» does not. */
const stopping = ['stop', 'alto', 'unsubscribe', 'revoke', 'opt out', 'optout'];
const words: readonly (readonly [ReplyMeaning, ReadonlySet<string>])[] = [
  ['stop', stop],
  ['help', setOf('help', 'info', 'ayuda', 'ayúdame', 'èd', 'مساعدة')],
  ['yes', setOf('yes', 'y', 'ok', 'sí', 'confirm', 'confirmo', 'wi', 'نعم')],
];

/** «Please stop», «por favor, alto»: who asks kindly asks as well. */
const withoutCourtesy = (plain: string): string =>
  plain
    .replace(/^(please|pls|por favor|tanpri) /, '')
    .replace(/ (please|pls|por favor|tanpri|thanks|thank you|gracias)$/, '');

/**
 * What a reply says. STOP counts also where more is said after it; the others are read only where they are all that is said: «yes but I
 * have no ride» must be read by a person, and so must «stopped by, nobody there».
 */
export function readReply(text: string): ReplyMeaning {
  const plain = plainOf(text);
  const bare = withoutCourtesy(plain);
  if (stopping.some((word) => `${bare} `.startsWith(`${word} `))) return 'stop';
  // «S.T.O.P.»
  const joined = /^(\p{L} )+\p{L}$/u.test(bare) ? bare.replaceAll(' ', '') : bare;
  return words.find(([, known]) => known.has(plain) || known.has(bare) || known.has(joined))?.[0] ?? 'other';
}
