import type { Reading } from '@attend/kernel';
import { expect } from 'vitest';
import type { Frame, StreamProtocol } from '../protocol.ts';
import { bytesOfAscii } from '../text.ts';
import { framesOf } from './vectors.ts';

/** Frames of a text (or bytes) that arrives on a connection of its own, which then closes. */
export function framesOfText<Session>(
  protocol: StreamProtocol<Session>,
  input: string | Uint8Array,
): readonly Frame[] {
  return framesOf(protocol, typeof input === 'string' ? bytesOfAscii(input) : input).frames;
}

/** The one frame of it. */
export function frameOf<Session>(protocol: StreamProtocol<Session>, input: string | Uint8Array): Frame {
  const frames = framesOfText(protocol, input);
  expect(frames.length).toBe(1);
  return frames[0] ?? expect.fail();
}

/** The one reading of it. */
export function readingIn<Session>(protocol: StreamProtocol<Session>, input: string | Uint8Array): Reading {
  const frame = frameOf(protocol, input);
  expect(frame.rejected?.reason).toBeUndefined();
  expect(frame.readings.length).toBe(1);
  return frame.readings[0] ?? expect.fail();
}

/** Why it was rejected; fails where it was not, or where it was answered. */
export function reasonOf<Session>(protocol: StreamProtocol<Session>, input: string | Uint8Array): string {
  const frame = frameOf(protocol, input);
  expect(frame.reply).toBeNull();
  expect(frame.readings).toEqual([]);
  return frame.rejected?.reason ?? expect.fail('was not rejected');
}

/** The reply as text. */
export function replyText(frame: Frame | undefined): string | null {
  return frame === undefined || frame.reply === null ? null : Buffer.from(frame.reply).toString('latin1');
}
