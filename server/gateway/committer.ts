import type { Pool } from 'pg';
import { commitBatch, HalfCommitted } from './commit.ts';
import type { CommitEntry } from './commit-entry.ts';
import type { Work } from './item.ts';
import { limits } from './limits.ts';
import { type Meter, noticeHang } from './meter.ts';
import type { AnswerLine } from './slot.ts';
import { WorkQueue } from './work-queue.ts';

/** What one assignment's part of a batch came to. `settle` is called once its fate is known. */
export type Evaluation = {
  /** Null: nothing is to be made durable (only what was there already came again). */
  readonly entry: CommitEntry | null;
  /** The commit stands: the evaluated state is the state. */
  readonly accept: () => void;
  /** Another gateway or a changed plan was first, or the commit failed: the state must be loaded again. */
  readonly discard: () => void;
};

/** How a committer gets at people's states. Evaluating is pure but for the cache that `prepare` fills. */
export type Evaluator = {
  /** Loads what is not in memory. Those that no longer exist are left out. */
  prepare(assignmentIds: readonly number[]): Promise<void>;
  /** Until then (`performance.now()`) nobody's history is judged again: what would need it waits, and all else goes on. */
  readonly againFrom: number;
  /** Whether it may be older than what its person's state goes back to. */
  isVeryLate(work: Work): boolean;
  /** Null: no such assignment. Throws (or rejects with) EvaluationFault for one assignment without harming the others. */
  evaluate(assignmentId: number, works: readonly Work[]): Promise<Evaluation> | Evaluation | null;
};

/** One assignment's own input cannot be evaluated or stored: a fault of ours, which must not stall the others. */
export class EvaluationFault extends Error {
  constructor(assignmentId: number, cause: unknown) {
    super(`assignment ${assignmentId} cannot be evaluated`, { cause });
    this.name = 'EvaluationFault';
  }
}

/** The database went away between two parts of a batch: what is still to be done. What was done has been settled once. */
class Interrupted extends Error {
  readonly left: Work[];

  constructor(left: Work[], cause: unknown) {
    super('the batch was interrupted', { cause });
    this.left = left;
  }
}

type Groups = Map<number, readonly Work[]>;
/** By assignment; null: there is no such one. Missing: it could not be evaluated. */
type Evaluations = Map<number, Evaluation | null>;

const firstPause = 50;
const longestPause = 5_000;

/**
 * One writer: takes all that has come for its assignments while its last commit ran, evaluates it, commits it as one
 * transaction, and only then lets the answers go. An assignment belongs to one committer of a process, so its readings
 * are never in two of its commits at once.
 */
export class Committer {
  private readonly queue = new WorkQueue();
  /** Very late readings that wait for their turn. Not answered meanwhile. */
  private aside: Work[] = [];
  private turn: NodeJS.Timeout | null = null;
  private running = false;
  private stopped = false;
  private readonly pool: Pool;
  private readonly evaluator: Evaluator;
  private readonly meter: Meter;
  private readonly drained: () => void;
  private readonly tell: (what: string, error: unknown) => void;

  constructor(
    pool: Pool,
    evaluator: Evaluator,
    meter: Meter,
    drained: () => void,
    tell: (what: string, error: unknown) => void,
  ) {
    this.pool = pool;
    this.evaluator = evaluator;
    this.meter = meter;
    this.drained = drained;
    this.tell = tell;
  }

  get waiting(): number {
    return this.queue.length;
  }

  offer(work: Work): void {
    this.queue.add(work);
    if (!this.running) {
      this.running = true;
      // What arrives in this turn of the loop goes into one batch.
      setImmediate(() => void this.run());
    }
  }

  /** Commits what is queued and takes nothing more. */
  async stop(): Promise<void> {
    this.stopped = true;
    // Their devices still have them.
    if (this.turn !== null) clearTimeout(this.turn);
    while (this.running) await new Promise((resolve) => setImmediate(resolve));
  }

