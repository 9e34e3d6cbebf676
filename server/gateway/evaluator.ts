import { createHmac } from 'node:crypto';
import {
  type AlertChange,
  closesByItself,
  encodeState,
  gate,
  inOrder,
  isSameReading,
  levelAt,
  nextDue,
  noteDowns,
  type Observation,
  type Observed,
  observe,
  rebuild,
  tick,
} from '@attend/monitor';
import type { Pool } from 'pg';
import { occurrenceIdentity } from '../database/repositories/alert-history.ts';
import { openRecord, RecordFault } from '../database/repositories/record-fault.ts';
import type { Keyring } from '../keys/keyring.ts';
import { seal, sealJson } from '../keys/seal.ts';
import type { CommitEntry, FindingRow, Health, RejectionRow } from './commit-entry.ts';
import { type Evaluation, EvaluationFault, type Evaluator } from './committer.ts';
import { deviceOf, noteReplays, type Taken } from './doubts.ts';
import type { Horizons } from './horizons.ts';
import type { Item, RejectionItem, Work } from './item.ts';
import type { Jumps } from './jumps.ts';
import { limits } from './limits.ts';
import type { Listening } from './listening.ts';
import { completeSince, loadHistory, loadOnRecord, loadWearers, snapshotIdentity } from './load-wearers.ts';
import type { Meter } from './meter.ts';
import type { Replays } from './replays.ts';
import { packUpload } from './upload.ts';
import { sealViolation } from './violation.ts';
import type { Wearer } from './wearer.ts';

/** Commits between two whole writings of a state: what stands after one is rebuilt from the uploads behind it. */
const snapshotEvery = 32;
/** A device's words are written again after this time, or at once where the strap or charging has changed. */
const healthEvery = 60_000;
const loadAtOnce = 500;

export type EvaluatorOptions = {
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly meter: Meter;
  readonly listening: Pick<Listening, 'downs' | 'ensure'>;
  readonly horizons: Pick<Horizons, 'of'>;
  readonly jumps: Jumps;
  readonly replays: Replays;
};

/** People's states in memory, and how a batch of theirs is judged. One for all committers of a process. */
export class WearerEvaluator implements Evaluator {
  private readonly wearers = new Map<number, Wearer>();
  /** Whose record did not open while a batch was prepared: told when that batch is judged. */
  private readonly unreadable = new Map<number, RecordFault>();
  /** Who was asked for while a batch was prepared, and is not there any more. */
  private readonly gone = new Set<number>();
  private readonly options: EvaluatorOptions;
  againFrom = 0;

  constructor(options: EvaluatorOptions) {
    this.options = options;
    options.keyring.onDestroyed((owners) => this.forget(owners));
  }

  async prepare(assignmentIds: readonly number[]): Promise<void> {
    // GTW-13: after a stall it is first found out whether anybody listened; only then is a silence judged.
    await this.options.listening.ensure();
    // Before what is in memory is used: a key that was destroyed by whichever process takes its people with it.
    this.options.keyring.refresh();
    const missing = assignmentIds.filter((id) => !this.wearers.has(id));
    for (let at = 0; at < missing.length; at += loadAtOnce) {
      await this.load(missing.slice(at, at + loadAtOnce));
    }
  }

  /** GTW-14: where one record does not open, each is loaded alone, so that the others are loaded all the same. */
  private async load(ids: readonly number[]): Promise<void> {
    const { pool, keyring, listening } = this.options;
    const { downs } = listening;
    try {
      for (const wearer of await loadWearers(pool, keyring, ids, downs))
        this.wearers.set(wearer.assignmentId, wearer);
      for (const id of ids) if (!this.wearers.has(id)) this.gone.add(id);
    } catch (thrown) {
      if (!(thrown instanceof RecordFault)) throw thrown;
      if (ids.length === 1) this.unreadable.set(thrown.assignmentId, thrown);
      else for (const id of ids) await this.load([id]);
    }
  }

