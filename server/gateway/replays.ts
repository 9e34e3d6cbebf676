import { flagAfter } from '@attend/casework';
import type { FlaggedDevice, Flags } from './flags.ts';

type Pending = { readonly device: FlaggedDevice; readonly first: number; last: number; count: number };

/**
 * Whole uploads that came again long after they were acknowledged. A device does that too, after it lost power or its own note of
 * what was acknowledged; but then it goes on with what is new. So each waits for a while, by device and address, and is
 * forgotten once anything new comes from there. What remains is somebody who has only what was heard before.
 */
export class Replays {
  private readonly pending = new Map<string, Pending>();
  private readonly maximum: number;

  constructor(maximum: number) {
    this.maximum = maximum;
  }

  old(device: FlaggedDevice, address: string, readings: number, now: number): void {
    const key = `${device.id} ${address}`;
    const known = this.pending.get(key);
    if (known !== undefined) {
      known.last = now;
      known.count += readings;
    } else if (this.pending.size < this.maximum) {
      this.pending.set(key, { device, first: now, last: now, count: readings });
    }
  }

  fresh(device: FlaggedDevice, address: string): void {
    if (this.pending.size > 0) this.pending.delete(`${device.id} ${address}`);
  }

  /** Flags what has brought nothing new for long enough, and lets go of what was too little. */
  sweep(now: number, flags: Flags): void {
    for (const [key, { device, first, last, count }] of this.pending) {
      if (now - first < flagAfter.nothingNewFor) continue;
      this.pending.delete(key);
      if (count >= flagAfter.replays)
        flags.add(device, { kind: 'replayed', sign: 'old-uploads', since: first, at: last, count });
    }
  }
}
