import '../../ui/testing/english.ts';
import type { OfficeMovePreview } from '@attend/contracts/office-moves';
import { expect, it } from 'vitest';
import {
  askOfOffices,
  checkOfficeMove,
  followsWords,
  maySelectPeople,
  officeMoveEmpty,
  officersOf,
} from './form.ts';

const fields = { ...officeMoveEmpty, from: 'a', to: 'b' };
const shown = (ids: readonly string[], moves = ids.length): OfficeMovePreview => ({
  ...{ plan: 'x', moves, notHere: 0, beyond: 0, losing: [], otherZone: null },
  moving: ids.map((id) => ({ person: { id, reference: id, name: id }, officer: null })),
  from: { office: { id: 'a', name: 'A' }, before: 2, after: 0 },
  to: { office: { id: 'b', name: 'B' }, before: 0, after: 2 },
  officers: { kept: 0, given: 0, without: 2 },
  follows: { schedules: 1, checkIns: { late: 0, sameDay: 3, otherDay: 1, sameTime: 0, timeLost: 2 } },
  untouched: { hearings: 0, devices: 1 },
});

it('asks for everybody, or by name for who was not left out, and how officers are given', () => {
  expect(askOfOffices(fields, shown(['p', 'q']), new Set())).toMatchObject({
    ...{ people: null, officer: null, officers: { kind: 'keep' } },
  });
  expect(
    askOfOffices({ ...fields, officer: 'o', officers: 'z' }, shown(['p', 'q']), new Set(['p'])),
  ).toMatchObject({ people: ['q'], officer: 'o', officers: { kind: 'one', officer: 'z' } });
  expect(askOfOffices({ ...fields, officers: 'none' }, null, new Set()).officers).toEqual({ kind: 'none' });
});

it('needs two offices', () => {
  expect(Object.keys(checkOfficeMove(officeMoveEmpty))).toEqual(['from', 'to']);
  expect(Object.keys(checkOfficeMove({ ...fields, to: 'a' }))).toEqual(['to']);
  expect(checkOfficeMove(fields)).toEqual({});
});

it('somebody can be left out only where all are shown', () => {
  expect([
    maySelectPeople(shown(['p'])),
    maySelectPeople(shown(['p'], 2)),
    maySelectPeople(shown([])),
  ]).toEqual([...[true, false, false]]);
});

it('PPL-25 says what goes along, what is lost and what stays, and nothing of what there is none of', () => {
  const words = followsWords(shown(['p', 'q'])).join('\n');
  for (const line of [
    '2 have no officer then, and stand in Oversight until somebody is chosen.',
    '1 schedule of check-ins goes along, with the hours of the new office.',
    '3 check-ins stay on their days.',
    '1 check-in gets another day, as the new office is closed on its own.',
    '2 booked times are lost: the new office has no place then.',
    '1 device stays on the person.',
  ])
    expect(words).toContain(line);
  expect(words).not.toMatch(/hearing|kept|clock|keeps/);
});

it('offers officers who have people, and who may have some', () => {
  const officer = (id: string, people: number, mayReceive: boolean) => ({ id, name: id, people, mayReceive });
  const { having, receiving } = officersOf({
    offices: [],
    officers: [officer('leaver', 3, false), officer('new', 0, true)],
  });
  expect([having.map(({ id }) => id), receiving.map(({ id }) => id)]).toEqual([['leaver'], ['new']]);
});