  evaluate(assignmentId: number, works: readonly Work[]): Promise<Evaluation> | Evaluation | null {
    const fault = this.unreadable.get(assignmentId);
    this.unreadable.delete(assignmentId);
    if (fault !== undefined) throw new EvaluationFault(assignmentId, fault);
    const wearer = this.wearers.get(assignmentId);
    if (wearer === undefined) {
      // GTW-1: «nobody's» is answered and nothing kept. What was only let go meanwhile must be loaded again.
      if (this.gone.delete(assignmentId)) return null;
      throw new Error(`the state of assignment ${assignmentId} was let go while it was wanted`);
    }
    wearer.usedAt = Date.now();
    try {
      return this.judge(wearer, works);
    } catch (thrown) {
      this.wearers.delete(assignmentId);
      throw new EvaluationFault(assignmentId, thrown);
    }
  }

  isVeryLate(work: Work): boolean {
    const baseAt = this.wearers.get(work.assignmentId)?.state.baseAt ?? null;
    if (baseAt === null || work.kind !== 'readings') return false;
    return work.readings.some(({ time }) => time !== null && time <= baseAt);
  }

  /** Nothing of theirs stays in memory: neither the key nor what it had opened. */
  private forget(participantIds: readonly string[]): void {
    const gone = new Set(participantIds);
    for (const { assignmentId, participantId } of this.wearers.values())
      if (gone.has(participantId)) this.wearers.delete(assignmentId);
  }

  /** States in memory. */
  get remembered(): number {
    return this.wearers.size;
  }

  /** Forgets who has been quiet for `quiet` milliseconds, and the quietest where more are kept than may be. */
  sweep(now: number, quiet: number): void {
    for (const { assignmentId, usedAt } of this.wearers.values()) {
      if (now - usedAt > quiet) this.wearers.delete(assignmentId);
    }
    const over = this.wearers.size - limits.wearers;
    if (over <= 0) return;
    const oldest = [...this.wearers.values()].sort((a, b) => a.usedAt - b.usedAt).slice(0, over);
    for (const { assignmentId } of oldest) this.wearers.delete(assignmentId);
  }

  private judge(wearer: Wearer, works: readonly Work[]): Promise<Evaluation> | Evaluation {
    const { plan, state } = wearer;
    const { downs } = this.options.listening;
    if (wearer.downs !== downs) {
      noteDowns(state, downs);
      wearer.downs = downs;
    }
    if (wearer.unheard.length > 0) noteUnheard(wearer);
    const observations: Observation[] = [];
    const taken: Taken[] = [];
    const rejections: RejectionItem[] = [];
    let ticked = false;
    for (const work of works) {
      if (work.kind === 'readings') {
        const from = observations.length;
        for (const reading of work.readings)
          this.take(wearer, gate(plan, reading, work.receivedAt), observations);
        taken.push({ item: work, from, to: observations.length });
      } else if (work.kind === 'rejection') {
        if (isKept(wearer, work.receivedAt)) rejections.push(work);
      } else ticked = true;
    }
    const observed = observe(plan, state, observations);
    this.options.meter.resent += observed.duplicates;
    const changes = [...wearer.pending, ...observed.changes];
    const items = taken.map(({ item }) => item);
    if (observed.beyond.length > 0) {
      const again = this.judgeAgain(wearer, items, rejections, observed, changes.filter(isOfContact));
      return again.then(({ evaluation, unknown }) => {
        noteReplays(this.options.replays, wearer, taken, observations, [...observed.stored, ...unknown]);
        return evaluation;
      });
    }
    noteReplays(this.options.replays, wearer, taken, observations, observed.stored);
    if (ticked) changes.push(...tick(plan, state, Date.now()));
    return this.conclude(wearer, items, rejections, observed.stored, changes, ticked);
  }

