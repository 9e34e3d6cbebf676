import type { Millis } from '@attend/kernel';
import { type ExcusingReason, excusingReasons } from '../excuses.ts';

/** How one appears at a hearing. */
export const hearingKinds = ['in-person', 'remote'] as const;
export type HearingKind = (typeof hearingKinds)[number];

/**
 * A hearing that was moved stays on record with its old instant; another one takes its place. One of somebody whose key was destroyed stays
 * as the court set it, and is followed no more (KEY-22).
 */
export const hearingStatuses = ['scheduled', 'moved', 'cancelled', 'held', 'not-followed'] as const;
export type HearingStatus = (typeof hearingStatuses)[number];

/** What a person found about the appearance. */
export const appearances = ['appeared', 'appeared-remotely', 'did-not-appear', 'not-known'] as const;
export type Appearance = (typeof appearances)[number];

/** Why somebody who did not appear is excused: as a check-in is. */
export const appearanceExcuses = excusingReasons;
export type AppearanceExcuse = ExcusingReason;

/** Words that are kept under the person's key, because they lead to them or to where they will be. */
export type HearingWords = {
  readonly caseNumber: string | null;
  /** What it is about: «status conference». */
  readonly matter: string | null;
  readonly room: string | null;
  readonly address: string | null;
  readonly link: string | null;
  /** How to get there, and what help exists. */
  readonly directions: string | null;
};
export const noWords: HearingWords = {
  caseNumber: null,
  matter: null,
  room: null,
  address: null,
  link: null,
  directions: null,
};
export const wordNames = ['caseNumber', 'matter', 'room', 'address', 'link', 'directions'] as const;

/** What a court sets: when, where, how. The zone is the court's, so that the file's or clerk's wall clock can be said again. */
export type HearingPlace = HearingWords & {
  readonly at: Millis;
  readonly timezone: string;
  readonly kind: HearingKind;
  readonly court: string;
};

/** One hearing said twice: nobody is at two of one case at once, nor, where no case is named, at two of one court. */
export const isSameHearing = (a: HearingPlace, b: HearingPlace): boolean =>
  a.at === b.at &&
  (a.caseNumber === null ? b.caseNumber === null && a.court === b.court : a.caseNumber === b.caseNumber);

/**
 * Three-valued, and an absence that is excused is not kept without counting against anybody. Null: nobody has said yet, which is
 * as good as not known.
 */
export function keptBy(appearance: Appearance | null): 'kept' | 'not-kept' | 'not-known' {
  if (appearance === 'appeared' || appearance === 'appeared-remotely') return 'kept';
  return appearance === 'did-not-appear' ? 'not-kept' : 'not-known';
}

export const countsAgainst = (appearance: Appearance | null, excuse: AppearanceExcuse | null): boolean =>
  keptBy(appearance) === 'not-kept' && excuse === null;

/** Of what is set, the fields in which two differ. */
export type HearingField = keyof HearingPlace;
const fields: readonly HearingField[] = ['at', 'timezone', 'kind', 'court', ...wordNames];
export const differencesOf = (a: HearingPlace, b: HearingPlace): readonly HearingField[] =>
  fields.filter((field) => a[field] !== b[field]);

/** The next first, then the others to come; then what is past, the last first. What was moved away stands with what is past. */
export function inReadingOrder<T extends { readonly at: Millis; readonly status: HearingStatus }>(
  hearings: readonly T[],
  now: Millis,
): readonly T[] {
  const isToCome = ({ at, status }: T): boolean => at >= now && status === 'scheduled';
  return [
    ...hearings.filter(isToCome).sort((a, b) => a.at - b.at),
    ...hearings.filter((one) => !isToCome(one)).sort((a, b) => b.at - a.at),
  ];
}
