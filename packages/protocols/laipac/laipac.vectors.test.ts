import { describe, test } from 'vitest';
import { expectVector, framesOf, vectorsOf, bytesOf } from '../test/vectors.ts';
import { laipac } from './codec.ts';

const vectors = vectorsOf('laipac');

describe.skipIf(vectors === null)('real laipac messages (skipped where ../shared/data is not there)', () => {
  test.each(vectors ?? [])('$id', (vector) => {
    expectVector(vector, framesOf(laipac, bytesOf(vector)).frames);
  });
});
