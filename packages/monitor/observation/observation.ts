import type { Closure, FixSource, Millis, ReadingEvent } from '@attend/kernel';

/** Under `trail`: where, as far as it was measured; quantised as it is stored, so that a replay judges the same numbers. */
export type Place = {
  readonly kind: 'position';
  readonly lat: number;
  readonly lon: number;
  readonly source: FixSource;
  readonly accuracy: number | null;
  readonly time: Millis | null;
  readonly speed: number | null;
  readonly course: number | null;
  readonly altitude: number | null;
  readonly satellites: number | null;
};

export const sideNames = ['inside', 'outside', 'unsure'] as const;

/** Under `zones`: only how a person stood towards one zone. No coordinates. */
export type ZoneSide = {
  readonly condition: string;
  readonly side: (typeof sideNames)[number];
  /** Metres to the edge, positive inside, as a band (margin.ts), so that several do not locate anybody. */
  readonly margin: number;
};
export type Sides = {
  readonly kind: 'sides';
  readonly sides: readonly ZoneSide[];
  /** The fix's accuracy, metres, as a class: the upper bound of a band. */
  readonly accuracy: number;
  readonly stale: boolean;
};

/** How far the reading's stamp can be believed. All but `stamp` are judged at first arrival. */
export const clockTrusts = [
  'stamp',
  'absent',
  'default-date',
  'rollover',
  'before-authority',
  'ahead',
  'frozen',
] as const;
export type ClockTrust = (typeof clockTrusts)[number];

/**
 * What the gate lets out of one reading: all that the engine ever sees, and all that is stored.
 * `level` none: contact and battery only; status: no location; zones: sides; trail: position.
 */
export type Observation = {
  /** When it counts: the stamp, or the first arrival where the stamp is not believed. */
  readonly at: Millis;
  readonly receivedAt: Millis;
  readonly time: Millis | null;
  readonly clock: ClockTrust;
  readonly level: 'none' | 'status' | 'zones' | 'trail';
  readonly place: Place | Sides | null;
  readonly percent: number | null;
  readonly charging: boolean | null;
  readonly strap: Closure | null;
  readonly case: Closure | null;
  readonly worn: boolean | null;
  readonly events: readonly ReadingEvent[];
  readonly live: boolean | null;
  readonly sequence: number | null;
  readonly mock: boolean | null;
};
