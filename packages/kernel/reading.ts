import type { Millis } from './time.ts';

/** Momentary facts a device reports. CONTRACTS.md, «Reading». */
export const readingEvents = [
  'sos',
  'strap-opened',
  'strap-closed',
  'case-opened',
  'tamper',
  'battery-low',
  'power-off',
  'power-on',
  'external-power-lost',
  'fall',
  'check-in',
  'geofence-hint',
  'jamming',
  'device-fault',
] as const;
export type ReadingEvent = (typeof readingEvents)[number];

export const fixSources = ['gnss', 'wifi', 'cell'] as const;
export type FixSource = (typeof fixSources)[number];

export type Closure = 'closed' | 'open';

/** A position. WGS 84 degrees, metres, metres per second, degrees clockwise from north. */
export type Fix = {
  readonly lat: number;
  readonly lon: number;
  readonly source: FixSource;
  /** Radius in metres that holds the true place with 95 % probability. */
  readonly accuracy: number | null;
  readonly time: Millis | null;
  readonly speed: number | null;
  readonly course: number | null;
  readonly altitude: number | null;
  readonly satellites: number | null;
};

export type Battery = { readonly percent: number | null; readonly charging: boolean | null };

/**
 * What one device observed at one instant. Absent knowledge is null, never a default.
 * `time` is the device's own stamp as sent, also where its clock is plainly wrong.
 */
export type Reading = {
  readonly device: string;
  readonly time: Millis | null;
  readonly receivedAt: Millis | null;
  readonly fix: Fix | null;
  readonly battery: Battery | null;
  readonly strap: Closure | null;
  readonly case: Closure | null;
  readonly worn: boolean | null;
  readonly events: readonly ReadingEvent[];
  /** false: a stored reading sent late; null: the protocol does not say. */
  readonly live: boolean | null;
  readonly sequence: number | null;
  /** true: the platform says that a mock provider made the fix. */
  readonly mock: boolean | null;
};
