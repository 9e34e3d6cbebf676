import {
  type HttpProtocolName,
  httpProtocolNames,
  type ProtocolName,
  type Reading,
  type StreamProtocolName,
} from '@attend/kernel';
import { httpProtocols, streamProtocols } from '@attend/protocols';
import { httpEncoders, streamEncoders } from '@attend/protocols/encoders';
import { encodeReport } from '@attend/protocols/osmand/encoder';
import type { HttpMessage } from '@attend/protocols/protocol';

export const isHttp = (protocol: ProtocolName): protocol is HttpProtocolName =>
  httpProtocolNames.some((name) => name === protocol);

/** What a phone sends. Traccar Client's JSON form, not its query, says whether a mock provider made the place. */
export const httpMessageOf = (protocol: HttpProtocolName, reading: Reading): HttpMessage =>
  protocol === 'osmand' ? encodeReport(reading) : httpEncoders[protocol](reading);

export const streamBytesOf = (protocol: StreamProtocolName, reading: Reading): Uint8Array =>
  streamEncoders[protocol].reading(reading);

/** What is left of a reading on the other side of the wire, by the product's own encoder and decoder. */
export function carry(protocol: ProtocolName, reading: Reading): Reading[] {
  if (isHttp(protocol)) {
    const { frames } = httpProtocols[protocol].decode(httpMessageOf(protocol, reading));
    return frames.flatMap((frame) => frame.readings);
  }
  const codec = streamProtocols[protocol];
  const received = codec.receive(codec.start(), streamBytesOf(protocol, reading));
  const finished = codec.finish(received.session);
  return [...received.frames, ...finished.frames].flatMap((frame) => frame.readings);
}
