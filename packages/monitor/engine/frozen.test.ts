import type { Reading } from '@attend/kernel';
import { expect, test } from 'vitest';
import { gate } from '../authority/gate.ts';
import type { Observation } from '../observation/observation.ts';
import { packObservations, unpackObservations } from '../observation/pack.ts';
import { compilePlan } from '../plan.ts';
import { at, caseOf, condition, fix, minutes, north, reading } from '../test/build.ts';
import { encodeState } from './encode.ts';
import { observe, tick } from './engine.ts';
import { mostOfOneStamp } from './frozen.ts';
import { rebuild } from './rebuild.ts';
import { type Memory, type State, serverMemory, startState, wholeMemory } from './state.ts';

const plan = compilePlan(caseOf({ conditions: [condition('exclusion-zone')] }), []);
const stopped = at('12:00');

/** The `index`th reading of a clock that stands still: another one each minute, all of one stamp, walking north. */
function arrived(index: number, more: Partial<Reading> = {}): Observation {
  const one = reading(stopped, {
    fix: fix({ ...north(1_000 + index), time: stopped }),
    sequence: index,
    ...more,
  });
  return gate(plan, one, stopped + minutes(index));
}

function run(memory: Memory, count: number): { state: State; stored: Observation[]; kinds: string[] } {
  const state = startState(memory);
  const stored: Observation[] = [];
  const kinds: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const seen = observe(plan, state, [arrived(index)]);
    stored.push(...seen.stored);
    expect(seen.beyond).toEqual([]);
    kinds.push(...seen.changes.flatMap(({ change, facts }) => (change === 'raised' ? [facts.kind] : [])));
  }
  return { state, stored, kinds };
}

test('AUT-14 of a clock that stands still no more is held, however long it does', () => {
  const day = encodeState(run(serverMemory, 1_440).state).length;
  expect(encodeState(run(serverMemory, 4_320).state).length).toBeLessThan(1.2 * day);
});

test('AUT-14 beyond the first of one stamp no place is kept, the contact is, and the clock is told to be doubtful', () => {
  for (const memory of [serverMemory, wholeMemory]) {
    const { stored, kinds } = run(memory, mostOfOneStamp + 40);
    expect(stored).toHaveLength(mostOfOneStamp + 40);
    const late = stored.slice(mostOfOneStamp);
    expect(
      stored.slice(0, mostOfOneStamp).every(({ clock, place }) => clock === 'stamp' && place !== null),
    ).toBe(true);
    expect(
      late.every(
        ({ clock, place, at: when, receivedAt }) =>
          clock === 'frozen' && place === null && when === receivedAt,
      ),
    ).toBe(true);
    expect(kinds).toContain('location-doubtful');
    expect(unpackObservations(packObservations(late))).toEqual(late);
  }
});

test('AUT-14 one that comes again changes nothing, from before or after the clock was found out', () => {
  const { state } = run(serverMemory, mostOfOneStamp + 40);
  for (const index of [mostOfOneStamp - 1, mostOfOneStamp + 3, mostOfOneStamp + 39]) {
    expect(observe(plan, state, [arrived(index)])).toMatchObject({ stored: [], duplicates: 1, changes: [] });
  }
});

test('AUT-14 a strap that opens under such a clock is told at once, and the doubt ends when the clock goes again', () => {
  const { state } = run(serverMemory, mostOfOneStamp + 40);
  const opened = observe(plan, state, [arrived(mostOfOneStamp + 41, { strap: 'open' })]);
  expect(opened.changes.map(({ facts }) => facts.kind)).toContain('strap-opened');
  const now = stopped + minutes(mostOfOneStamp + 50);
  const good = reading(now, { fix: fix(north(2_000)) });
  const { changes } = observe(plan, state, [gate(plan, good, now)]);
  expect(
    changes.filter(({ facts }) => facts.kind === 'location-doubtful').map(({ change }) => change),
  ).toEqual(['cleared']);
});

test('AUT-14 judged again from what is stored it is the same, and goes on the same', () => {
  const { state, stored } = run(serverMemory, mostOfOneStamp + 40);
  const again = rebuild(plan, null, stored, []).state;
  const next = arrived(mostOfOneStamp + 41);
  expect(again.frozen).toBe(stopped);
  expect(observe(plan, again, [next]).stored).toEqual(observe(plan, state, [next]).stored);
  expect(tick(plan, again, state.clock).length).toBe(tick(plan, state, state.clock).length);
});
