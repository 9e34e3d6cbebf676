import type { ProtocolName, Reading } from '@attend/kernel';
import type { Frame, Rejected } from '@attend/protocols/protocol';
import { assignmentFor, type DeviceEntry } from './directory.ts';
import type { Intake } from './item.ts';
import type { Meter } from './meter.ts';
import type { Shelf } from './shelf.ts';
import type { AnswerLine, Slot } from './slot.ts';

/** Readings of one frame by whose they are. Nearly always one reading, one assignment. */
function byAssignment(entry: DeviceEntry, readings: readonly Reading[], now: number): Map<number, Reading[]> {
  const groups = new Map<number, Reading[]>();
  for (const reading of readings) {
    const span = assignmentFor(entry, reading.time, now);
    if (span === null) continue;
    const group = groups.get(span.id);
    if (group === undefined) groups.set(span.id, [reading]);
    else group.push(reading);
  }
  return groups;
}

/** Where a frame goes, and where it came from. */
export type Delivery = {
  readonly line: AnswerLine;
  readonly intake: Intake;
  readonly meter: Meter;
  readonly shelf: Shelf;
  readonly address: string;
  /** The frame may be of another device of its connection than it is taken for. */
  readonly nameless: boolean;
};

/**
 * Hands one frame of a known device on: its answer waits in `line` until all that authority permits to keep is durable.
 * A device on the shelf (nobody's now) is answered; that it was heard and its battery are kept, and nothing else of it.
 */
export function deliver(frame: Frame, entry: DeviceEntry, to: Delivery, now: number): Slot {
  const { line, intake, meter, shelf, address } = to;
  const { readings, rejected } = frame;
  if (readings.length === 1) {
    const reading = readings[0];
    const span = reading === undefined ? null : assignmentFor(entry, reading.time, now);
    meter.readings += 1;
    if (span !== null) {
      const slot = line.open(frame.reply, 1);
      intake.offer({ kind: 'readings', assignmentId: span.id, readings, receivedAt: now, address, slot });
      return slot;
    }
    meter.shelved += 1;
    shelf.hear(entry, reading, now, frame.signal);
    return line.open(frame.reply, 0);
  }
  if (rejected !== null) return reject(frame, rejected, entry, to, now);
  meter.readings += readings.length;
  const groups = byAssignment(entry, readings, now);
  if (groups.size === 0 && assignmentFor(entry, null, now) === null)
    shelf.hear(entry, readings.at(-1), now, frame.signal);
  const slot = line.open(frame.reply, groups.size);
  for (const [assignmentId, group] of groups) {
    intake.offer({ kind: 'readings', assignmentId, readings: group, receivedAt: now, address, slot });
  }
  return slot;
}

function reject(frame: Frame, rejected: Rejected, entry: DeviceEntry, to: Delivery, now: number): Slot {
  const { line, intake, meter, nameless } = to;
  meter.rejected += 1;
  const span = assignmentFor(entry, null, now);
  const slot = line.open(frame.reply, span === null ? 0 : 1);
  if (span !== null) {
    intake.offer({
      kind: 'rejection',
      assignmentId: span.id,
      device: entry,
      rejected,
      nameless,
      receivedAt: now,
      slot,
    });
  }
  return slot;
}

/** Unknown devices knocking, counted a while and then written down, bounded. */
export class Knocks {
  private counts = new Map<
    string,
    { protocol: ProtocolName; identifier: string; first: number; last: number; frames: number }
  >();
  private readonly maximum: number;

  constructor(maximum: number) {
    this.maximum = maximum;
  }

  add(protocol: ProtocolName, identifier: string, now: number): void {
    const key = `${protocol} ${identifier}`;
    const known = this.counts.get(key);
    if (known !== undefined) {
      known.last = now;
      known.frames += 1;
    } else if (this.counts.size < this.maximum) {
      this.counts.set(key, { protocol, identifier, first: now, last: now, frames: 1 });
    }
  }

  take() {
    const taken = [...this.counts.values()];
    this.counts = new Map();
    return taken;
  }
}