  private async run(): Promise<void> {
    let pause = 0;
    while (this.queue.length > 0) {
      const batch = this.queue.take();
      let again: Work[] = [];
      const begun = performance.now();
      try {
        again = await noticeHang(this.meter, () => this.commit(batch));
        pause = 0;
      } catch (thrown) {
        const interrupted = thrown instanceof Interrupted;
        if (pause === 0)
          this.tell('the commit failed and is tried again', interrupted ? thrown.cause : thrown);
        // The database is away or refuses: nothing was acknowledged, nothing is dropped; no socket is read meanwhile.
        again = interrupted ? thrown.left : batch;
        pause = Math.min(longestPause, Math.max(firstPause, pause * 2));
      }
      this.queue.putBack(again);
      this.meter.stalled = pause > 0;
      if (pause > 0) {
        if (this.stopped) break;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
      this.drained();
      await this.gather(begun);
    }
    this.running = false;
  }

  /**
   * Under load commits do not follow one another at once: each costs two processes some turns whatever is in it, so that a moment's
   * gathering halves what a reading costs. What comes after a quiet while is committed at once.
   */
  private async gather(begun: number): Promise<void> {
    const rest = limits.commitEvery - (performance.now() - begun);
    if (rest < 1 || this.stopped || this.queue.hasUrgent || this.queue.length >= limits.batch.most / 4)
      return;
    await new Promise((resolve) => setTimeout(resolve, rest));
  }

  /** Answers what has to be evaluated again. */
  private async commit(batch: readonly Work[]): Promise<Work[]> {
    try {
      return await this.commitGroups(groupsOf(batch));
    } catch (thrown) {
      const [left, cause] = thrown instanceof Interrupted ? [thrown.left, thrown.cause] : [batch, thrown];
      if (!concernsData(cause)) throw thrown;
      return await this.commitEach(groupsOf(left));
    }
  }

  /** One assignment's data is refused: each alone, so that the rest is not held up. */
  private async commitEach(groups: Groups): Promise<Work[]> {
    const again: Work[] = [];
    const left = new Map(groups);
    for (const [assignmentId, works] of groups) {
      try {
        again.push(...(await this.commitGroups(new Map([[assignmentId, works]]))));
      } catch (thrown) {
        if (!concernsData(thrown)) throw new Interrupted([...again, ...[...left.values()].flat()], thrown);
        this.drop(assignmentId, works, thrown);
      }
      left.delete(assignmentId);
    }
    return again;
  }

  private async commitGroups(groups: Groups): Promise<Work[]> {
    await this.evaluator.prepare([...groups.keys()]);
    const evaluations: Evaluations = new Map();
    const later: Work[] = [];
    let faults: ReadonlyMap<number, EvaluationFault> = new Map();
    try {
      faults = await this.evaluate(groups, evaluations, later);
      const entries = [...evaluations.values()].flatMap((evaluation) => evaluation?.entry ?? []);
      const winners =
        entries.length === 0 ? new Set<number>() : await commitBatch(this.pool, entries, Date.now());
      const again = this.settle(groups, evaluations, winners);
      this.dropAll(groups, faults);
      this.putAside(later);
      return again;
    } catch (thrown) {
      if (thrown instanceof HalfCommitted) {
        const interrupted = this.settleHalf(groups, evaluations, faults, thrown);
        this.putAside(later);
        throw interrupted;
      }
      for (const evaluation of evaluations.values()) evaluation?.discard();
      throw thrown;
    }
  }

  /** GTW-21: what stands is answered once and not done again; the rest is still to be done. */
  private settleHalf(
    groups: Groups,
    evaluations: Evaluations,
    faults: ReadonlyMap<number, EvaluationFault>,
    { left, winners, cause }: HalfCommitted,
  ): Interrupted {
    for (const id of left) evaluations.get(id)?.discard();
    const done = new Map([...groups].filter(([id]) => !left.has(id)));
    const again = this.settle(done, evaluations, winners);
    this.dropAll(groups, faults);
    const waiting = [...groups].flatMap(([id, works]) => (left.has(id) ? works : []));
    return new Interrupted([...again, ...waiting], cause);
  }

  private dropAll(groups: Groups, faults: ReadonlyMap<number, EvaluationFault>): void {
    for (const [assignmentId, fault] of faults)
      this.drop(assignmentId, groups.get(assignmentId) ?? [], fault);
  }

  /** Fills `evaluations`; answers whose input cannot be evaluated: the others are committed as if it had not been there. */
  private async evaluate(
    groups: Groups,
    evaluations: Evaluations,
    later: Work[],
  ): Promise<Map<number, EvaluationFault>> {
    const faults = new Map<number, EvaluationFault>();
    for (const [assignmentId, given] of groups) {
      const works = this.withoutVeryLate(given, later);
      if (works !== given) groups.set(assignmentId, works);
      if (works.length === 0) continue;
      try {
        const result = this.evaluator.evaluate(assignmentId, works);
        evaluations.set(assignmentId, result instanceof Promise ? await result : result);
      } catch (thrown) {
        if (!(thrown instanceof EvaluationFault)) throw thrown;
        faults.set(assignmentId, thrown);
      }
    }
    return faults;
  }

  /**
   * GTW-23: judging a history again takes as long as it is, in the turn of everybody on this process. It gets a share of the time;
   * what comes beyond that is put aside in `later`.
   */
  private withoutVeryLate(works: readonly Work[], later: Work[]): readonly Work[] {
    if (this.evaluator.againFrom <= performance.now()) return works;
    const rest: Work[] = [];
    for (const work of works) (this.evaluator.isVeryLate(work) ? later : rest).push(work);
    return rest.length === works.length ? works : rest;
  }

  private putAside(works: readonly Work[]): void {
    if (works.length === 0) return;
    const room = Math.max(0, limits.aside - this.aside.length);
    this.aside.push(...works.slice(0, room));
    for (const { slot } of works.slice(room)) slot?.line.fail();
    if (this.turn !== null || this.stopped) return;
    const wait = Math.max(1, this.evaluator.againFrom - performance.now());
    this.turn = setTimeout(() => {
      this.turn = null;
      const waited = this.aside;
      this.aside = [];
      for (const work of waited) this.offer(work);
    }, wait);
  }

  /** Never acknowledged, so the device still has it; its line is closed, and an engineer is told. */
  private drop(assignmentId: number, works: readonly Work[], fault: unknown): void {
    this.meter.faults += 1;
    this.tell(`assignment ${assignmentId}: its input cannot be stored`, fault);
    for (const { slot } of works) slot?.line.fail();
  }

  private settle(groups: Groups, evaluations: Evaluations, winners: ReadonlySet<number>): Work[] {
    const again: Work[] = [];
    const lines = new Set<AnswerLine>();
    this.meter.commits += 1;
    for (const [assignmentId, works] of groups) {
      const evaluation = evaluations.get(assignmentId);
      // Undefined: it could not be evaluated, and is not answered.
      if (evaluation === undefined) continue;
      const entry = evaluation?.entry ?? null;
      if (entry !== null && !winners.has(assignmentId)) {
        evaluation?.discard();
        this.meter.reloaded += 1;
        again.push(...works);
        continue;
      }
      evaluation?.accept();
      for (const { slot } of works) {
        if (slot === null) continue;
        slot.waiting -= 1;
        lines.add(slot.line);
      }
      this.meter.committed += works.length;
    }
    for (const line of lines) line.flush();
    return again;
  }
}

function groupsOf(works: readonly Work[]): Groups {
  const groups = new Map<number, Work[]>();
  for (const work of works) {
    const group = groups.get(work.assignmentId);
    if (group === undefined) groups.set(work.assignmentId, [work]);
    else group.push(work);
  }
  return groups;
}

/** SQLSTATE class 22 (data) and 23 (constraint): trying again the same way cannot help. */
function concernsData(thrown: unknown): boolean {
  const code = typeof thrown === 'object' && thrown !== null && 'code' in thrown ? thrown.code : null;
  return typeof code === 'string' && /^2[23]/.test(code);
}
