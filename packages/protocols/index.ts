import type { HttpProtocolName, StreamProtocolName } from '@attend/kernel';
import { laipac } from './laipac/codec.ts';
import { megastek } from './megastek/codec.ts';
import { osmand } from './osmand/decoder.ts';
import { owntracks } from './owntracks/decoder.ts';
import type { HttpProtocol, StreamProtocol } from './protocol.ts';
import { r16h } from './r16h/codec.ts';
import { watch } from './watch/codec.ts';

export type { Frame, HttpMessage, HttpProtocol, Rejected, Step, StreamProtocol } from './protocol.ts';

/**
 * Forgets the session's own type, so that callers may hold any protocol's. Sound only because a session is never made
 * but by its own protocol: whoever calls keeps the two together.
 */
const anySession = <Session>(protocol: StreamProtocol<Session>): StreamProtocol =>
  protocol as StreamProtocol<unknown>;

export const streamProtocols: Readonly<Record<StreamProtocolName, StreamProtocol>> = {
  laipac: anySession(laipac),
  megastek: anySession(megastek),
  r16h: anySession(r16h),
  watch: anySession(watch),
};

export const httpProtocols: Readonly<Record<HttpProtocolName, HttpProtocol>> = { owntracks, osmand };
