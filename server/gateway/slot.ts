/** A frame's place in the order of answers: its answer leaves once it and all before it are durable. */
export type Slot = {
  readonly line: AnswerLine;
  readonly reply: Uint8Array | null;
  /** Readings of it that are not durable yet. */
  waiting: number;
};

/** Where answers go; `failed` says that nothing may be answered any more. */
export type AnswerSink = {
  send(bytes: readonly Uint8Array[]): void;
  /** Frames waiting fell. */
  drained(waiting: number): void;
  /** Something of this line cannot be stored: nothing more is answered on it. */
  fail(): void;
};

/** Answers of one connection, in the order of its frames: never n+1 before n. */
export class AnswerLine {
  private readonly slots: Slot[] = [];
  private readonly sink: AnswerSink;

  constructor(sink: AnswerSink) {
    this.sink = sink;
  }

  get waiting(): number {
    return this.slots.length;
  }

  open(reply: Uint8Array | null, readings: number): Slot {
    const slot: Slot = { line: this, reply, waiting: readings };
    this.slots.push(slot);
    return slot;
  }

  fail(): void {
    this.sink.fail();
  }

  /** Sends what stands finished at the head. */
  flush(): void {
    const { slots } = this;
    let done = 0;
    let out: Uint8Array[] | null = null;
    for (const slot of slots) {
      if (slot.waiting > 0) break;
      done += 1;
      if (slot.reply === null) continue;
      if (out === null) out = [slot.reply];
      else out.push(slot.reply);
    }
    if (done === 0) return;
    // A device in step has one frame open: then nothing is to be moved.
    if (done === slots.length) slots.length = 0;
    else slots.splice(0, done);
    if (out !== null) this.sink.send(out);
    this.sink.drained(slots.length);
  }
}
