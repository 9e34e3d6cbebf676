import { createSecretKey, type KeyObject } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { packObservations, unpackObservations } from '@attend/monitor';
import { SealBroken } from '@attend/server/keys/failure';
import { seal, unseal } from '@attend/server/keys/seal';
import { expect, test } from 'vitest';
import { makeRandom, mutate } from '../../packages/protocols/test/mutate.ts';
import { openRecord, RecordFault } from '../../server/database/repositories/record-fault.ts';
import { observation } from '../../server/database/testing-records.ts';
import { snapshotIdentity } from '../../server/gateway/load-wearers.ts';
import { packUpload, unpackUpload, uploadIdentity } from '../../server/gateway/upload.ts';
import { unpackViolation, violationIdentity } from '../../server/gateway/violation.ts';
import { keepFigures } from './figures.ts';

/** Mutated rows of each kind: some seconds here, a hundred thousand in the soak. */
const budget = Number(process.env.ATTEND_UPLOADS ?? 4_000);
const seed = Number(process.env.ATTEND_FUZZ_SEED ?? 20_261_126);
const limitMs = 3_600_000;

const keyOf = (fill: number): KeyObject => createSecretKey(Buffer.alloc(32, fill));
const key = keyOf(7);
const start = Date.parse('2026-03-01T12:00:00Z');

/** Uploads as they come: a pulse, some fixes, a stored day that is compressed. */
const lists = [1, 3, 10, 90].map((count) =>
  Array.from({ length: count }, (_, index) =>
    observation(start + index * 60_000, {
      sequence: index,
      ...(index % 7 === 3 ? { place: null, events: ['sos'] as const } : {}),
    }),
  ),
);

/** What is stored sealed of a person's readings, and how it is read again. */
const kinds: readonly {
  readonly name: string;
  readonly rows: readonly Buffer[];
  readonly open: (key: KeyObject, assignment: number, version: number, row: Uint8Array) => unknown;
}[] = [
  {
    name: 'upload',
    rows: lists.map((list, index) => packUpload(key, 41, index, list)),
    open: unpackUpload,
  },
  {
    name: 'positions of a violation',
    rows: lists.map((list, index) => seal(key, violationIdentity(41, 1, index), packObservations(list))),
    open: (from, assignment, version, row) => unpackViolation(from, assignment, 1, version, row),
  },
  {
    name: 'snapshot',
    rows: lists.map((list, index) => seal(key, snapshotIdentity(41, index), packObservations(list))),
    open: (from, assignment, version, row) =>
      unpackObservations(unseal(from, snapshotIdentity(assignment, version), row)),
  },
];

function faultOf(open: () => unknown): unknown {
  try {
    open();
    return null;
  } catch (thrown) {
    return thrown;
  }
}

test.each(kinds)(
  `FUZ-2 ${budget} altered rows (ATTEND_UPLOADS), seed ${seed}: $name opens unaltered, in its own place, with its own key, and else never`,
  ({ name, rows, open }) => {
    const random = makeRandom(seed);
    const before = process.memoryUsage().rss;
    const tally = { altered: 0, moved: 0, foreign: 0, same: 0 };
    for (let run = 0; run < budget; run += 1) {
      const version = random(rows.length);
      const row = rows[version];
      const other = rows[random(rows.length)];
      if (row === undefined || other === undefined) throw new Error('no such row');
      const how = random(10);
      const altered = how < 8 ? Buffer.from(mutate(row, other, random)) : row;
      const place = how === 8 ? 42 : 41;
      const from = how === 9 ? keyOf(8) : key;
      const fault = faultOf(() => openRecord(place, name, () => open(from, place, version, altered)));
      if (how < 8 && altered.equals(row)) {
        tally.same += 1;
        if (fault !== null) expect.fail(`an unaltered row did not open: ${String(fault)}`);
        continue;
      }
      // By name, with the row that is meant, and never as a fault of some parser behind the seal.
      if (
        !(fault instanceof RecordFault && fault.assignmentId === place && fault.cause instanceof SealBroken)
      )
        expect.fail(`run ${run}: ${altered.toString('hex')} gave ${String(fault)}`);
      tally[how < 8 ? 'altered' : how === 8 ? 'moved' : 'foreign'] += 1;
    }
    keepFigures(`fuzz-stored-${name.replaceAll(' ', '-')}`, tally);
    expect(tally.altered).toBeGreaterThan(budget / 2);
    expect(tally.same).toBeGreaterThan(0);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 1024 * 1024);
  },
  limitMs,
);

test(
  `FUZ-3 ${budget} damaged packings under a whole seal (a fault of our own): an error or as many readings as bytes could hold, in bounded time`,
  () => {
    const random = makeRandom(seed);
    const packed = lists.map((list) => packObservations(list));
    const tally = { refused: 0, read: 0 };
    for (let run = 0; run < budget; run += 1) {
      const source = packed[random(packed.length)] ?? new Uint8Array(0);
      const bytes = mutate(source, packed[random(packed.length)] ?? source, random);
      const fault = faultOf(() => {
        const { length } = unpackObservations(bytes);
        if (length > bytes.length) expect.fail(`${length} readings out of ${bytes.length} bytes`);
      });
      if (fault === null) tally.read += 1;
      else tally.refused += 1;
      if (fault !== null && (!(fault instanceof Error) || fault instanceof TypeError))
        expect.fail(`${Buffer.from(bytes).toString('hex')} gave ${String(fault)}`);
    }
    keepFigures('fuzz-packings', tally);
    expect(tally.refused).toBeGreaterThan(0);
  },
  limitMs,
);

test('FUZ-3 an upload that would unpack to more than any upload is refused before memory is', () => {
  const zeros = deflateRawSync(Buffer.alloc(80 * 1024 * 1024));
  const row = seal(key, uploadIdentity(41, 1), Buffer.concat([Buffer.of(1), zeros]));
  expect(() => unpackUpload(key, 41, 1, row)).toThrow(/larger than/);
});
