import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Frame, StreamProtocol } from './protocol.ts';
import { everyStream, messagesOf } from './test/corpus.ts';
import { framesOf } from './test/vectors.ts';
import { concatBytes } from './text.ts';

const run = { seed: 20_261_124, numRuns: 200 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The bytes in pieces of these lengths, over and over. */
function pieces(whole: Uint8Array, lengths: readonly number[]): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < whole.length; turn++) {
    const length = lengths[turn % lengths.length] ?? 1;
    parts.push(whole.slice(at, at + length));
    at += length;
  }
  return parts;
}

/** Bytes that come between messages on real lines, whole messages aside. */
const noise = fc.oneof(
  fc.constant(bytes('\r\n')),
  fc.constant(bytes('$')),
  fc.constant(bytes('[')),
  fc.constant(bytes(']')),
  fc.constant(bytes(';!')),
  fc.uint8Array({ maxLength: 40 }),
);

describe.each(everyStream)('%s', (name, protocol) => {
  const messages = messagesOf(name);
  const message = fc.constantFrom(...messages);
  const cut = message.chain((whole) => fc.nat(whole.length).map((length) => whole.slice(0, length)));
  const input = fc
    .array(fc.oneof({ arbitrary: message, weight: 6 }, cut, noise), { maxLength: 8 })
    .map(concatBytes);

  test('COD-1 however the bytes are cut, the same frames come out', () => {
    fc.assert(
      fc.property(
        input,
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 5 }),
        (whole, lengths) => {
          expect(framesOf(protocol, ...pieces(whole, lengths))).toEqual(framesOf(protocol, whole));
        },
      ),
      run,
    );
  });

  test('COD-1 cut after every single byte, the same frames come out', () => {
    const whole = concatBytes(messages.slice(0, 12));
    expect(framesOf(protocol, ...pieces(whole, [1]))).toEqual(framesOf(protocol, whole));
  });

  test('COD-1 messages without anything between them are all found', () => {
    const sound = messages.slice(0, 20);
    // A connection of its own for each binds no device to the frames that name none.
    const one = (whole: Uint8Array): readonly unknown[] =>
      framesOf(protocol, whole).frames.map(({ readings, reply, rejected }) => ({
        readings,
        reply,
        rejected,
      }));
    expect(one(concatBytes(sound))).toEqual(sound.flatMap(one));
  });

  test('COD-1 a session is a plain value: an older one goes on as if the newer had never been', () => {
    const [first = bytes(''), second = bytes('')] = messages;
    const half = protocol.receive(protocol.start(), first.slice(0, 20)).session;
    const copy = structuredClone(half);
    const on = (session: unknown, more: Uint8Array): readonly Frame[] => {
      const step = protocol.receive(session, more);
      return [...step.frames, ...protocol.finish(step.session).frames];
    };
    const wanted = on(copy, first.slice(20));
    protocol.receive(half, second);
    protocol.receive(half, bytes('x'));
    expect(on(half, first.slice(20))).toEqual(wanted);
  });

  test('COD-1 nothing that comes out is a view of the socket’s memory, which is used again', () => {
    const whole = Buffer.from(
      concatBytes([...messages.slice(0, 10), bytes('$bad*00\r\n[bad][XX*1*]@bad$'), ...messages]),
    );
    const wanted = framesOf(protocol, new Uint8Array(whole)).frames;
    const slab = Buffer.alloc(whole.length);
    let session = protocol.start();
    const frames: Frame[] = [];
    for (let at = 0; at < whole.length; at += 113) {
      const length = whole.copy(slab, 0, at, at + 113);
      const step = protocol.receive(session, slab.subarray(0, length));
      session = step.session;
      frames.push(...step.frames);
    }
    frames.push(...protocol.finish(session).frames);
    slab.fill(0);
    expect(frames).toEqual(wanted);
  });

  test('COD-3 a frame without an end is rejected once, holds bounded memory, and the next one is read', () => {
    const sound = messages[0] ?? bytes('');
    const wanted = framesOf(protocol, sound).frames;
    const begin =
      name === 'watch'
        ? '[3G*8800000015*ffff*UD,'
        : name === 'megastek'
          ? '$MGV002,'
          : sound[0] === 0x40
            ? '@GPSD,'
            : '$AVRMC,';
    const end = name === 'watch' ? ']' : '\r\n';
    const { session, frames } = flood(protocol, bytes(begin), 4_000_000);
    expect(frames.map((frame) => frame.rejected !== null)).toEqual([true]);
    expect(frames[0]?.rejected?.data.length).toBeLessThanOrEqual(512);
    expect(heldBytes(session)).toBeLessThan(1_000);
    expect(protocol.left(session)).toBe(0);
    const after = protocol.receive(session, concatBytes([bytes(end), sound]));
    expect([...after.frames, ...protocol.finish(after.session).frames]).toEqual(wanted);
  });

  test('COD-3 a long run of first bytes is a few wrong frames, not one each, and the sentence behind it is read', () => {
    const sound = messages[0] ?? bytes('');
    const wanted = framesOf(protocol, sound).frames;
    for (const first of ['$', '@', '[']) {
      const { frames } = framesOf(protocol, concatBytes([bytes(first.repeat(100_000)), sound]));
      expect(frames.length).toBeLessThan(1_000);
      if (sound[0] === first.charCodeAt(0)) expect(frames.at(-1)).toEqual(wanted[0]);
    }
  });

  test('COD-3 an unfinished frame is never held beyond the longest that there is, nor is the chunk it came in', () => {
    const start = bytes(name === 'watch' ? '[3G*8800000015*ffff*' : 'x');
    let session = protocol.receive(protocol.start(), start).session;
    for (let at = 0; at < 200; at++) {
      session = protocol.receive(session, bytes('y'.repeat(999))).session;
      expect(heldBytes(session)).toBeLessThan(2 * 70_000);
    }
    const large = concatBytes([bytes('\r\n'.repeat(200_000)), start]);
    expect(heldBytes(protocol.receive(protocol.start(), large).session)).toBeLessThan(1_000);
  });
});

