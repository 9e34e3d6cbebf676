import { describe, expect, test } from 'vitest';
import { closeFraming, type Framer, type Framing, receiveBytes, startFraming } from './framing.ts';
import { laipac } from './laipac/codec.ts';
import { megastek } from './megastek/codec.ts';
import { megastekFramer } from './megastek/framer.ts';
import { osmand } from './osmand/codec.ts';
import { owntracks } from './owntracks/codec.ts';
import type { HttpProtocol, StreamProtocol } from './protocol.ts';
import { r16h } from './r16h/codec.ts';
import { bytesOf, expectVector, framesOf, httpMessageOf, type Vector, vectorsOf } from './test/vectors.ts';
import { watch } from './watch/codec.ts';
import { encodeCommand, standardOffsetMinutes, type WatchCommand } from './watch/commands.ts';
import { watchFramer } from './watch/framer.ts';

function stream<Session>(protocol: StreamProtocol<Session>): void {
  const vectors = vectorsOf(protocol.name)?.filter((vector) => vector.kind === 'decode') ?? null;
  describe.skipIf(vectors === null)(
    `real ${protocol.name} messages (skipped where ../shared/data is not there)`,
    () => {
      test.each(vectors ?? [])('$id', (vector) => {
        expectVector(vector, framesOf(protocol, bytesOf(vector)).frames);
      });
    },
  );
}

stream(laipac);
stream(megastek);
stream(r16h);
stream(watch);

/** The first frame's bytes and how many are behind it. */
function firstFrame(framer: Framer, bytes: Uint8Array): { first: string; rest: number } {
  let found: { first: string; rest: number } | null = null;
  const take = (from: Uint8Array, start: number, end: number): void => {
    found ??= { first: Buffer.from(from.subarray(start, end)).toString('hex'), rest: bytes.length - end };
  };
  const framing: Framing = receiveBytes(framer, startFraming, bytes, take);
  closeFraming(framer, framing, take);
  return found ?? { first: '', rest: bytes.length };
}

function frames(name: string, framer: Framer): void {
  const vectors = vectorsOf(name)?.filter((vector) => vector.kind === 'frame') ?? null;
  describe.skipIf(vectors === null)(
    `first frames of real ${name} bytes (skipped where ../shared/data is not there)`,
    () => {
      test.each(vectors ?? [])('$id', (vector: Vector) => {
        const wanted = vector.expect.firstFrame;
        const first = wanted === undefined ? '' : Buffer.from(bytesOf(wanted)).toString('hex');
        expect(firstFrame(framer, bytesOf(vector))).toEqual({ first, rest: vector.expect.restBytes });
      });
    },
  );
}

frames('megastek', megastekFramer);
frames('watch', watchFramer);

function http(protocol: HttpProtocol): void {
  const vectors = vectorsOf(protocol.name);
  describe.skipIf(vectors === null)(
    `real ${protocol.name} requests (skipped where ../shared/data is not there)`,
    () => {
      test.each(vectors ?? [])('$id', (vector) => {
        expectVector(vector, protocol.decode(httpMessageOf(vector)).frames);
      });
    },
  );
}

http(owntracks);
http(osmand);

/** The corpus's names of commands in our own. */
function commandOf(name: string, params: { readonly [key: string]: string }): WatchCommand {
  switch (name) {
    case 'TYPE_VOICE_MESSAGE':
      return { kind: 'voice', data: new Uint8Array(Buffer.from(params.KEY_DATA ?? '', 'hex')) };
    case 'TYPE_MESSAGE':
      return { kind: 'message', text: params.KEY_MESSAGE ?? '' };
    case 'TYPE_SET_TIMEZONE': {
      const offsetMinutes = standardOffsetMinutes(params.KEY_TIMEZONE ?? '', 2026) ?? Number.NaN;
      return { kind: 'time-zone', offsetMinutes, language: params.KEY_LANGUAGE ?? '' };
    }
    default:
      return { kind: 'custom', content: params.KEY_DATA ?? '' };
  }
}

const commands = vectorsOf('watch')?.filter((vector) => vector.kind === 'encode') ?? null;
describe.skipIf(commands === null)(
  'commands to real watches (skipped where ../shared/data is not there)',
  () => {
    test.each(commands ?? [])('$id', (vector) => {
      const { command = '', params = {}, device = '' } = vector.expect;
      const encoded = encodeCommand(device, commandOf(command, params));
      const bytes = encoded.ok ? Buffer.from(encoded.value).toString('hex') : encoded.error.message;
      expect(bytes).toBe(Buffer.from(bytesOf(vector)).toString('hex'));
    });
  },
);
