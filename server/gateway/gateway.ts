import { createHmac, type KeyObject } from 'node:crypto';
import type { HttpProtocolName, ProtocolName, StreamProtocolName } from '@attend/kernel';
import { httpProtocols, streamProtocols } from '@attend/protocols';
import { followDestructions } from '@attend/server/keys/follow-destructions';
import type { Keyring } from '@attend/server/keys/keyring';
import type { Logger } from 'pino';
import { createPool } from '../database/connect.ts';
import { RecordFault } from '../database/repositories/record-fault.ts';
import type { ConnectionSettings } from '../database/settings.ts';
import { claimTicks } from './clocks.ts';
import { Committer, EvaluationFault } from './committer.ts';
import { Knocks } from './deliver.ts';
import { Directory } from './directory.ts';
import { WearerEvaluator } from './evaluator.ts';
import { Flags } from './flags.ts';
import { Horizons, horizonsEvery } from './horizons.ts';
import { HttpListener } from './http-listener.ts';
import { ShardedIntake } from './intake.ts';
import { Jumps } from './jumps.ts';
import { limits } from './limits.ts';
import { Lines } from './lines.ts';
import { beatEvery, Listening, shortest } from './listening.ts';
import { type Meter, noticeHang, startMeter } from './meter.ts';
import { type Repeating, repeat } from './repeat.ts';
import { Replays } from './replays.ts';
import { Shelf } from './shelf.ts';
import { StreamListener } from './stream-listener.ts';
import { LineTalk } from './tell-lines.ts';
import { watchDevices } from './watch-devices.ts';
import { writeKnocks } from './write-knocks.ts';

export type GatewayOptions = {
  readonly database: ConnectionSettings;
  readonly keyring: Keyring;
  readonly host: string;
  /** Port by protocol; 0 takes a free one; a protocol that is not named is not served. */
  readonly ports: Partial<Record<ProtocolName, number>>;
  readonly log: Logger;
  /** Commits at a time. */
  readonly writers?: number;
  /** Several processes listen on the same ports, and the kernel spreads connections over them (Linux). */
  readonly sharePorts?: boolean;
  /** Milliseconds in which a phone is answered; unless told, as `limits` says. */
  readonly answerWithin?: number;
  /** Milliseconds after which a quiet device's state is forgotten; `limits.quiet` unless a benchmark will not wait so long. */
  readonly quiet?: number;
};

export type Gateway = {
  readonly ports: Partial<Record<ProtocolName, number>>;
  readonly meter: Meter;
  status(): { protocol: string; port: number; connections: number; refused: number }[];
  /** Frames that wait for their commit. */
  waiting(): number;
  /** People whose state is in memory. */
  remembered(): number;
  stop(): Promise<void>;
};

/**
 * One evaluates while the other waits for the disk; with more, batches get smaller and each reading dearer. Where another
 * process shares the ports, that other one evaluates meanwhile.
 */
const writersAlone = 2;
const writersShared = 1;
const sweepEvery = 30_000;

const isStream = (name: ProtocolName): name is StreamProtocolName => name in streamProtocols;

