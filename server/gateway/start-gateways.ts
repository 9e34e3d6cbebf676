import { availableParallelism } from 'node:os';
import { expectFreePorts } from './free-ports.ts';
import type { GatewayOrder, GatewayReport } from './process.ts';
import { type GatewayProcess, type StartOptions, startGatewayProcess } from './start-process.ts';

/** Several gateway processes on the same ports, seen as one. */
export type Gateways = {
  readonly ports: GatewayProcess['ports'];
  /** Sums over the processes that tell; null while none does. */
  report(): GatewayReport | null;
  stop(): Promise<void>;
};

/** The kernel spreads connections over listeners that share a port on Linux alone. */
const canShare = process.platform === 'linux';
/** More than two hardly help: the database is then what is waited for. */
const most = 2;

export const usualProcesses = (): number => (canShare ? Math.min(most, availableParallelism()) : 1);

/** Starts so many processes. Rejects, and leaves none running, where one does not come up or another program has a port. */
export async function startGateways(
  order: GatewayOrder,
  options: StartOptions & { readonly processes?: number },
): Promise<Gateways> {
  const count = canShare ? (options.processes ?? usualProcesses()) : 1;
  const sharePorts = count > 1;
  await expectFreePorts(order.host, Object.values(order.ports));
  const first = await startGatewayProcess({ ...order, sharePorts }, options);
  const running = [first];
  const stop = async (): Promise<void> => {
    await Promise.all(running.map((one) => one.stop()));
  };
  try {
    while (running.length < count) {
      running.push(await startGatewayProcess({ ...order, ports: first.ports, sharePorts }, options));
    }
  } catch (thrown) {
    await stop();
    throw thrown;
  }
  return {
    ports: first.ports,
    report: () => sumReports(running.flatMap((one) => one.report() ?? [])),
    stop,
  };
}

function sumReports(reports: readonly GatewayReport[]): GatewayReport | null {
  const [first, ...others] = reports;
  if (first === undefined) return null;
  return others.reduce(
    (sum, { listeners, meter, waiting, memory }) => ({
      listeners: sum.listeners.map((listener) => {
        const same = listeners.find(({ protocol }) => protocol === listener.protocol);
        return {
          ...listener,
          connections: listener.connections + (same?.connections ?? 0),
          refused: listener.refused + (same?.refused ?? 0),
        };
      }),
      meter: sumMeters(sum.meter, meter),
      waiting: sum.waiting + waiting,
      memory: { heapUsed: sum.memory.heapUsed + memory.heapUsed, rss: sum.memory.rss + memory.rss },
    }),
    first,
  );
}

type Meter = GatewayReport['meter'];

function sumMeters(one: Meter, other: Meter): Meter {
  const { stalled, ...counts } = one;
  const summed = { ...counts };
  for (const name of Object.keys(counts) as (keyof typeof counts)[]) summed[name] += other[name];
  return { ...summed, stalled: stalled || other.stalled };
}
