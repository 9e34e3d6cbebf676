import { describe, expect, test } from 'vitest';
import { exclusiveOr, twoHexDigits } from './checksum.ts';
import { httpProtocols } from './index.ts';
import type { Frame, HttpMessage, StreamProtocol } from './protocol.ts';
import { everyStream, messagesOf, requestsOf } from './test/corpus.ts';
import { brokenInFrame } from './test/invariants.ts';
import { makeRandom, mutate } from './test/mutate.ts';
import { bytesOfAscii, concatBytes, textOfUtf8 } from './text.ts';

/** Mutated inputs a protocol: a few seconds here, a million in the soak. A failing seed belongs into a test by name. */
const budget = Number(process.env.ATTEND_FUZZ ?? 3_000);
const seed = Number(process.env.ATTEND_FUZZ_SEED ?? 20_261_124);

/** Bytes that a session may hold whatever comes: twice the longest frame of any protocol, as its store doubles. */
const mostHeld = 2 * 70_000;

type Fuzzed = { accepted: number; rejected: number };

function check(frames: readonly Frame[], input: Uint8Array, tally: Fuzzed): void {
  for (const frame of frames) {
    const broken = brokenInFrame(frame);
    if (broken !== null) expect.fail(`${broken}: ${Buffer.from(input).toString('hex')}`);
    tally.accepted += frame.readings.length;
    tally.rejected += frame.rejected === null ? 0 : 1;
  }
}

/** Most mutations only break the checksum; with it set right again, the fields behind it are reached. */
function repaired(bytes: Uint8Array): Uint8Array {
  const star = bytes.lastIndexOf(0x2a);
  if (bytes[0] !== 0x24 || star < 2) return bytes;
  return concatBytes([
    bytes.subarray(0, star + 1),
    bytesOfAscii(`${twoHexDigits(exclusiveOr(bytes, 1, star))}\r\n`),
  ]);
}

function heldBytes(value: unknown): number {
  if (value instanceof Uint8Array) return value.buffer.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + heldBytes(part), 0);
}

function fuzzStream(protocol: StreamProtocol, messages: readonly Uint8Array[]): Fuzzed {
  const random = makeRandom(seed);
  const pick = (): Uint8Array => messages[random(messages.length)] ?? new Uint8Array(0);
  const tally = { accepted: 0, rejected: 0 };
  let session = protocol.start();
  for (let run = 0; run < budget; run++) {
    const mutated = mutate(pick(), pick(), random);
    const input = random(2) === 0 ? repaired(mutated) : mutated;
    const cut = random(input.length + 1);
    for (const chunk of random(2) === 0 ? [input] : [input.subarray(0, cut), input.subarray(cut)]) {
      const step = protocol.receive(session, chunk);
      check(step.frames, input, tally);
      session = step.session;
    }
    if (random(10) > 0) continue;
    if (heldBytes(session) > mostHeld) expect.fail(`holds ${heldBytes(session)} bytes`);
    const last = protocol.finish(session);
    check(last.frames, input, tally);
    session = protocol.start();
  }
  return tally;
}

function fuzzHttp(name: 'owntracks' | 'osmand', requests: readonly HttpMessage[]): Fuzzed {
  const random = makeRandom(seed);
  const pick = (): HttpMessage =>
    requests[random(requests.length)] ?? {
      method: 'GET',
      path: '/',
      contentType: null,
      body: new Uint8Array(0),
    };
  const tally = { accepted: 0, rejected: 0 };
  for (let run = 0; run < budget; run++) {
    const request = pick();
    const body = mutate(request.body, pick().body, random);
    const path = textOfUtf8(mutate(bytesOfAscii(request.path), bytesOfAscii(pick().path), random));
    const message = {
      ...request,
      path: random(2) === 0 ? path : request.path,
      body: random(3) > 0 ? body : request.body,
    };
    const { status, frames } = httpProtocols[name].decode(message);
    if (status !== 200 && status !== 400) expect.fail(`status ${status}`);
    check(frames, body, tally);
  }
  return tally;
}

describe(`${budget} mutated inputs a protocol (ATTEND_FUZZ), seed ${seed}`, () => {
  const enough = budget * 0.01;

  test.each(everyStream)(
    'COD-2 %s: nothing throws, every reading is in range, memory is bounded',
    (name, protocol) => {
      const tally = fuzzStream(protocol, messagesOf(name));
      // Both sides must be reached, or the mutations test nothing.
      expect(tally.accepted).toBeGreaterThan(enough);
      expect(tally.rejected).toBeGreaterThan(enough);
    },
    3_600_000,
  );

  test.each(['owntracks', 'osmand'] as const)(
    'COD-2 %s: nothing throws, every reading is in range',
    (name) => {
      const tally = fuzzHttp(name, requestsOf(name));
      expect(tally.accepted).toBeGreaterThan(enough);
      expect(tally.rejected).toBeGreaterThan(enough);
    },
    3_600_000,
  );
});
