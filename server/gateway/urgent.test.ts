import type { Reading } from '@attend/kernel';
import fc from 'fast-check';
import pg from 'pg';
import { expect, test } from 'vitest';
import { Committer, type Evaluator } from './committer.ts';
import type { Work } from './item.ts';
import { limits } from './limits.ts';
import { startMeter } from './meter.ts';
import { isUrgent, takeBatch } from './urgent.ts';

const quietReading: Reading = {
  device: '1',
  time: 0,
  receivedAt: null,
  fix: null,
  battery: null,
  strap: 'closed',
  case: 'closed',
  worn: true,
  events: ['battery-low'],
  live: true,
  sequence: null,
  mock: null,
};
const workOf = (assignmentId: number, more: Partial<Reading> = {}, receivedAt = 0): Work => ({
  kind: 'readings',
  assignmentId,
  readings: [{ ...quietReading, ...more }],
  receivedAt,
  address: '',
  slot: null,
});

test.each<[string, Partial<Reading>]>([
  ['an open strap', { strap: 'open' }],
  ['an open case', { case: 'open' }],
  ['not worn', { worn: false }],
  ['a call for help', { events: ['battery-low', 'sos'] }],
  ['a strap that was opened', { events: ['strap-opened'] }],
  ['tampering', { events: ['tamper'] }],
])('GTW-20 %s is urgent', (_name, more) => {
  expect(isUrgent(workOf(1, more))).toBe(true);
});

test('GTW-20 what is usual is not urgent', () => {
  expect(isUrgent(workOf(1))).toBe(false);
  expect(isUrgent({ kind: 'tick', assignmentId: 1, slot: null })).toBe(false);
});

test('GTW-20 where much waits, a person with something urgent goes first, whole and in order; where little does, all go', () => {
  const queue = [workOf(1), workOf(2, {}, 1), workOf(1), workOf(2, { strap: 'open' }, 2), workOf(3)];
  const urgent = new Set([2]);
  expect(takeBatch(queue, urgent, { most: 10, long: 10 })).toEqual({ batch: queue, rest: [], chosen: false });
  expect(takeBatch(queue, urgent, { most: 10, long: 4 })).toEqual({
    batch: [queue[1], queue[3]],
    rest: [queue[0], queue[2], queue[4]],
    chosen: true,
  });
});

test('GTW-20 nothing is lost or doubled, no batch is too large, and each person’s readings stay in order', () => {
  const works = fc.array(fc.record({ id: fc.integer({ min: 1, max: 5 }), open: fc.boolean() }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(works, fc.integer({ min: 1, max: 20 }), fc.nat(30), (given, most, long) => {
      let queue = given.map(({ id, open }, index) => workOf(id, open ? { strap: 'open' } : {}, index));
      const all = queue;
      const out: Work[] = [];
      while (queue.length > 0) {
        const urgent = new Set(queue.filter(isUrgent).map(({ assignmentId }) => assignmentId));
        const { batch, rest } = takeBatch(queue, urgent, { most, long });
        expect(batch.length).toBeGreaterThan(0);
        expect(batch.length).toBeLessThanOrEqual(most);
        out.push(...batch);
        queue = rest;
      }
      for (const id of new Set(all.map(({ assignmentId }) => assignmentId))) {
        const ofOne = (list: readonly Work[]) => list.filter(({ assignmentId }) => assignmentId === id);
        expect(ofOne(out)).toEqual(ofOne(all));
      }
      expect(out).toHaveLength(all.length);
    }),
    { seed: 20_261_126, numRuns: 300 },
  );
});

test('GTW-20 what is usual is committed too while something urgent comes again and again', async () => {
  const batches: number[][] = [];
  const evaluator: Evaluator = {
    againFrom: 0,
    isVeryLate: () => false,
    // Nothing of it is to be kept, so that no database is needed to see what is taken when.
    prepare: async (ids) => {
      batches.push([...ids]);
      if (batches.length < 20) committer.offer(workOf(0, { events: ['sos'] }));
    },
    evaluate: () => ({ entry: null, accept: () => undefined, discard: () => undefined }),
  };
  const committer = new Committer(
    new pg.Pool(),
    evaluator,
    startMeter(),
    () => undefined,
    () => undefined,
  );
  for (let id = 1; id <= limits.batch.long + 1; id += 1) committer.offer(workOf(id));
  committer.offer(workOf(0, { events: ['sos'] }));
  await committer.stop();
  expect(batches[0]).toEqual([0]);
  expect(batches[1]).toHaveLength(limits.batch.long + 2);
});
