import { flagAfter } from '@attend/casework';
import type { AlertChange } from '@attend/monitor';
import type { FlaggedDevice, Flags } from './flags.ts';

/**
 * The engine's own judgement of places, as far as authority lets it see them: a jump that nobody can have made. One of them is a
 * reflection, and an alert that doubts the place; of several it is the device that is in question. Counted apart from the
 * states, which are let go whenever another gateway was first.
 */
export class Jumps {
  private readonly counts = new Map<string, { readonly since: number; last: number; count: number }>();
  private readonly flags: Flags;
  private readonly maximum: number;

  constructor(flags: Flags, maximum: number) {
    this.flags = flags;
    this.maximum = maximum;
  }

  /** What a commit has put on record. */
  note(device: FlaggedDevice, changes: readonly AlertChange[]): void {
    for (const { facts } of changes.filter(isJump)) this.add(device, facts.readings.at(-1) ?? facts.from);
  }

  private add(device: FlaggedDevice, at: number): void {
    let known = this.counts.get(device.id);
    if (known === undefined || Math.abs(at - known.since) > flagAfter.within) {
      if (known === undefined && this.counts.size >= this.maximum)
        this.counts.delete(this.counts.keys().next().value ?? '');
      known = { since: at, last: at, count: 0 };
      this.counts.set(device.id, known);
    }
    known.last = Math.max(known.last, at);
    known.count += 1;
    const { since, last, count } = known;
    if (count < flagAfter.jumps) return;
    // Those before the flag are told with the one that makes it.
    const told = count === flagAfter.jumps ? count : 1;
    this.flags.add(device, { kind: 'impossible-travel', sign: 'jumps', since, at: last, count: told });
  }
}

const isJump = ({ change, facts }: AlertChange): boolean =>
  (change === 'raised' || change === 'revised') &&
  facts.kind === 'location-doubtful' &&
  facts.because.some(({ code }) => code === 'impossible-jump');
