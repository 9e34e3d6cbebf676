import type { Reading } from '@attend/kernel';
import type { Rejected } from '@attend/protocols/protocol';
import type { DeviceEntry } from './directory.ts';
import type { Slot } from './slot.ts';

/** What one frame brought for one assignment; `slot` is answered once it is durable. Null: nobody waits for an answer. */
export type Item = {
  readonly kind: 'readings';
  readonly assignmentId: number;
  readonly readings: readonly Reading[];
  readonly receivedAt: number;
  /** Where it came from; compared, never kept. */
  readonly address: string;
  readonly slot: Slot | null;
};

/** A whole but wrong frame of a known device: kept as far as authority permits. */
export type RejectionItem = {
  readonly kind: 'rejection';
  readonly assignmentId: number;
  readonly device: DeviceEntry;
  readonly rejected: Rejected;
  /** It does not say whose it is, and its connection has spoken for more than one device: its bytes are kept of nobody. */
  readonly nameless: boolean;
  readonly receivedAt: number;
  readonly slot: Slot | null;
};

/** A clock has come due: look again without a reading. */
export type TickItem = { readonly kind: 'tick'; readonly assignmentId: number; readonly slot: null };

export type Work = Item | RejectionItem | TickItem;

/** Where the listeners put what they read. */
export type Intake = {
  offer(work: Work): void;
  /** So many frames more (or fewer, below 0) wait for word of their device before they can be offered. */
  park(frames: number): void;
  /** True while no socket is to be read: too much waits, or the database stalls. */
  readonly full: boolean;
};