/** Sends so many bytes of nothing after the beginning of a frame. */
function flood(
  protocol: StreamProtocol,
  begin: Uint8Array,
  length: number,
): { session: unknown; frames: readonly Frame[] } {
  const frames: Frame[] = [];
  let session = protocol.start();
  const chunk = bytes('9'.repeat(16_000));
  for (let sent = 0; sent < length; sent += chunk.length) {
    const step = protocol.receive(session, sent === 0 ? begin : chunk);
    session = step.session;
    frames.push(...step.frames);
  }
  return { session, frames };
}

/** Bytes of all arrays that a session holds. */
function heldBytes(session: unknown): number {
  if (session instanceof Uint8Array) return session.buffer.byteLength;
  if (typeof session !== 'object' || session === null) return 0;
  return Object.values(session).reduce((sum: number, value) => sum + heldBytes(value), 0);
}

describe.each(everyStream.filter(([name]) => name !== 'watch'))(
  '%s, at its longest frame',
  (name, protocol) => {
    const longest = { laipac: 512, r16h: 1_024, megastek: 4_096, watch: 0 }[name];
    const begin = { laipac: '$AVRMC,', r16h: '@GPSD,', megastek: '$MGV002,', watch: '' }[name];

    test('COD-3 whether a frame is too long does not depend on how it was cut', () => {
      for (let length = longest - 3; length <= longest + 70; length++) {
        const whole = bytes(`${begin.padEnd(length, '7')}\r\n`);
        const wanted = framesOf(protocol, whole);
        const reason = wanted.frames[0]?.rejected?.reason ?? '';
        expect(reason.includes('longer than')).toBe(length > longest);
        for (const at of [
          longest - 1,
          longest,
          longest + 1,
          longest + 33,
          longest + 40,
          length,
          length + 1,
        ]) {
          expect(framesOf(protocol, whole.slice(0, at), whole.slice(at))).toEqual(wanted);
        }
        expect(framesOf(protocol, ...pieces(whole, [1]))).toEqual(wanted);
      }
    });
  },
);

test('COD-3 watch: frames about its longest, a voice message of 64 KB among them', () => {
  const [, protocol] = everyStream.find(([name]) => name === 'watch') ?? expect.fail();
  for (const length of [65_000, 65_535, 65_540, 65_600, 80_000]) {
    const whole = bytes(`[3G*8800000015*ffff*TK,${'7'.repeat(length)}][3G*8800000015*0002*LK]`);
    const wanted = framesOf(protocol, whole);
    expect(wanted.frames.map(({ rejected, reply }) => [rejected !== null, reply !== null])).toEqual([
      [length + '[3G*8800000015*ffff*TK,]'.length > 65_567, false],
      [false, true],
    ]);
    expect(framesOf(protocol, ...pieces(whole, [1_400]))).toEqual(wanted);
    expect(framesOf(protocol, ...pieces(whole, [65_560, 7, 90]))).toEqual(wanted);
  }
});
