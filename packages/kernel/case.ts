import type { Millis } from './time.ts';

export const technologies = ['ankle', 'wrist', 'phone'] as const;
export type Technology = (typeof technologies)[number];

/** From least to most: what may be kept of a location. DESIGN.md, «What must stay true», 1. */
export const locationLevels = ['status', 'zones', 'trail'] as const;
export type LocationLevel = (typeof locationLevels)[number];

export const conditionKinds = ['exclusion-zone', 'inclusion-zone', 'curfew'] as const;
export type ZoneConditionKind = (typeof conditionKinds)[number];

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** GeoJSON order: longitude, latitude, degrees. */
export type Position = readonly [lon: number, lat: number];
export type Circle = { readonly center: Position; readonly radius: number };
export type Polygon = { readonly type: 'Polygon'; readonly coordinates: readonly (readonly Position[])[] };
export type MultiPolygon = {
  readonly type: 'MultiPolygon';
  readonly coordinates: readonly (readonly (readonly Position[])[])[];
};
export type Area = Circle | Polygon | MultiPolygon;

/** Wall-clock times `HH:MM` in the case's zone; `days` name the day it starts; one that ends before it starts ends the next day; equal is 24 hours. */
export type TimetableEntry = {
  readonly days: readonly Weekday[];
  readonly start: string;
  readonly end: string;
};
/** `[from, to)` in which a condition need not be kept. */
export type ExceptionSpan = { readonly from: Millis; readonly to: Millis; readonly reason: string };

/** `[from, to)` in which a strap is opened with everybody's knowledge: medical, airport, repair. */
export const removalReasons = ['medical', 'airport', 'repair', 'swap', 'other'] as const;
export type RemovalReason = (typeof removalReasons)[number];
export type RemovalSpan = { readonly from: Millis; readonly to: Millis; readonly reason: RemovalReason };

export type CaseCondition = {
  readonly id: string;
  readonly kind: ZoneConditionKind;
  readonly area: Area;
  readonly from: Millis;
  readonly to: Millis | null;
  /** Curfew only: when one has to be there. */
  readonly timetable: readonly TimetableEntry[];
  readonly exceptions: readonly ExceptionSpan[];
};

export type AuthoritySpan = {
  readonly location: LocationLevel;
  readonly from: Millis;
  readonly to: Millis | null;
  /** Nothing received from then on is used. */
  readonly withdrawnAt: Millis | null;
};

export type CaseDevice = {
  readonly id: string;
  readonly technology: Technology;
  /** Seconds expected between fixes and between uploads. */
  readonly fixEvery: number;
  readonly uploadEvery: number;
};

/** What `attend replay` reads as CASE and the server makes from order, agreement, conditions and assignment. */
export type Case = {
  readonly timezone: string;
  readonly device: CaseDevice;
  readonly authority: readonly AuthoritySpan[];
  readonly conditions: readonly CaseCondition[];
  /** Planned removals; absent: none. */
  readonly removals?: readonly RemovalSpan[];
};
