import type { Socket } from 'node:net';
import type { Frame, StreamProtocol } from '@attend/protocols/protocol';
import { addressPermitted } from './address.ts';
import { deliver, type Knocks } from './deliver.ts';
import { type DeviceEntry, type Directory, type Known, unknown } from './directory.ts';
import type { Intake } from './item.ts';
import { limits } from './limits.ts';
import type { Line, Lines, Trace } from './lines.ts';
import type { Meter } from './meter.ts';
import type { Shelf } from './shelf.ts';
import { AnswerLine, type AnswerSink } from './slot.ts';

/** What every connection of one listener shares. */
export type ConnectionContext = {
  readonly protocol: StreamProtocol;
  readonly directory: Directory;
  readonly intake: Intake;
  readonly meter: Meter;
  readonly knocks: Knocks;
  readonly shelf: Shelf;
  readonly lines: Lines;
  readonly closed: (connection: Connection) => void;
  /** It has named a device that we know, its first. */
  readonly introduced: (connection: Connection, deviceId: string) => void;
};

let connections = 0;

/**
 * One device's line. Holds its protocol session and the order of its answers; nothing of a person.
 * It is kept small: eighteen thousand of them stand idle in one process.
 */
export class Connection implements AnswerSink, Line {
  readonly socket: Socket;
  readonly address: string;
  readonly number: number;
  readonly since: number;
  heardAt: number;
  known = false;
  private readonly context: ConnectionContext;
  private readonly answers: AnswerLine;
  private session: unknown;
  /** Frames that wait for the directory's answer, in order; null while none do. */
  private parked: Frame[] | null = null;
  private unknownFrames = 0;
  /** The device it spoke for last; and all of them, where it spoke for more than one. */
  private trace: Trace | null = null;
  private traces: Set<Trace> | null = null;
  /** What the first sound frame called its device, and whether another was named since. */
  private named: string | null = null;
  private shared = false;
  private held = false;
  private ended = false;

  constructor(socket: Socket, context: ConnectionContext, now: number) {
    this.socket = socket;
    this.context = context;
    this.address = socket.remoteAddress ?? '';
    connections += 1;
    this.number = connections;
    this.since = now;
    this.heardAt = now;
    this.session = context.protocol.start();
    this.answers = new AnswerLine(this);
  }

  receive(bytes: Uint8Array): void {
    this.heardAt = Date.now();
    const step = this.context.protocol.receive(this.session, bytes);
    this.session = step.session;
    this.takeAll(step.frames);
  }

  /** The peer has ended its side: a line protocol's last line is ended by it. */
  finish(): void {
    const step = this.context.protocol.finish(this.session);
    this.session = step.session;
    this.takeAll(step.frames);
    this.ended = true;
    if (this.answers.waiting === 0 && this.parked === null) this.socket.end();
  }

  /** The socket is closed. What it delivered goes on to its commit; only the answers have nowhere to go. */
  gone(): void {
    const { lines, closed } = this.context;
    if (this.trace !== null) lines.left(this.trace, this);
    for (const trace of this.traces ?? []) lines.left(trace, this);
    closed(this);
  }

  get unfinishedBytes(): number {
    return this.context.protocol.left(this.session);
  }

  /** Reads on, if nothing of its own holds it. */
  resume(): void {
    if (!this.held && this.parked === null) this.socket.resume();
  }

  send(bytes: readonly Uint8Array[]): void {
    const { socket } = this;
    if (socket.destroyed || !socket.writable) return;
    const first = bytes[0];
    if (bytes.length === 1 && first !== undefined) socket.write(first);
    else socket.write(Buffer.concat(bytes));
    // A peer that does not read its answers would make us keep them for ever.
    if (socket.writableLength > limits.unreadAnswer) {
      this.context.meter.closedSlow += 1;
      socket.destroy();
    }
  }

  fail(): void {
    this.socket.destroy();
  }

  drained(waiting: number): void {
    if (this.held && waiting < limits.framesPerConnection / 2) {
      this.held = false;
      if (!this.context.intake.full) this.resume();
    }
    if (this.ended && waiting === 0 && this.parked === null) this.socket.end();
  }

  private takeAll(frames: readonly Frame[]): void {
    for (const frame of frames) {
      if (this.parked !== null) {
        this.parked.push(frame);
        this.context.intake.park(1);
      } else this.take(frame);
    }
    this.answers.flush();
    if (this.answers.waiting >= limits.framesPerConnection && !this.held) {
      this.held = true;
      this.socket.pause();
    }
  }

  private take(frame: Frame): void {
    const { context } = this;
    context.meter.frames += 1;
    if (frame.device === null) {
      context.meter.rejected += frame.rejected === null ? 0 : 1;
      if (!this.known) this.countUnknown();
      this.answers.open(frame.reply, 0);
      return;
    }
    if (frame.rejected === null) this.noteName(frame.device);
    const known = context.directory.peek(context.protocol.name, frame.device, this.heardAt);
    if (known === undefined) this.park(frame, frame.device);
    else this.serve(frame, frame.device, known);
  }

  private serve(frame: Frame, identifier: string, known: Known): void {
    const { context } = this;
    if (known === unknown || known.quarantined || !addressPermitted(known.networks, this.address)) {
      // No answer: an unknown device keeps its data, and learns nothing about us.
      context.meter.unknown += 1;
      context.knocks.add(context.protocol.name, identifier, this.heardAt);
      this.countUnknown();
      return;
    }
    if (!this.known) {
      this.known = true;
      context.introduced(this, known.id);
    }
    if (frame.rejected === null && !this.socket.destroyed) this.noteLine(frame, known);
    const { intake, meter, shelf } = context;
    const { answers: line, address, shared } = this;
    // A frame that is wrong is taken for the device that was named first, unless it names another itself.
    const nameless = shared && identifier === this.named;
    deliver(frame, known, { line, intake, meter, shelf, address, nameless }, this.heardAt);
  }

  private noteName(identifier: string): void {
    if (this.named === null) this.named = identifier;
    else if (identifier !== this.named) this.shared = true;
  }

  private noteLine(frame: Frame, known: DeviceEntry): void {
    const { lines } = this.context;
    let { trace } = this;
    if (trace === null || trace.device.id !== known.id) {
      if (trace !== null) {
        this.traces ??= new Set();
        this.traces.add(trace);
      }
      trace = lines.introduce(this, known, this.heardAt);
      this.trace = trace;
    }
    lines.spoke(trace, this, frame, this.heardAt);
  }

  private park(frame: Frame, identifier: string): void {
    const { context } = this;
    this.parked = [frame];
    context.intake.park(1);
    this.socket.pause();
    context.directory.find(context.protocol.name, identifier).then(
      (known) => {
        const parked = this.parked ?? [];
        this.parked = null;
        const [first, ...rest] = parked;
        if (first !== undefined) this.serve(first, identifier, known);
        this.takeAll(rest);
        context.intake.park(-parked.length);
        if (!context.intake.full) this.resume();
        this.drained(this.answers.waiting);
      },
      // The database is away: nothing was acknowledged, so the device keeps its data and comes back.
      () => {
        context.intake.park(-(this.parked?.length ?? 0));
        this.parked = null;
        this.socket.destroy();
      },
    );
  }

  private countUnknown(): void {
    this.unknownFrames += 1;
    if (this.unknownFrames >= limits.unknownFrames) this.socket.destroy();
  }
}
