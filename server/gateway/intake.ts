import type { Committer } from './committer.ts';
import type { Intake, Work } from './item.ts';
import { limits } from './limits.ts';

/** Spreads work over the committers by assignment, and says when no socket is to be read. */
export class ShardedIntake implements Intake {
  full = false;
  private fullSince = 0;
  private parked = 0;
  private committers: readonly Committer[] = [];
  private readonly pause: () => void;
  private readonly resume: () => void;

  constructor(pause: () => void, resume: () => void) {
    this.pause = pause;
    this.resume = resume;
  }

  attach(committers: readonly Committer[]): void {
    this.committers = committers;
  }

  offer(work: Work): void {
    this.committers[work.assignmentId % this.committers.length]?.offer(work);
    this.look();
  }

  park(frames: number): void {
    this.parked += frames;
    if (frames > 0) this.look();
    else this.drained();
  }

  /** Milliseconds for which no socket has been read; 0 while they are. */
  fullFor(now: number): number {
    return this.full ? now - this.fullSince : 0;
  }

  get waiting(): number {
    let waiting = this.parked;
    for (const committer of this.committers) waiting += committer.waiting;
    return waiting;
  }

  /** A commit has ended: read on, where half of what waited is durable. */
  drained(): void {
    if (this.full && this.waiting < limits.frames / 2) {
      this.full = false;
      this.resume();
    }
  }

  private look(): void {
    if (this.full || this.waiting <= limits.frames) return;
    this.full = true;
    this.fullSince = Date.now();
    this.pause();
  }
}
