/** What does not hold, in one plain sentence that says where. */
export type Finding = {
  readonly kind: 'altered' | 'missing' | 'inserted' | 'reordered' | 'back-dated' | 'unsigned';
  readonly sentence: string;
};
export type Report = (kind: Finding['kind'], sentence: string) => void;

/**
 * How far an entry's own time may lie before one that stands ahead of it in the chain, and how long an end may be unsigned. Entries carry the
 * beginning of their transaction: statements of the API end after 20 seconds, idle transactions after 60, a batch of the operator's commands takes some seconds.
 */
export const toleranceMillis = 600_000;

/** `2026-11-26T12:00:00.000000Z` to milliseconds. */
export const millisOf = (instant: string): number => Date.parse(`${instant.slice(0, 23)}Z`);
export const dayOf = (instant: string): string => instant.slice(0, 10);
/** `20261126` to `2026-11-26`. */
export const dayFromDigits = (digits: string): string =>
  `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6, 8)}`;
export const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
