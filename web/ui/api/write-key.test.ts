import { expect, it } from 'vitest';
import { createWriteKeys } from './write-key.ts';

it('repeats one write under one key until it is done', () => {
  const keys = createWriteKeys();
  const write = { path: '/api/alerts/1/note', note: 'called' };
  const first = keys.keyFor(write);
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(keys.keyFor({ ...write })).toBe(first);
  expect(keys.keyFor({ ...write, note: 'called twice' })).not.toBe(first);
  keys.done(write);
  expect(keys.keyFor(write)).not.toBe(first);
});