/** Opens the listeners of one gateway process. Throws where the database does not answer or a port is taken. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { log, keyring } = options;
  const writers = options.writers ?? (options.sharePorts === true ? writersShared : writersAlone);
  const quiet = options.quiet ?? limits.quiet;
  const pool = createPool(options.database, { name: 'gateway', max: writers + 4 });
  const meter = startMeter();
  const directory = new Directory(pool);
  const knocks = new Knocks(limits.unknownDevices);
  const shelf = new Shelf(limits.shelved);
  const flags = new Flags(limits.flags);
  const replays = new Replays(limits.replays);
  const jumps = new Jumps(flags, limits.flags);
  const lines = new Lines({ flags, hash: addressHash(keyring), maximum: limits.traces });
  const talk = new LineTalk(lines);
  const streams: StreamListener[] = [];
  const webs: HttpListener[] = [];
  const listening = new Listening(pool);
  await listening.start();
  const horizons = new Horizons();
  await horizons.refresh(pool);
  const evaluator = new WearerEvaluator({ pool, keyring, meter, listening, horizons, jumps, replays });
  const intake = new ShardedIntake(
    () => {
      for (const stream of streams) stream.pauseAll();
    },
    () => {
      for (const stream of streams) stream.resumeAll();
    },
  );
  const tell = (what: string, error: unknown): void => log.error({ what, code: codeOf(error) }, 'gateway');
  const committers = Array.from(
    { length: writers },
    () => new Committer(pool, evaluator, meter, () => intake.drained(), tell),
  );
  intake.attach(committers);

  const shared = {
    host: options.host,
    sharePorts: options.sharePorts === true,
    directory,
    intake,
    meter,
    knocks,
    shelf,
    lines,
  };
  for (const [name, port] of Object.entries(options.ports) as [ProtocolName, number][]) {
    if (isStream(name)) {
      streams.push(new StreamListener({ ...shared, protocol: streamProtocols[name], port }));
    } else {
      const protocol = httpProtocols[name as HttpProtocolName];
      const tokenKey = (programmeId: string) => keyring.derive('device-token', programmeId);
      const { answerWithin } = options;
      webs.push(new HttpListener({ ...shared, protocol, port, tokenKey, answerWithin }));
    }
  }
  const listeners = [...streams, ...webs];
  const repeating: Repeating[] = [];
  const watcher = watchDevices(options.database, directory, talk, tell);
  const destructions = followDestructions({ pool, settings: options.database, keyring, log });
  const stop = async (): Promise<void> => {
    await Promise.all(listeners.map((listener) => listener.stopAccepting()));
    for (const stream of streams) stream.pauseAll();
    for (const one of repeating) await one.stop();
    // What was read is committed and answered; what was not stays with the devices.
    await Promise.all(committers.map((committer) => committer.stop()));
    for (const listener of listeners) listener.end();
    await watcher.stop();
    await destructions.stop();
    await listening.beat().catch(() => undefined);
    for (const last of [shelf, flags]) await last.write(pool).catch(() => undefined);
    await pool.end();
  };
  try {
    // Before anything is heard: a keyring brought back from before a destruction still has the key.
    await destructions.settle();
    await Promise.all(listeners.map((listener) => listener.open()));
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  repeating.push(
    // A gateway whose sockets are not read does not listen, whatever the database says.
    repeat(
      beatEvery,
      async () => intake.fullFor(Date.now()) > shortest || noticeHang(meter, () => listening.beat()),
      tell,
    ),
    repeat(1_000, () => claimTicks(pool, intake), tell),
    repeat(2_000, () => writeKnocks(pool, knocks), tell),
    repeat(2_000, () => shelf.write(pool), tell),
    repeat(2_000, () => talk.tell(pool), tell),
    repeat(2_000, () => flags.write(pool), tell),
    repeat(horizonsEvery, () => horizons.refresh(pool), tell),
    repeat(
      Math.min(sweepEvery, quiet),
      async () => {
        const now = Date.now();
        for (const listener of listeners) listener.sweep(now);
        evaluator.sweep(now, quiet);
        directory.sweep(now);
        replays.sweep(now, flags);
      },
      tell,
    ),
  );

  return {
    ports: Object.fromEntries(listeners.map((listener) => [listener.protocol.name, listener.port])),
    meter,
    status: () =>
      listeners.map((listener) => ({
        protocol: listener.protocol.name,
        port: listener.port,
        connections:
          typeof listener.connections === 'number' ? listener.connections : listener.connections.size,
        refused: listener.refused,
      })),
    waiting: () => intake.waiting,
    remembered: () => evaluator.remembered,
    stop,
  };
}

/** Forty bits tell two addresses of one device apart, and say nothing to whoever has no key. */
function addressHash(keyring: Keyring): (programmeId: string, bytes: readonly number[]) => string {
  const keys = new Map<string, KeyObject>();
  return (programmeId, bytes) => {
    const key = keys.get(programmeId) ?? keyring.derive('device-address', programmeId);
    keys.set(programmeId, key);
    return createHmac('sha256', key).update(Uint8Array.from(bytes)).digest('hex').slice(0, 10);
  };
}

/** Errors of the database, and of what does not open, may quote values: the log gets a code or a name, and sentences of our own. */
function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error) return String(error.code);
  if (error instanceof EvaluationFault || error instanceof RecordFault)
    return `${error.message} (${codeOf(error.cause)})`;
  return error instanceof Error ? error.name : 'unknown';
}
