import { expect, test } from 'vitest';
import { namesOfTests, numbersIn, statementsIn } from './statements.ts';

test('rows of a table are statements, headings and rules of the table are not', () => {
  const page =
    '| number | statement |\n| --- | --- |\n| MON-1 | First. |\n|MON-12|Second, with | a column.|\nMON-13 in a sentence\n';
  expect(statementsIn(page)).toEqual([
    { number: 'MON-1', says: 'First.' },
    { number: 'MON-12', says: 'Second, with' },
  ]);
});

test('names are found in every way of writing a test', () => {
  const text = [
    "test('MON-1 plain', () => {});",
    'it("MON-2 double", () => {});',
    'describe(`MON-3 template`, () => {});',
    "test.each([1, 2])('MON-4 each %s', () => {});",
    'test.skipIf(!present)(\n  "MON-5 on its own line",\n',
    "test.concurrent('MON-6 its own mode', () => {});",
    "expect(codes).toEqual('MON-7');",
  ];
  expect(namesOfTests(text.join('\n')).flatMap(numbersIn)).toEqual([
    'MON-1',
    'MON-2',
    'MON-3',
    'MON-4',
    'MON-5',
    'MON-6',
  ]);
});

test.each([
  ['COD-63 COD-4 latitude', ['COD-63', 'COD-4']],
  ['MON-1, MON-2: both', ['MON-1', 'MON-2']],
  ['MON-1 and MON-2 both', ['MON-1', 'MON-2']],
  ['says nothing of MON-1', []],
])('«%s» begins with %j', (name, numbers) => {
  expect(numbersIn(name)).toEqual(numbers);
});
