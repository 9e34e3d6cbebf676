import { expect, it } from 'vitest';
import { createWriteKeys, type KeyStore, stands } from './write-key.ts';

function tab(): KeyStore & { text: string } {
  const store = {
    text: '',
    read: () => store.text,
    write: (text: string) => {
      store.text = text;
    },
  };
  return store;
}
const note = (text: string) => ({ method: 'POST', path: '/api/alerts/1/note', content: { note: text } });

it('repeats one write under one key until it is answered', () => {
  const keys = createWriteKeys(tab(), () => 0);
  const first = keys.keyFor(note('called'));
  expect(first).toMatch(/^[0-9a-f]{32}$/);
  expect(keys.keyFor(note('called'))).toBe(first);
  expect(keys.keyFor(note('called twice'))).not.toBe(first);
  expect(keys.keyFor({ ...note('called'), path: '/api/alerts/2/note' })).not.toBe(first);
  expect(keys.keyFor({ ...note('called'), method: 'PUT' })).not.toBe(first);
  keys.done(note('called'));
  expect(keys.keyFor(note('called'))).not.toBe(first);
});

it('knows an unanswered write after a reload, for an hour, and nothing of what was written', () => {
  const store = tab();
  const first = createWriteKeys(store, () => 0).keyFor(note('spoke with her sister'));
  expect(store.text).toContain(first);
  expect(store.text).not.toContain('sister');
  expect(createWriteKeys(store, () => stands).keyFor(note('spoke with her sister'))).toBe(first);
  expect(createWriteKeys(store, () => 3 * stands).keyFor(note('spoke with her sister'))).not.toBe(first);
});

it('keeps no trace of a password, and nothing once somebody signs out', () => {
  const store = tab();
  const keys = createWriteKeys(store, () => 0);
  const change = { method: 'POST', path: '/api/password', content: { newPassword: 'a', password: 'b' } };
  expect(keys.keyFor(change)).toBe(keys.keyFor(change));
  expect(store.text).toBe('');
  keys.keyFor(note('called'));
  expect(store.text).not.toBe('');
  keys.clear();
  expect(store.text).toBe('');
});

it('is not put out by what somebody else wrote there', () => {
  const store = tab();
  for (store.text of ['{', 'null', '[1,["a"],["a",{"key":1}]]'])
    expect(createWriteKeys(store, () => 0).keyFor(note('called'))).toMatch(/^[0-9a-f]{32}$/);
});
