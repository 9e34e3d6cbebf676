import { expect, test } from 'vitest';
import { planCaseload } from './caseload.ts';

const caseload = [
  { id: 'a', officeId: 'north' },
  { id: 'b', officeId: 'south' },
  { id: 'c', officeId: null },
];
const whole = { offices: ['north'], acrossOffices: false, chosen: null };
const ids = (people: readonly { readonly id: string }[]) => people.map(({ id }) => id);
const plan = (over: object = {}) => {
  const { moves, stays, notTheirs } = planCaseload(caseload, { ...whole, ...over });
  return [ids(moves), ids(stays), notTheirs];
};

test('PPL-18 who is of an office in which the receiver’s role does not hold stays, until it is said otherwise', () => {
  expect(plan()).toEqual([['a', 'c'], ['b'], 0]);
  expect(plan({ acrossOffices: true })).toEqual([['a', 'b', 'c'], [], 0]);
  expect(plan({ offices: null })).toEqual([['a', 'b', 'c'], [], 0]);
  expect(plan({ offices: [] })).toEqual([['c'], ['a', 'b'], 0]);
});

test('PPL-18 of a chosen list those of the caseload move; of the others it is said how many they are', () => {
  expect(plan({ chosen: ['a', 'b', 'x', 'x', 'y'] })).toEqual([['a'], ['b'], 2]);
});
