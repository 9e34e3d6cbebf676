import { connect, type Socket } from 'node:net';
import type { Reading, StreamProtocolName } from '@attend/kernel';
import { deviceMemory, type Link, pauseBefore } from './link.ts';
import { helloOf, type Message, messageOf, splitAnswers } from './messages.ts';

export type StreamLinkOptions = {
  readonly protocol: StreamProtocolName;
  readonly device: string;
  readonly host: string;
  readonly port: number;
  /** In [0, 1): the device's own share of chance, so that not all come back in the same instant. */
  readonly spread: number;
  /** Milliseconds without an expected answer after which the line counts as dead. */
  readonly patience?: number;
  /** Milliseconds to wait before the nth connection after a loss. */
  readonly pause?: (attempt: number) => number;
};

/** Messages on their way at once: more are of no use to a gateway that commits in groups. */
const window = 32;

/** A device's TCP connection. Holds a socket and a timer: `close` it. */
export class StreamLink implements Link {
  delivered = 0;
  dropped = 0;
  readonly refused = 0;
  private readonly options: StreamLinkOptions;
  private queue: Message[] = [];
  /** Sent on this connection and not known to have arrived, oldest first. */
  private sent: { message: Message; missing: string[] }[] = [];
  private socket: Socket | null = null;
  private connected = false;
  private reachable = true;
  private closed = false;
  private attempts = 0;
  private timer: NodeJS.Timeout | null = null;
  private unread = '';

  constructor(options: StreamLinkOptions) {
    this.options = options;
  }

  get waiting(): number {
    return this.queue.length + this.sent.filter(({ message }) => message.isReading).length;
  }

  send(reading: Reading): void {
    if (this.queue.length >= deviceMemory) {
      this.queue.shift();
      this.dropped += 1;
    }
    this.queue.push(messageOf(this.options.protocol, reading));
    if (this.socket === null) this.open();
    else this.pump();
  }

  cut(): void {
    this.reachable = false;
    this.socket?.destroy();
  }

  restore(): void {
    if (this.reachable) return;
    this.reachable = true;
    this.attempts = 0;
    if (this.queue.length > 0) this.open();
  }

  close(): void {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    this.socket?.destroy();
  }

  private open(): void {
    if (this.socket !== null || this.closed || !this.reachable || this.timer !== null) return;
    const { host, port, protocol, device, patience = 20_000 } = this.options;
    const socket = connect({ host, port, noDelay: true });
    this.socket = socket;
    socket.once('connect', () => {
      this.connected = true;
      this.unread = '';
      const hello = helloOf(protocol, device);
      if (hello !== null) this.write(hello);
      this.pump();
    });
    socket.on('data', (bytes) => this.receive(bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.setTimeout(patience, () => {
      // Neither side said a word for so long, and answers are due: the other is gone, whatever the kernel believes. Told once
      // an idle time, so nothing else may be asked here: a clock read some microseconds early would leave the line dead for ever.
      if (this.sent.some(({ missing }) => missing.length > 0)) socket.destroy();
    });
    socket.once('close', () => this.lost());
  }

  /** What was not acknowledged is said again, before what is new. */
  private lost(): void {
    this.queue = [
      ...this.sent.filter(({ message }) => message.isReading).map(({ message }) => message),
      ...this.queue,
    ];
    this.sent = [];
    this.socket = null;
    this.connected = false;
    if (this.closed || !this.reachable || this.queue.length === 0) return;
    this.timer = setTimeout(
      () => {
        this.timer = null;
        this.open();
      },
      pauseBefore(this.attempts, this.options.spread),
    );
    this.timer.unref();
    this.attempts += 1;
  }

  private pump(): void {
    while (this.connected && this.sent.length < window) {
      const message = this.queue.shift();
      if (message === undefined) return;
      this.write(message);
    }
  }

  private write(message: Message): void {
    const entry = { message, missing: [...message.answers] };
    this.sent.push(entry);
    this.socket?.write(message.bytes, (error) => {
      // Where the protocol has no answer, handing it to the network is all that a device ever knows.
      if (!error && message.answers.length === 0) this.settle(entry);
    });
  }

  private receive(text: string): void {
    this.attempts = 0;
    const { answers, rest } = splitAnswers(this.options.protocol, this.unread + text);
    this.unread = rest.slice(-1_024);
    for (const answer of answers) {
      const entry = this.sent.find(({ missing }) => missing[0] === answer);
      if (entry === undefined) continue;
      entry.missing.shift();
      if (entry.missing.length === 0) this.settle(entry);
    }
  }

  private settle(entry: StreamLink['sent'][number]): void {
    const at = this.sent.indexOf(entry);
    if (at < 0) return;
    this.sent.splice(at, 1);
    if (entry.message.isReading) this.delivered += 1;
    this.pump();
  }
}
