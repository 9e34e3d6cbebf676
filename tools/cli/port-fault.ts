import { Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';

type Ports = Pick<Settings, 'http' | 'gateway'>;

const why: Readonly<Record<string, string>> = {
  EADDRINUSE: 'is in use by another program',
  EACCES: 'may not be opened by this user',
  EADDRNOTAVAIL: 'cannot be opened: this machine has no such address',
};

/** What opens the port, and with which flag another is chosen. */
function flagOf(port: number, { http, gateway }: Ports): string {
  if (port === http) return 'give another with --http PORT (0: any free one)';
  const protocol = Object.entries(gateway).find(([, taken]) => taken === port)?.[0];
  return `give ${protocol ?? 'the listener'} another with --gateway ${protocol ?? 'NAME'}=PORT,… (it names every listener)`;
}

/** A port that could not be opened, in a plain sentence with the flag that chooses another; anything else as it came. */
export function plainPortFault(thrown: unknown, ports: Ports): unknown {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return thrown;
  const reason = why[thrown.code];
  // A gateway process tells its failure as text: Node's own ends with the address.
  const [, address, port] = thrown.message.match(/ (\S+):(\d+)$/) ?? [];
  if (reason === undefined || address === undefined || port === undefined) return thrown;
  return new Refusal(`port ${port} on ${address} ${reason}; ${flagOf(Number(port), ports)}`);
}
