import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { boundUploads } from './uploads.ts';

test('FIL-1 eight files come in at once, three of one member of staff, and each that ends makes room', () => {
  const bound = boundUploads();
  const begun: EventEmitter[] = [];
  const begin = (staff: string): boolean => {
    const answer = new EventEmitter();
    const room = bound(staff, answer).ok;
    if (room) begun.push(answer);
    return room;
  };
  expect(['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'c', 'c', 'c', 'd'].map(begin)).toEqual([
    ...[true, true, true, false],
    ...[true, true, true, false],
    ...[true, true, false, false],
  ]);
  begun[0]?.emit('close');
  expect([begin('b'), begin('d'), begin('a')]).toEqual([false, true, false]);
  for (const answer of begun) answer.emit('close');
  // Nothing is left of anybody.
  expect(['a', 'a', 'a', 'a'].map(begin)).toEqual([true, true, true, false]);
});

test('FIL-1 who has their answer has room at once, and makes it once', () => {
  const bound = boundUploads();
  const begin = () => {
    const answer = new EventEmitter();
    const room = bound('a', answer);
    return room.ok ? { answer, makeRoom: room.value } : null;
  };
  const [first] = [begin(), begin(), begin()];
  expect(begin()).toBeNull();
  first?.makeRoom();
  first?.answer.emit('close');
  expect([begin() === null, begin() === null]).toEqual([false, true]);
});
