/**
 * Watching the watchers: looks that a supervisor should ask about. A finding is a question, never a reproach; what is usual is
 * judged by the viewer's own past days, so that a night shift is not unusual at night.
 */
export const unusualKinds = ['volume', 'hours', 'outside-work', 'namesake'] as const;
export type UnusualKind = (typeof unusualKinds)[number];

/** How an unusual look was explained, once a supervisor has asked. */
export const unusualOutcomes = ['explained', 'follow-up'] as const;
export type UnusualOutcome = (typeof unusualOutcomes)[number];

/** What one member of staff opened in one day of the programme's time zone. Lists are not counted: nobody chooses who stands in one. */
export type DayOfLooks = {
  /** `2026-03-01`. */
  readonly day: string;
  /** People opened or exported, and those of them between ten in the evening and six in the morning. */
  readonly people: number;
  readonly atNight: number;
  /** Opened though not assigned to, of another office, and with no alert that this viewer worked around that day. */
  readonly outsideWork: readonly string[];
  /** Opened, and they share the viewer's family name. */
  readonly namesakes: readonly string[];
};

export type Unusual = {
  readonly kind: UnusualKind;
  readonly day: string;
  /** Of one person; null: of the day as a whole. */
  readonly participant: string | null;
  /** The measured number and what was usual, for kinds that count. */
  readonly measured: number;
  readonly usual: number | null;
};

/** Below it a day is small, whatever was usual; beyond it a new colleague's first days are told, too. */
const fewPeople = 30;
const manyPeople = 100;
/** So many times the usual. */
const timesUsual = 3;
/** With fewer days before it nobody knows what is usual. */
const daysToKnow = 5;
const nightPeople = 3;
/** More than these in one day are one question, not many. */
const mostNamed = 5;

const median = (numbers: readonly number[]): number => {
  const ordered = [...numbers].sort((a, b) => a - b);
  return ordered[Math.floor(ordered.length / 2)] ?? 0;
};

/** What of a day is unusual, compared with the days of the same viewer before it. */
export function findUnusual(day: DayOfLooks, before: readonly DayOfLooks[]): Unusual[] {
  const found: Unusual[] = [];
  const add = (kind: UnusualKind, participant: string | null, measured: number, usual: number | null) =>
    found.push({ kind, day: day.day, participant, measured, usual });
  const isKnown = before.length >= daysToKnow;
  const usual = median(before.map(({ people }) => people));
  if (isKnown ? day.people > Math.max(fewPeople, timesUsual * usual) : day.people > manyPeople) {
    add('volume', null, day.people, isKnown ? usual : null);
  }
  const nights = before.filter(({ atNight }) => atNight > 0).length;
  if (day.atNight >= nightPeople && isKnown && nights * 10 < before.length) {
    add('hours', null, day.atNight, nights);
  }
  if (day.outsideWork.length > mostNamed) add('outside-work', null, day.outsideWork.length, null);
  else for (const participant of day.outsideWork) add('outside-work', participant, 1, null);
  for (const participant of day.namesakes) add('namesake', participant, 1, null);
  return found;
}
