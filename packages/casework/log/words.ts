/** What stands in a person's contact log. */
export const logKinds = [
  'message',
  'reply',
  'call',
  'visit',
  'letter',
  'letter-sending',
  'note',
  'check-in',
  'contact-attempt',
  'alert',
  'hearing',
  'help',
  'order',
  'exception',
  'suspension',
  'complaint',
  'look-copy',
] as const;
export type LogKind = (typeof logKinds)[number];

/** What a person enters themselves: the rest comes from its own part. */
export const entryKinds = ['call', 'visit', 'letter', 'note'] as const;
export type EntryKind = (typeof entryKinds)[number];

export const visitPlaces = ['home', 'office', 'field'] as const;
export type VisitPlace = (typeof visitPlaces)[number];
