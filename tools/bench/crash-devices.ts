import { connect, type Socket } from 'node:net';
import type { Case } from '@attend/kernel';
import { encodePosition } from '@attend/protocols/laipac/encoder';

/** Frames of one device that crash runs send: a plain life with presses, tampering and visits to a zone it must not enter. */
export type CrashDevice = { readonly identifier: string; readonly case: Case; frame(n: number): Buffer };

const zone = { lat: 39.75, lon: -104.99, radius: 300 };
const step = 60_000;

export function crashDevice(index: number, startTime: number): CrashDevice {
  const identifier = String(30_000_000 + index);
  const from = startTime - 86_400_000;
  const to = startTime + 3_650 * 86_400_000;
  return {
    identifier,
    case: {
      timezone: 'America/Denver',
      device: { id: identifier, technology: 'ankle', fixEvery: 60, uploadEvery: 600 },
      authority: [{ location: 'trail', from, to, withdrawnAt: null }],
      conditions: [
        {
          id: 'z1',
          kind: 'exclusion-zone',
          area: { center: [zone.lon, zone.lat], radius: zone.radius },
          from,
          to,
          timetable: [],
          exceptions: [],
        },
      ],
    },
    frame: (n) => {
      const phase = (n + index * 17) % 90;
      const inside = phase >= 60 && phase < 72;
      const event = (n + index * 7) % 41 === 0 ? '3' : (n + index * 11) % 67 < 2 ? 'T' : '0';
      return Buffer.from(
        encodePosition({
          device: identifier,
          time: startTime + n * step,
          status: 'A',
          acknowledged: true,
          // Two kilometres outside, or in the middle: near enough to drive there within a minute.
          lat: inside ? zone.lat : zone.lat + 0.018,
          lon: zone.lon + ((n * 7) % 13) * 1e-5,
          speed: 1,
          course: 90,
          event,
          millivolts: 3_900,
          odometer: 0,
          cell: null,
        }),
      );
    },
  };
}

/**
 * A device's line that survives whatever happens to the gateway: what was not acknowledged is sent again on the next
 * connection, as real devices do. `acknowledged` is the ledger: frames 0 up to it, in order.
 */
export class CrashLine {
  acknowledged = 0;
  failures = 0;
  private sent = 0;
  private limit = 0;
  private socket: Socket | null = null;
  private stopped = false;
  private readonly device: CrashDevice;
  private readonly port: number;
  private readonly window: number;
  private readonly progress: () => void;

  constructor(device: CrashDevice, port: number, window: number, progress: () => void) {
    this.device = device;
    this.port = port;
    this.window = window;
    this.progress = progress;
    this.open();
  }

  /** Sends frames up to this number. */
  goTo(limit: number): void {
    this.limit = limit;
    this.fill();
  }

  stop(): void {
    this.stopped = true;
    this.socket?.destroy();
  }

  private open(): void {
    const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
    this.sent = this.acknowledged;
    socket.on('connect', () => {
      this.socket = socket;
      this.fill();
    });
    socket.on('data', (bytes: Buffer) => {
      for (const byte of bytes) if (byte === 10) this.acknowledged += 1;
      this.progress();
      this.fill();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.socket = null;
      this.failures += 1;
      if (!this.stopped) setTimeout(() => this.open(), 50);
    });
  }

  private fill(): void {
    if (this.socket === null) return;
    while (this.sent < this.limit && this.sent - this.acknowledged < this.window) {
      this.socket.write(this.device.frame(this.sent));
      this.sent += 1;
    }
  }
}
