import type { Reading } from '@attend/kernel';

/**
 * A device's line to the gateway: takes what is to be said, says it in order, keeps what has not been acknowledged and says
 * that again on a new connection, for as long as it takes.
 */
export type Link = {
  send(reading: Reading): void;
  /** Readings that are not known to have arrived. */
  readonly waiting: number;
  readonly delivered: number;
  /** Readings that the gateway refused for good; and those dropped, oldest first, when the device's memory was full. */
  readonly refused: number;
  readonly dropped: number;
  /** Out of reach: the connection breaks, and none is made until `restore`. */
  cut(): void;
  restore(): void;
  /** Ends the line; what waits is given up. */
  close(): void;
};

/** What a device's flash holds: readings. */
export const deviceMemory = 20_000;

/** Milliseconds before connecting again, growing, never all devices at once. `spread` in [0, 1). */
export function pauseBefore(attempt: number, spread: number): number {
  return Math.min(30_000, 500 * 2 ** Math.min(attempt, 6)) * (0.5 + spread);
}
