import { connect, type Socket } from 'node:net';
import type { Reading } from '@attend/kernel';
import { streamEncoders } from '@attend/protocols/encoders';

/** A reading as a test's device makes it. */
export function readingOf(device: string, time: number, more: Partial<Reading> = {}): Reading {
  return {
    device,
    time,
    receivedAt: null,
    fix: {
      lat: 25.5,
      lon: -80.4,
      source: 'gnss',
      accuracy: null,
      time: null,
      speed: 1,
      course: 90,
      altitude: null,
      satellites: null,
    },
    battery: null,
    strap: null,
    case: null,
    worn: null,
    events: [],
    live: true,
    sequence: null,
    mock: null,
    ...more,
  };
}

export const frameOf = (reading: Reading): Uint8Array => streamEncoders.laipac.reading(reading);

/** A connection that gathers its answers, one a line. */
export class TestLine {
  readonly answers: string[] = [];
  closed = false;
  readonly socket: Socket;
  private rest = '';
  private waiting: (() => void)[] = [];

  /** `from`: the address that it comes from; all of 127.0.0.0/8 is this machine. */
  constructor(port: number, from = '127.0.0.1') {
    this.socket = connect({ port, host: '127.0.0.1', localAddress: from, noDelay: true });
    this.socket.setEncoding('latin1');
    this.socket.on('data', (text: string) => {
      const lines = (this.rest + text).split('\r\n');
      this.rest = lines.pop() ?? '';
      this.answers.push(...lines);
      this.wake();
    });
    this.socket.on('error', () => undefined);
    this.socket.on('close', () => {
      this.closed = true;
      this.wake();
    });
  }

  send(...frames: Uint8Array[]): void {
    this.socket.write(Buffer.concat(frames));
  }

  /** Resolves once so many answers have come; rejects where the line closes first. */
  async answered(count: number): Promise<string[]> {
    while (this.answers.length < count) {
      if (this.closed) throw new Error(`the line closed after ${this.answers.length} of ${count} answers`);
      await this.changed();
    }
    return this.answers;
  }

  async ended(): Promise<void> {
    while (!this.closed) await this.changed();
  }

  end(): void {
    this.socket.destroy();
  }

  private changed(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private wake(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
