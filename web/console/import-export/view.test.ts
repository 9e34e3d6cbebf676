import '../../ui/testing/english.ts';
import { expect, it } from 'vitest';
import { endOfPart } from './upload.ts';
import { kindOf, kindWords, wouldWrite } from './view.ts';

it('knows a file by the name of its template', () => {
  expect(kindOf('People.CSV')).toBe('people');
  expect(kindOf('check-ins.csv')).toBe('check-ins');
  expect(kindOf('caseload.csv')).toBeNull();
  expect(kindWords('orders')).toBe('Orders with clauses');
});

it('cuts no character in two', () => {
  const text = 'ab😀cd';
  expect(endOfPart(text, 0, 3)).toBe(2);
  expect(endOfPart(text, 2, 2)).toBe(4);
  expect(endOfPart(text, 4, 10)).toBe(6);
});

it('has nothing to do with a file that is at fault', () => {
  const plan = { counts: { new: 3, changed: 1, same: 9, settled: 0 }, faultCount: 0 } as never;
  expect(wouldWrite(plan)).toBe(4);
  expect(wouldWrite({ ...(plan as object), faultCount: 1 } as never)).toBe(0);
});
