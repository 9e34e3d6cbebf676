import type { HttpProtocolName, Reading, StreamProtocolName } from '@attend/kernel';
import * as laipac from './laipac/encoder.ts';
import * as megastek from './megastek/encoder.ts';
import { encodeQuery } from './osmand/encoder.ts';
import * as owntracks from './owntracks/encoder.ts';
import type { HttpMessage } from './protocol.ts';
import * as r16h from './r16h/encoder.ts';
import * as watch from './watch/encoder.ts';

/** What a device of a protocol sends, for the simulator, the benchmarks and the tests' fixtures. */
export type StreamEncoder = {
  /** What it says first on a new connection; null where it says nothing. */
  readonly hello: (device: string) => Uint8Array | null;
  /** As far as the protocol can carry it; a reading with several events may become several frames. */
  readonly reading: (reading: Reading) => Uint8Array;
  /** Null where the protocol has no keep-alive. `sequence` counts them. */
  readonly keepAlive: (device: string, sequence: number) => Uint8Array | null;
  /** Whether the server answers a reading's frames (one answer each). */
  readonly answered: boolean;
};

export const streamEncoders: Readonly<Record<StreamProtocolName, StreamEncoder>> = {
  laipac: {
    hello: (device) => laipac.encodeIdentification(device, '14406', '7046811160', 64),
    reading: (reading) => laipac.encodeReading(reading, true),
    keepAlive: laipac.encodeKeepAlive,
    answered: true,
  },
  megastek: {
    hello: () => null,
    reading: (reading) => megastek.encodeReading(reading),
    keepAlive: () => null,
    answered: false,
  },
  r16h: { hello: r16h.encodeLogin, reading: r16h.encodeReading, keepAlive: () => null, answered: false },
  watch: {
    hello: (device) => watch.encodeInit(device),
    // Positions are not answered, alarms are: whoever counts answers looks at the word (`wordOf`).
    reading: (reading) => watch.encodeReading(reading),
    keepAlive: (device) => watch.encodeKeepAlive(device, null),
    answered: false,
  },
};

export type HttpEncoder = (reading: Reading) => HttpMessage;

export const httpEncoders: Readonly<Record<HttpProtocolName, HttpEncoder>> = {
  owntracks: owntracks.encodeReading,
  osmand: (reading) => encodeQuery(reading, 'POST'),
};
