import {
  type AddressChange,
  type AddressMark,
  changeBetween,
  flagAfter,
  markAddress,
  nextSequence,
  type SequenceLines,
  startSequences,
} from '@attend/casework';
import type { Frame } from '@attend/protocols/protocol';
import type { FlaggedDevice, Flags } from './flags.ts';

/** A connection, as far as telling two of one device apart needs it. */
export type Line = { readonly address: string; readonly number: number };

/** Who speaks for one device that more than one connection has spoken for: here, or at another gateway. */
type Contest = {
  /** By connection. */
  readonly parties: Map<string, AddressMark>;
  last: string;
  returns: number;
  since: number;
};

/** What is remembered of one device: a few words, until another connection speaks for it. */
export type Trace = {
  readonly device: FlaggedDevice;
  /** The connection that named it last; null: that one has closed. */
  line: Line | null;
  contest: Contest | null;
  sequences: SequenceLines | null;
  /** When the turns of its sequences began to be counted. */
  turnsSince: number;
};

/** A word of another gateway: so much it says of one of its connections. */
export type Word = { readonly device: string; readonly line: string; readonly mark: AddressMark };

export type LinesOptions = {
  readonly flags: Flags;
  /** Keyed by programme: addresses are compared, and not told. */
  readonly hash: (programmeId: string, bytes: readonly number[]) => string;
  /** Devices remembered; the longest unheard of is forgotten above it. */
  readonly maximum: number;
};

const mostParties = 8;

/**
 * Which connections speak for which device. One that goes on speaking after another one spoke, again and again, from another
 * address, is two devices of one number; a device that changes networks leaves its old connection for good.
 *
 * What one gateway cannot see, gateways tell one another: whom a new connection has named, and, while a device is in question,
 * that it spoke.
 */
export class Lines {
  private readonly traces = new Map<string, Trace>();
  private readonly words = new Map<string, Word>();
  private readonly options: LinesOptions;

  constructor(options: LinesOptions) {
    this.options = options;
  }

  /** Devices remembered. */
  get size(): number {
    return this.traces.size;
  }

  /** A connection names a device that it did not name just before. */
  introduce(line: Line, { id, programmeId }: FlaggedDevice, now: number): Trace {
    let trace = this.traces.get(id);
    if (trace === undefined) {
      if (this.traces.size >= this.options.maximum) this.traces.delete(this.traces.keys().next().value ?? '');
      trace = { device: { id, programmeId }, line, contest: null, sequences: null, turnsSince: now };
    } else this.traces.delete(id);
    // Put last again: what was longest unheard of stands first.
    this.traces.set(id, trace);
    if (trace.line !== null && trace.line !== line) trace.contest ??= this.begin(trace, trace.line, now);
    trace.line = line;
    this.say(trace, line);
    return trace;
  }

  /** A frame of it. Nearly always there is nothing to do. */
  spoke(trace: Trace, line: Line, frame: Frame, now: number): void {
    if (trace.contest !== null) this.contest(trace, trace.contest, line, now);
    const sequence = frame.readings[0]?.sequence ?? null;
    if (sequence !== null) this.count(trace, sequence, now);
  }

  /** A connection is closed: what it named is nobody's now. */
  left(trace: Trace, line: Line): void {
    if (trace.line === line) trace.line = null;
  }

  /** What another gateway says of a connection of its own. */
  hear({ device, line, mark }: Word, now: number): void {
    const trace = this.traces.get(device);
    if (trace === undefined) return;
    if (trace.contest === null) {
      if (trace.line === null) return;
      trace.contest = this.begin(trace, trace.line, now);
    }
    speak(trace.contest, line, mark);
  }

  /** What other gateways should know, once. */
  take(): Word[] {
    const words = [...this.words.values()];
    this.words.clear();
    return words;
  }

  private begin({ device }: Trace, line: Line, now: number): Contest {
    const party = nameOf(line);
    const parties = new Map([[party, this.markOf(device, line)]]);
    return { parties, last: party, returns: 0, since: now };
  }

  private contest(trace: Trace, contest: Contest, line: Line, now: number): void {
    const party = nameOf(line);
    if (isOver(contest, now)) {
      // It went to its new connection and stayed there.
      trace.contest = null;
      return;
    }
    this.say(trace, line);
    const mark = contest.parties.get(party) ?? this.markOf(trace.device, line);
    const change = speak(contest, party, mark);
    if (change === null || contest.returns < flagAfter.returns) return;
    const { since } = contest;
    this.options.flags.add(trace.device, { kind: 'cloned', sign: 'two-connections', change, at: now, since });
  }

  private count(trace: Trace, sequence: number, now: number): void {
    const before = trace.sequences;
    const after = before === null ? startSequences(sequence) : nextSequence(before, sequence);
    trace.sequences = after;
    if (before === null || after.turns <= before.turns) return;
    if (after.turns === 1 || now - trace.turnsSince > flagAfter.within) {
      trace.turnsSince = now;
      if (after.turns > 1) trace.sequences = { ...after, turns: 1 };
      return;
    }
    if (after.turns < flagAfter.returns) return;
    const since = trace.turnsSince;
    this.options.flags.add(trace.device, { kind: 'cloned', sign: 'two-sequences', at: now, since });
  }

  private say({ device }: Trace, line: Line): void {
    const name = nameOf(line);
    const key = `${device.id} ${name}`;
    if (this.words.has(key) || this.words.size >= this.options.maximum) return;
    this.words.set(key, { device: device.id, line: name, mark: this.markOf(device, line) });
  }

  private markOf({ programmeId }: FlaggedDevice, { address }: Line): AddressMark {
    return markAddress(address, (bytes) => this.options.hash(programmeId, bytes));
  }
}

const nameOf = ({ number }: Line): string => String(number);

/** How the address that speaks again stands to the one that spoke between; null: it does not speak again, or it is the same. */
function speak(contest: Contest, party: string, mark: AddressMark): AddressChange | null {
  if (party === contest.last) return null;
  const { parties } = contest;
  const between = parties.get(contest.last);
  const returns = parties.delete(party);
  if (parties.size >= mostParties) parties.delete(parties.keys().next().value ?? '');
  parties.set(party, mark);
  contest.last = party;
  if (!returns || between === undefined) return null;
  const change = changeBetween(between, mark);
  if (change === 'same-address') return null;
  contest.returns += 1;
  return change;
}

/** Counts anew where the span is over; true: nobody returned in it. */
function isOver(contest: Contest, now: number): boolean {
  if (now - contest.since <= flagAfter.within) return false;
  if (contest.returns === 0) return true;
  contest.since = now;
  contest.returns = 0;
  return false;
}
