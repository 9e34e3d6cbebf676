/** Languages that messages are written in. Who wants another gets the first they know of these, else English. */
export const messageLanguages = ['en', 'es', 'ht', 'ar'] as const;
export type MessageLanguage = (typeof messageLanguages)[number];

/** The first of `wanted` (BCP 47) that there are words in; else English. */
export function firstKnown<L extends string>(known: readonly L[], wanted: readonly string[]): L | 'en' {
  for (const one of wanted) {
    const language = known.find((each) => one.toLowerCase().split('-')[0] === each);
    if (language !== undefined) return language;
  }
  return 'en';
}

/** The first of `wanted` (BCP 47) that messages are written in. */
export const messageLanguageOf = (wanted: readonly string[]): MessageLanguage =>
  firstKnown(messageLanguages, wanted);

export const contactKinds = ['phone', 'email'] as const;
export type ContactKind = (typeof contactKinds)[number];

/** planned → sending (the intent, committed first) → sent, failed or unknown; or cancelled before. */
export const messageStatuses = ['planned', 'sending', 'sent', 'failed', 'unknown', 'cancelled'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

/** What holds a message back, or why it failed. */
export const messageReasons = [
  'no-provider',
  'no-contact-point',
  'refused',
  'not-reached',
  'too-late',
  'key-destroyed',
  'crashed',
  'no-answer',
  'undelivered',
  'suspended',
] as const;
export type MessageReason = (typeof messageReasons)[number];

/** What a person says became of a message that is unknown or failed. */
export const messageSettlements = ['was-sent', 'not-sent', 'send-again'] as const;
export type MessageSettlement = (typeof messageSettlements)[number];
