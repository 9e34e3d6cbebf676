export const replyMeanings = ['stop', 'yes', 'help', 'other'] as const;
export type ReplyMeaning = (typeof replyMeanings)[number];

/** What carriers and people write (CTIA messaging principles 2023, 5.1.3: STOP and its like, in any case). */
const words: readonly (readonly [ReplyMeaning, readonly string[]])[] = [
  [
    'stop',
    ['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit', 'alto', 'parar', 'pare', 'cancelar', 'basta'],
  ],
  ['help', ['help', 'info', 'ayuda', 'ayudame']],
  ['yes', ['yes', 'y', 'ok', 'si', 'confirm', 'confirmo']],
];

/**
 * What a reply says. STOP counts also where more is said after it («STOP please»); the others are read only where they are all
 * that is said: «yes but I have no ride» must be read by a person.
 */
export function readReply(text: string): ReplyMeaning {
  const plain = text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const first = plain.split(' ')[0] ?? '';
  for (const [meaning, known] of words)
    if (known.includes(plain) || (meaning === 'stop' && (first === 'stop' || first === 'alto')))
      return meaning;
  return 'other';
}
