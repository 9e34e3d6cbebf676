import { randomUUID } from 'node:crypto';
import { compilePlan, type Observation, observe, startState, tick } from '@attend/monitor';
import { expect, test } from 'vitest';
import { withTestDatabase } from '../database/testing.ts';
import { beat, downsBetween, loadDowns } from './listening.ts';

const minute = 60_000;

test('GTW-13 nobody listened in the gaps between all gateways’ spans, short ones apart', () => {
  expect(
    downsBetween([
      { from: 0, to: 10 * minute },
      { from: 5 * minute, to: 20 * minute },
      { from: 20 * minute + 5_000, to: 30 * minute },
      { from: 50 * minute, to: 60 * minute },
    ]),
  ).toEqual([{ from: 30 * minute, to: 50 * minute }]);
  expect(downsBetween([])).toEqual([]);
});

test('GTW-13 a long span within a longer one opens no gap', () => {
  expect(
    downsBetween([
      { from: 0, to: 100 * minute },
      { from: 10 * minute, to: 20 * minute },
      { from: 60 * minute, to: 70 * minute },
    ]),
  ).toEqual([]);
});

test('GTW-13 the beats of gateways that came and went are what is loaded', async () => {
  const database = await withTestDatabase();
  const [gateway, owner] = [database.pool('gateway'), database.pool('owner')];
  await owner.query(
    `insert into attend.listening (gateway, from_at, until_at) values
      (gen_random_uuid(), now() - interval '3 hours', now() - interval '2 hours'),
      (gen_random_uuid(), now() - interval '1 hour', now() - interval '1 second')`,
  );
  const id = randomUUID();
  await beat(gateway, id);
  await beat(gateway, id);
  const downs = await loadDowns(gateway);
  expect(downs.map(({ from, to }) => Math.round((to - from) / minute))).toEqual([60]);
});

test('GTW-13 no silence is counted while nobody listened, and every device gets its own rhythm to come back', () => {
  const from = Date.UTC(2026, 2, 1);
  const at = from + 60 * minute;
  const plan = compilePlan({
    timezone: 'UTC',
    device: { id: '1', technology: 'ankle', fixEvery: 60, uploadEvery: 600 },
    authority: [{ location: 'trail', from, to: from + 365 * 86_400_000, withdrawnAt: null }],
    conditions: [],
  });
  const contact: Observation = {
    at,
    receivedAt: at,
    time: at,
    clock: 'stamp',
    level: 'trail',
    place: null,
    percent: null,
    charging: null,
    strap: null,
    case: null,
    worn: null,
    events: [],
    live: true,
    sequence: null,
    mock: null,
  };
  const silentBy = (minutes: number, downs: { from: number; to: number }[]): boolean => {
    const state = startState();
    observe(plan, state, [contact]);
    return tick(plan, state, at + minutes * minute, downs).some(({ facts }) => facts.kind === 'silent');
  };
  expect(silentBy(31, [])).toBe(true);
  const down = { from: at + 5 * minute, to: at + 125 * minute };
  expect(silentBy(31, [down])).toBe(false);
  expect(silentBy(126, [down])).toBe(false);
  // Five minutes before, twenty-five still to go, and one upload's time more.
  expect(silentBy(125 + 34, [down])).toBe(false);
  expect(silentBy(125 + 36, [down])).toBe(true);
});
