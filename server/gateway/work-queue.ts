import type { Work } from './item.ts';
import { limits } from './limits.ts';
import { isUrgent, takeBatch } from './urgent.ts';

const nobody: ReadonlySet<number> = new Set();

/** What waits for its commit, oldest first, and whose of it somebody waits for at a screen. */
export class WorkQueue {
  private works: Work[] = [];
  /** Assignments with something in the queue that a screen waits for. */
  private urgent = new Set<number>();
  /** The last batch was chosen by urgency. */
  private chose = false;

  get length(): number {
    return this.works.length;
  }

  get hasUrgent(): boolean {
    return this.urgent.size > 0;
  }

  add(work: Work): void {
    this.works.push(work);
    if (isUrgent(work)) this.urgent.add(work.assignmentId);
  }

  /** Before all that waits: it has waited once already. */
  putBack(works: readonly Work[]): void {
    if (works.length === 0) return;
    this.works = [...works, ...this.works];
    this.noteUrgent(works);
  }

  /** Every other batch is the oldest, so that much that is urgent does not hold up the rest for ever. */
  take(): Work[] {
    const { batch, rest, chosen } = takeBatch(this.works, this.chose ? nobody : this.urgent, limits.batch);
    this.chose = chosen;
    this.works = rest;
    if (this.urgent.size > 0) {
      this.urgent = new Set();
      this.noteUrgent(rest);
    }
    return batch;
  }

  private noteUrgent(works: readonly Work[]): void {
    for (const work of works) if (isUrgent(work)) this.urgent.add(work.assignmentId);
  }
}
