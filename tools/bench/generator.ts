import { connect, type Socket } from 'node:net';
import { makeLoad } from '@attend/simulator/load';
import { percentile, record, startHistogram } from './histogram.ts';

/**
 * The load generator, in a process of its own: every device one connection, at most `window` frames unanswered, either as
 * fast as answers come or at a rate. It counts what was acknowledged and how long that took, on the sender's clock.
 *
 * Before that each device sends one frame and hears its answer. Where several processes share a port the kernel gives a new
 * connection to any of them, so that states move; what is measured is devices at work, not all of them moving at once.
 */
export type GeneratorOrder = {
  readonly port: number;
  readonly devices: number;
  readonly seed: number;
  readonly startTime: number;
  readonly stepSeconds: number;
  readonly window: number;
  /** Frames that a device sends together when it is at a rate: its upload. */
  readonly upload: number;
  readonly warmSeconds: number;
  readonly seconds: number;
  /** Frames a second over all devices; null: as fast as it goes. */
  readonly rate: number | null;
  /** The first frame's number of each device: a later run of the same devices goes on where the last ended. */
  readonly firstFrame: number;
};

export type GeneratorReport = {
  readonly acknowledged: number;
  readonly seconds: number;
  /** Until every device had connected and had its first frame answered. */
  readonly introducedWithin: number;
  readonly perSecond: number;
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  /** The next frame's number, the same for all devices or above it. */
  readonly nextFrame: number;
};

export type GeneratorMessage =
  | { readonly kind: 'working' }
  | { readonly kind: 'report'; readonly report: GeneratorReport };

type Device = {
  readonly index: number;
  readonly socket: Socket;
  next: number;
  /** When each unanswered frame was sent, oldest first. */
  readonly sentAt: number[];
};

async function run(order: GeneratorOrder, working: () => void): Promise<GeneratorReport> {
  const load = makeLoad(order);
  const histogram = startHistogram();
  let measuring = false;
  let stopped = false;
  let introduced = false;
  let acknowledged = 0;
  const perDevice = order.rate === null ? null : order.rate / order.devices;
  let begun = 0;

  const fill = (device: Device): void => {
    if (stopped || !introduced) return;
    const uploads =
      perDevice === null
        ? Number.POSITIVE_INFINITY
        : (((performance.now() - begun) / 1000) * perDevice) / order.upload + (device.index % 97) / 97;
    send(device, order.firstFrame + 1 + Math.floor(uploads) * order.upload, order.window);
  };

  const send = (device: Device, allowed: number, window: number): void => {
    const now = performance.now();
    const frames: Buffer[] = [];
    while (device.sentAt.length < window && device.next < allowed) {
      frames.push(Buffer.from(load.frame(device.index, device.next)));
      device.next += 1;
      device.sentAt.push(now);
    }
    const [only] = frames;
    if (frames.length === 1 && only !== undefined) device.socket.write(only);
    else if (frames.length > 1) device.socket.write(Buffer.concat(frames));
  };

  const answered = (device: Device, bytes: Buffer): void => {
    const now = performance.now();
    for (const byte of bytes) {
      if (byte !== 10) continue;
      const sentAt = device.sentAt.shift();
      if (sentAt === undefined)
        throw new Error(`device ${device.index} was answered more often than it asked`);
      if (!measuring) continue;
      acknowledged += 1;
      record(histogram, now - sentAt);
    }
    if (perDevice === null) fill(device);
  };

  const connecting = performance.now();
  const devices = await connectAll(order, answered);
  for (const device of devices) send(device, Number.POSITIVE_INFINITY, 1);
  await drained(devices, introduceWithin);
  const introducedWithin = (performance.now() - connecting) / 1000;
  introduced = true;
  begun = performance.now();
  for (const device of devices) fill(device);
  // At a rate the frames that have come due are sent every few milliseconds, whatever is answered (open loop).
  const pacer = perDevice === null ? null : setInterval(() => devices.forEach(fill), 4);
  await new Promise((resolve) => setTimeout(resolve, order.warmSeconds * 1000));
  measuring = true;
  working();
  const from = performance.now();
  await new Promise((resolve) => setTimeout(resolve, order.seconds * 1000));
  measuring = false;
  const seconds = (performance.now() - from) / 1000;
  stopped = true;
  if (pacer !== null) clearInterval(pacer);
  await drained(devices, drainWithin);
  for (const { socket } of devices) socket.destroy();
  return {
    acknowledged,
    seconds,
    introducedWithin,
    perSecond: acknowledged / seconds,
    p50: percentile(histogram, 0.5),
    p99: percentile(histogram, 0.99),
    max: histogram.total === 0 ? null : histogram.max,
    nextFrame: devices.reduce((most, { next }) => Math.max(most, next), order.firstFrame),
  };
}

const introduceWithin = 60_000;
const drainWithin = 10_000;

/** Waits until every frame was answered, so many milliseconds at most. */
async function drained(devices: readonly Device[], within: number): Promise<void> {
  const until = performance.now() + within;
  while (devices.some(({ sentAt }) => sentAt.length > 0) && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function connectAll(
  order: GeneratorOrder,
  answered: (device: Device, bytes: Buffer) => void,
): Promise<Device[]> {
  const devices: Device[] = [];
  for (let index = 0; index < order.devices; index += 1) {
    const socket = connect({ port: order.port, host: '127.0.0.1', noDelay: true });
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    socket.once('connect', resolve);
    socket.once('error', reject);
    await promise;
    const device: Device = { index, socket, next: order.firstFrame, sentAt: [] };
    socket.on('data', (bytes: Buffer) => answered(device, bytes));
    socket.on('error', (error) => {
      process.stderr.write(`device ${index}: ${error.message}\n`);
    });
    devices.push(device);
  }
  return devices;
}

process.once('message', (order: GeneratorOrder) => {
  const tell = (message: GeneratorMessage, then: () => void): void => void process.send?.(message, then);
  run(order, () => tell({ kind: 'working' }, () => undefined)).then(
    (report) => tell({ kind: 'report', report }, () => process.exit(0)),
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`);
      process.exit(1);
    },
  );
});