  /** What is older than all that is still held was here once and has gone by its schedule: it does not come back. */
  private take({ programmeId }: Wearer, observation: Observation, observations: Observation[]): void {
    if (observation.at < this.options.horizons.of(programmeId)) this.options.meter.pastRetention += 1;
    else observations.push(observation);
  }

  /** Readings older than the state goes back to: the whole history is judged again with them in it. */
  private async judgeAgain(
    wearer: Wearer,
    items: readonly Item[],
    rejections: readonly RejectionItem[],
    { stored, beyond }: Observed,
    heard: readonly AlertChange[],
  ): Promise<{ evaluation: Evaluation; unknown: readonly Observation[] }> {
    const { pool } = this.options;
    const begun = performance.now();
    try {
      const history = await loadHistory(pool, wearer.key, wearer.assignmentId, wearer.version);
      const onRecord = await loadOnRecord(pool, wearer.key, wearer.assignmentId);
      // What was just found about contact is on no record yet, and is not found by going over the readings again.
      const known = new Map(
        [...onRecord, ...heard].map(({ ordinal, facts }) => [ordinal, { ordinal, facts }]),
      );
      const all = [...history, ...stored, ...beyond];
      const since = await completeSince(pool, wearer.programmeId);
      const fresh = openRecord(wearer.assignmentId, 'the history', () =>
        rebuild(wearer.plan, wearer.state, all, [...known.values()], since),
      );
      const unknown = inOrder(beyond).filter((one) => !history.some((other) => isSameReading(other, one)));
      this.options.meter.resent += beyond.length - unknown.length;
      const again: Wearer = {
        ...wearer,
        state: fresh.state,
        pending: [],
        sinceSnapshot: Number.POSITIVE_INFINITY,
      };
      this.wearers.set(wearer.assignmentId, again);
      const changes = [...heard, ...fresh.changes];
      const evaluation = this.conclude(again, items, rejections, [...stored, ...unknown], changes, false);
      return { evaluation, unknown };
    } catch (thrown) {
      this.wearers.delete(wearer.assignmentId);
      throw thrown instanceof RecordFault ? new EvaluationFault(wearer.assignmentId, thrown) : thrown;
    } finally {
      const ended = performance.now();
      this.againFrom = ended + (ended - begun) * limits.againPause;
    }
  }

  private conclude(
    wearer: Wearer,
    items: readonly Item[],
    rejections: readonly RejectionItem[],
    stored: readonly Observation[],
    changes: readonly AlertChange[],
    ticked: boolean,
  ): Evaluation {
    const { assignmentId, programmeId, participantId, key, plan, state, version } = wearer;
    const discard = (): void => {
      this.wearers.delete(assignmentId);
    };
    if (stored.length === 0 && changes.length === 0 && rejections.length === 0 && !ticked) {
      return { entry: null, accept: () => undefined, discard };
    }
    const next = version + 1;
    const writesSnapshot =
      changes.length > 0 ||
      wearer.sinceSnapshot + 1 >= snapshotEvery ||
      // Each in a turn of its own: devices that began together would all be written whole in the same commit.
      next % snapshotEvery === assignmentId % snapshotEvery;
    const due = dueOf(wearer, nextDue(plan, state), ticked);
    const health = healthOf(wearer, stored);
    const entry: CommitEntry = {
      assignmentId,
      programmeId,
      participantId,
      version,
      upload: stored.length === 0 ? null : packUpload(key, assignmentId, next, stored),
      findings: changes.map((change) => findingRow(wearer, change)),
      snapshot: writesSnapshot
        ? {
            content: seal(key, snapshotIdentity(assignmentId, next), encodeState(state)),
            planVersion: wearer.planVersion,
          }
        : null,
      due,
      rejections: rejections.map((one) => this.rejectionRow(wearer, one)),
      positions: sealViolation(wearer, items, stored, next),
      withdrawn: changes.filter(({ change }) => change === 'withdrawn').map(({ ordinal }) => ordinal),
      health,
    };
    const accept = (): void => {
      wearer.version = next;
      wearer.sinceSnapshot = writesSnapshot ? 0 : wearer.sinceSnapshot + 1;
      wearer.pending = [];
      if (changes.length > 0) this.options.jumps.note(deviceOf(wearer), changes);
      if (due !== undefined) wearer.due = due;
      if (health !== null) {
        wearer.healthAt = Date.now();
        wearer.health = health;
      }
    };
    return { entry, accept, discard };
  }

