import { type Reading, type StreamProtocolName, streamProtocolNames } from '@attend/kernel';
import fc from 'fast-check';
import { httpEncoders, streamEncoders } from '../encoders.ts';
import { streamProtocols } from '../index.ts';
import { encodeExtendedIdentification } from '../laipac/encoder.ts';
import { encodeReading as encodeMegastek } from '../megastek/encoder.ts';
import { encodeReport } from '../osmand/encoder.ts';
import type { HttpMessage, StreamProtocol } from '../protocol.ts';
import { encodeContent, encodeReading as encodeWatch } from '../watch/encoder.ts';
import { arbitraryReading, imei, tenDigits, topic } from './readings.ts';
import { bytesOf, httpMessageOf, vectorsOf } from './vectors.ts';

/** Whole messages of each protocol: our own encoders' and, where the shared corpus is there, real ones. */

export const everyStream: readonly (readonly [StreamProtocolName, StreamProtocol])[] =
  streamProtocolNames.map((name) => [name, streamProtocols[name]]);

const readings = (device: fc.Arbitrary<string>, seed: number): readonly Reading[] =>
  fc.sample(arbitraryReading(device), { seed, numRuns: 60 });

const special: Readonly<Record<StreamProtocolName, (reading: Reading) => readonly Uint8Array[]>> = {
  laipac: ({ device }) => [
    encodeExtendedIdentification(device, { iccid: '89310860', phone: '', owner: 'Owner', firmware: '0x52' }),
  ],
  megastek: (reading) => [
    encodeMegastek(reading, 'mgv'),
    encodeMegastek(reading, 'stx'),
    encodeMegastek(reading, 'fixed'),
    new TextEncoder().encode('cmd=aid;user=a;lat=1;lon=2\r\n'),
  ],
  r16h: () => [],
  watch: (reading) => [
    encodeWatch(reading, { maker: 'ZJ', counts: true }),
    encodeContent(reading.device, 'LK,1,2,77'),
    encodeContent(reading.device, 'TKQ'),
    encodeContent(reading.device, 'JXTK,0,name,1,2,data'),
    encodeContent(reading.device, 'heart,71'),
    encodeContent(
      reading.device,
      'UD,010126,120000,V,0,N,0,E,0,0,0,0,1,9,0,0,00000000,0,1,[a[b]],11:22,-5,3.0',
    ),
  ],
};

export function messagesOf(name: StreamProtocolName): readonly Uint8Array[] {
  const encoder = streamEncoders[name];
  const own = readings(name === 'watch' ? tenDigits : imei, 3).flatMap((reading, index) => {
    const hello = encoder.hello(reading.device);
    const pulse = encoder.keepAlive(reading.device, index);
    return [
      encoder.reading(reading),
      ...(hello ? [hello] : []),
      ...(pulse ? [pulse] : []),
      ...special[name](reading),
    ];
  });
  const real = (vectorsOf(name) ?? []).filter(({ kind }) => kind !== 'encode').map(bytesOf);
  return [...own, ...real];
}

export function requestsOf(name: 'owntracks' | 'osmand'): readonly HttpMessage[] {
  const own = readings(name === 'owntracks' ? topic : imei, 5).flatMap((reading) =>
    name === 'owntracks'
      ? [httpEncoders.owntracks(reading)]
      : [httpEncoders.osmand(reading), encodeReport(reading)],
  );
  return [...own, ...(vectorsOf(name) ?? []).map(httpMessageOf)];
}
