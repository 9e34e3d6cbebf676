import type { Point } from '../city/denver.ts';
import type { RunDown } from '../device/battery.ts';
import type { Detour } from '../person/path.ts';

/** What truly happens to a person or a device, beside their ordinary days. Milliseconds; `[from, to)`. */
export type TrueEvent =
  /** Taken off, and fitted again. */
  | { readonly kind: 'taken-off'; readonly from: number; readonly to: number }
  | { readonly kind: 'sos'; readonly at: number }
  | ({ readonly kind: 'run-down' } & RunDown)
  /** The carrier does not deliver: readings are stored and come late. */
  | { readonly kind: 'no-network'; readonly from: number; readonly to: number }
  /** A telephone told a false place by a mock provider. */
  | { readonly kind: 'mock'; readonly from: number; readonly to: number; readonly at: Point }
  /** Goes where the order does not permit, or at an hour at which it does not. */
  | ({ readonly kind: 'detour' } & Detour);

export const endOfEvent = (event: TrueEvent): number =>
  event.kind === 'sos' ? event.at : event.kind === 'run-down' ? event.until : event.to;
