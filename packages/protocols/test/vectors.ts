import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseInstant, type Reading } from '@attend/kernel';
import { expect } from 'vitest';
import type { Frame, HttpMessage, StreamProtocol } from '../protocol.ts';

/** The shared corpus of real device messages (it is no part of the repository): CONTRIBUTING.md says where it stands. */
const folder = fileURLToPath(new URL('../../../../shared/data/protocols/', import.meta.url));

type Encoded = { readonly encoding: 'text' | 'hex'; readonly data: string };
type ExpectedReading = { readonly [field: string]: unknown };

export type Vector = Encoded & {
  readonly id: string;
  readonly kind: 'decode' | 'frame' | 'encode';
  readonly http?: { readonly method: string; readonly path: string; readonly contentType: string | null };
  readonly confidence: 'asserted' | 'derived' | 'unsure';
  readonly expect: {
    readonly readings?: readonly ExpectedReading[];
    readonly readingsWithFix?: number;
    readonly rejectedAtLeast?: number;
    readonly replies?: readonly Encoded[];
    readonly firstFrame?: Encoded;
    readonly restBytes?: number;
    readonly command?: string;
    readonly params?: { readonly [name: string]: string };
    readonly device?: string;
  };
};

/** The protocol's vectors; null where the corpus is not there. */
export function vectorsOf(protocol: string): readonly Vector[] | null {
  const file = `${folder}${protocol}.ndjson`;
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Vector);
}

export function bytesOf(encoded: Encoded): Uint8Array {
  return new Uint8Array(Buffer.from(encoded.data, encoded.encoding === 'hex' ? 'hex' : 'utf8'));
}

export function httpMessageOf(vector: Vector): HttpMessage {
  const { method, path, contentType } = vector.http ?? { method: 'POST', path: '/', contentType: null };
  return { method, path, contentType, body: bytesOf(vector) };
}

/** All frames of these bytes, the input closed behind them. */
export function framesOf<Session>(
  protocol: StreamProtocol<Session>,
  ...chunks: readonly Uint8Array[]
): { readonly frames: readonly Frame[]; readonly left: number } {
  let session = protocol.start();
  const frames: Frame[] = [];
  for (const chunk of chunks) {
    const step = protocol.receive(session, chunk);
    session = step.session;
    frames.push(...step.frames);
  }
  const last = protocol.finish(session);
  frames.push(...last.frames);
  return { frames, left: protocol.left(last.session) };
}

/** Compares as the corpus's README says: the fields given, within its tolerances; the rest is free. */
export function expectVector(vector: Vector, frames: readonly Frame[]): void {
  const readings = frames.flatMap((frame) => frame.readings);
  const { expect: wanted } = vector;
  if (vector.confidence === 'unsure') return;
  if (wanted.readings !== undefined) {
    expect(readings.length, 'number of readings').toBe(wanted.readings.length);
    for (const [index, reading] of wanted.readings.entries()) expectReading(reading, readings[index]);
  }
  if (wanted.readingsWithFix !== undefined) {
    expect(readings.filter((reading) => reading.fix !== null).length).toBe(wanted.readingsWithFix);
  }
  const rejected = frames.filter((frame) => frame.rejected !== null);
  if (wanted.rejectedAtLeast !== undefined)
    expect(rejected.length).toBeGreaterThanOrEqual(wanted.rejectedAtLeast);
  else expect(rejected.map((frame) => frame.rejected?.reason)).toEqual([]);
  if (wanted.replies !== undefined) {
    const replies = frames.flatMap((frame) =>
      frame.reply === null ? [] : [Buffer.from(frame.reply).toString('hex')],
    );
    expect(replies).toEqual(wanted.replies.map((reply) => Buffer.from(bytesOf(reply)).toString('hex')));
  }
}

function expectReading(wanted: ExpectedReading, reading: Reading | undefined): void {
  expect(reading).toBeDefined();
  for (const [field, value] of Object.entries(wanted)) {
    const actual: unknown = reading?.[field as keyof Reading];
    if (field === 'time') expect(actual, field).toBe(instant(value));
    else if (field === 'events') expect(actual, field).toEqual(expect.arrayContaining(value as string[]));
    else if ((field === 'fix' || field === 'battery') && value !== null) expectParts(field, value, actual);
    else expect(actual, field).toEqual(value);
  }
}

const instant = (value: unknown): unknown => (typeof value === 'string' ? parseInstant(value) : value);

function expectParts(field: string, wanted: unknown, actual: unknown): void {
  expect(actual, field).not.toBeNull();
  for (const [part, value] of Object.entries(wanted as object)) {
    const found = (actual as { readonly [part: string]: unknown })[part];
    const name = `${field}.${part}`;
    if (part === 'lat' || part === 'lon') expect(Math.abs(Number(found) - value), name).toBeLessThan(0.00001);
    else if (part === 'speed' && value !== null)
      expect(Math.abs(Number(found) - value), name).toBeLessThan(0.05);
    else if (part === 'time') expect(found, name).toBe(instant(value));
    else expect(found, name).toBe(value);
  }
}