  private rejectionRow({ programmeId, plan, key, assignmentId }: Wearer, item: RejectionItem): RejectionRow {
    const { rejected, receivedAt, device } = item;
    const mac = createHmac('sha256', this.options.keyring.derive('rejection', programmeId))
      .update(rejected.data)
      .digest();
    const permitted = !item.nameless && levelAt(plan, receivedAt, receivedAt) === 'trail';
    return {
      deviceId: device.id,
      at: receivedAt,
      reason: rejected.reason,
      length: rejected.data.length,
      hash: mac,
      // Rejected bytes may hold a place: without authority for positions they are not kept, nor where it may be somebody else's.
      sealed: permitted ? seal(key, `rejection/${assignmentId}/${mac.toString('hex')}`, rejected.data) : null,
    };
  }
}

/** Nothing was taken of the device: it could not be heard, whoever wears it. */
function noteUnheard({ state, unheard }: Wearer): void {
  const now = Date.now();
  noteDowns(
    state,
    unheard.map(({ from, to }) => ({ from, to: to ?? now })),
  );
}

/** Whether one more wrong frame is kept, or only counted. */
function isKept(wearer: Wearer, at: number): boolean {
  const { kept, within } = limits.rejections;
  if (at - wearer.rejections.since > within) wearer.rejections = { since: at, kept: 0 };
  wearer.rejections.kept += 1;
  return wearer.rejections.kept <= kept;
}

const isOfContact = ({ facts }: AlertChange): boolean =>
  facts.kind === 'silent' || facts.kind === 'no-position';

/** The clock is written only where it must ring earlier than it would; a tick that came too early moves it on. */
function dueOf(wearer: Wearer, due: number | null, ticked: boolean): number | null | undefined {
  if (ticked) return due;
  if (due === null) return undefined;
  return wearer.due === undefined || wearer.due === null || due < wearer.due ? due : undefined;
}

/**
 * The device's last word of itself: of the newest reading by its own time, so that a backlog that comes later does not take it
 * back. Null: what stands there is good enough.
 */
function healthOf({ state, health: was, healthAt }: Wearer, stored: readonly Observation[]): Health | null {
  const last = stored.at(-1);
  if (last === undefined) return null;
  const newest = stored.findLast((one) => state.newest === null || one.at >= state.newest);
  const strap = newest?.strap ?? was?.strap ?? null;
  const charging = newest?.charging ?? was?.charging ?? null;
  const turned = was === null || strap !== was.strap || charging !== was.charging;
  if (!turned && Date.now() - healthAt < healthEvery) return null;
  const batteryPercent = newest?.percent ?? was?.batteryPercent ?? null;
  return { lastContactAt: last.receivedAt, batteryPercent, charging, strap };
}

function findingRow({ key, assignmentId }: Wearer, { ordinal, facts }: AlertChange): FindingRow {
  const { kind, because, readings, policy, clearedAt, withdrawnAt } = facts;
  return {
    ordinal,
    kind,
    condition: facts.condition,
    from: facts.from,
    to: facts.to,
    raisedAt: facts.raisedAt,
    clearedAt,
    withdrawnAt,
    severity: facts.severity,
    certainty: facts.certainty,
    policyName: policy.name,
    policyRevision: policy.revision,
    sealed: sealJson(key, occurrenceIdentity(assignmentId, ordinal), { because, readings }),
    closes: clearedAt !== null && withdrawnAt === null && closesByItself.has(kind),
  };
}
