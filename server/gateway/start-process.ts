import { type ChildProcess, fork } from 'node:child_process';
import type { ProtocolName } from '@attend/kernel';
import type { GatewayMessage, GatewayOrder, GatewayReport } from './process.ts';

export type GatewayProcess = {
  readonly ports: Partial<Record<ProtocolName, number>>;
  /** The last it told of itself; null before its first report and while it starts again. */
  report(): GatewayReport | null;
  readonly pid: () => number | null;
  stop(): Promise<void>;
};

export type StartOptions = {
  /** It ended though nobody asked it to: it is started again on the same ports. */
  readonly tell: (what: string) => void;
  /** False: it is left ended (a benchmark that kills it starts it itself). */
  readonly restart?: boolean;
};

const firstPause = 200;
const longestPause = 10_000;
/** It commits what it has read before it ends; a database that stalls must not keep it for ever. */
const stopWithin = 15_000;

type Running = { readonly child: ChildProcess; readonly ports: Partial<Record<ProtocolName, number>> };

/** Forks a gateway and keeps one running. Rejects where the first does not come up. */
export async function startGatewayProcess(
  order: GatewayOrder,
  options: StartOptions,
): Promise<GatewayProcess> {
  let report: GatewayReport | null = null;
  let stopping = false;
  const begin = (asked: GatewayOrder): Promise<Running> =>
    launch(asked, (news) => {
      report = news;
    });
  let running: Running | null = await begin(order);
  const { ports } = running;

  const watch = (watched: Running): void => {
    watched.child.once('exit', (code, signal) => {
      running = null;
      report = null;
      if (stopping || options.restart === false) return;
      options.tell(`the gateway ended (${signal ?? code}) and is started again`);
      void again(firstPause);
    });
  };
  const again = async (pause: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (stopping) return;
    try {
      running = await begin({ ...order, ports });
      watch(running);
    } catch {
      void again(Math.min(longestPause, pause * 2));
    }
  };
  watch(running);

  return {
    ports,
    report: () => report,
    pid: () => running?.child.pid ?? null,
    stop: async () => {
      stopping = true;
      const child = running?.child;
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      child.once('exit', () => resolve());
      const timer = setTimeout(() => child.kill('SIGKILL'), stopWithin);
      child.send('stop', () => undefined);
      await promise;
      clearTimeout(timer);
    },
  };
}

function launch(order: GatewayOrder, tell: (report: GatewayReport) => void): Promise<Running> {
  const { promise, resolve, reject } = Promise.withResolvers<Running>();
  const child = fork(new URL('./process.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    // Options of the runtime for the gateway alone, such as --cpu-prof.
    execArgv: (process.env.ATTEND_GATEWAY_NODE ?? '').split(' ').filter((word) => word !== ''),
  });
  child.on('message', (message: GatewayMessage) => {
    if (message.kind === 'ready') resolve({ child, ports: message.ports });
    else if (message.kind === 'report') tell(message.report);
    else reject(Object.assign(new Error(message.message), { code: message.code }));
  });
  child.once('error', reject);
  child.once('exit', (code, signal) =>
    reject(new Error(`the gateway ended at its start (${signal ?? code})`)),
  );
  child.send(order, (error) => {
    if (error !== null) reject(error);
  });
  return promise;
}
