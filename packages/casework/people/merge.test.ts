import { expect, test } from 'vitest';
import { type MergeSide, mayMerge } from './merge.ts';

const side = (id: string, over: Partial<MergeSide> = {}): MergeSide => ({
  ...{
    id,
    isMerged: false,
    keepsOthers: false,
    isDestroyed: false,
    wears: false,
    authority: [],
    ties: ['north'],
  },
  ...over,
});
const span = (from: number, to: number | null, withdrawnAt: number | null = null) => ({
  ...{ location: 'trail' as const, from, to, withdrawnAt },
});
const codeOf = (kept: MergeSide, other: MergeSide): string | null => {
  const may = mayMerge(kept, other, 100);
  return may.ok ? null : may.error.code;
};

test('PPL-21 two records with the same ties are one person by one word; other ties need a second', () => {
  expect(mayMerge(side('a'), side('b'), 100)).toMatchObject({ ok: true, value: { widens: false } });
  expect(mayMerge(side('a'), side('b', { ties: ['south'] }), 100)).toMatchObject({ value: { widens: true } });
});

test('PPL-22 not two devices, nor two authorities at one time', () => {
  expect(codeOf(side('a', { wears: true }), side('b', { wears: true }))).toBe('both-wear');
  expect(codeOf(side('a', { wears: true }), side('b'))).toBeNull();
  const of = (id: string, ...authority: ReturnType<typeof span>[]) => side(id, { authority });
  expect(codeOf(of('a', span(0, null)), of('b', span(50, 200)))).toBe('both-authority');
  expect(codeOf(of('a', span(0, 150)), of('b', span(150, null)))).toBeNull();
  // What is over, or was withdrawn, stands in nobody's way.
  expect(codeOf(of('a', span(0, 90)), of('b', span(0, null)))).toBeNull();
  expect(codeOf(of('a', span(0, null, 60)), of('b', span(0, null)))).toBeNull();
});

test('PPL-22 no record stands under two, nor under one that stands under another', () => {
  expect(codeOf(side('a'), side('a'))).toBe('same-record');
  expect(codeOf(side('a', { isMerged: true }), side('b'))).toBe('merged-already');
  expect(codeOf(side('a'), side('b', { isMerged: true }))).toBe('merged-already');
  expect(codeOf(side('a'), side('b', { keepsOthers: true }))).toBe('merged-already');
  expect(codeOf(side('a', { keepsOthers: true }), side('b'))).toBeNull();
  expect(codeOf(side('a'), side('b', { isDestroyed: true }))).toBe('person-destroyed');
});
