import type { ProtocolName } from '@attend/kernel';
import { isHttp } from '../device/carry.ts';
import { HttpLink } from './http-link.ts';
import type { Link } from './link.ts';
import { StreamLink } from './stream-link.ts';

export type LinkTarget = {
  readonly protocol: ProtocolName;
  readonly device: string;
  /** Of a phone. */
  readonly token: string | null;
  readonly host: string;
  readonly port: number;
  readonly spread: number;
};

/** The line by which a device of this protocol reports. */
export function openLink({ protocol, token, ...rest }: LinkTarget): Link {
  return isHttp(protocol)
    ? new HttpLink({ ...rest, protocol, token: token ?? '' })
    : new StreamLink({ ...rest, protocol });
}
