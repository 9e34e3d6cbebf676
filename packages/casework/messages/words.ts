/** Languages that messages are written in. Who wants another gets the first they know of these, else English. */
export const messageLanguages = ['en', 'es'] as const;
export type MessageLanguage = (typeof messageLanguages)[number];

/** The first of `wanted` (BCP 47) that messages are written in. */
export function messageLanguageOf(wanted: readonly string[]): MessageLanguage {
  for (const one of wanted) {
    const language = messageLanguages.find((known) => one.toLowerCase().split('-')[0] === known);
    if (language !== undefined) return language;
  }
  return 'en';
}

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
