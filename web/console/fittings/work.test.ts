import { expect, test } from 'vitest';
import {
  addWrite,
  answered,
  isFinished,
  newWork,
  nextOpen,
  nextWrite,
  pathOf,
  recordedOf,
  refusedBy,
  signatureOf,
  stateOf,
  type Typed,
  textKey,
  tryAgain,
  type Write,
  withAnotherDevice,
} from './work.ts';

const typed: Typed = {
  ...{ identifier: '1', office: 'o', replaces: '', means: 'photo-on-file', identityNote: '', language: 'es' },
  ...{ interpreter: '', points: [], weeks: null, order: '', location: 'status', explained: '' },
  ...{ signer: 'Ana', strokes: [[[1, 1]]], signed: 'A', straps: 1, chargers: 1 },
};
const write = (step: Write['step'], key: string): Write => ({
  step,
  key,
  body: { of: key },
  at: '2026-03-01T12:00:00Z',
});
const begun = addWrite(newWork('p', 'f', typed), write('begin', 'k1'));

test('FIT-9 what is written without a network is sent in its order, each under its own key', () => {
  const work = addWrite(addWrite(begun, write('teaching', 'k2')), write('identity', 'k3'));
  expect(nextWrite(work)).toMatchObject({ step: 'begin', key: 'k1' });
  expect(pathOf(work, write('begin', 'k1'))).toBe('/api/people/p/fittings');
  const later = answered(work, write('begin', 'k1'));
  expect(nextWrite(later)).toMatchObject({ step: 'teaching', key: 'k2' });
  expect(pathOf(later, write('teaching', 'k2'))).toBe('/api/fittings/f/teaching');
  expect(later.sent).toEqual(['begin']);
});

test('FIT-9 a step written anew takes the place of the one that waits; an answer to the old one does not take the new one away', () => {
  const work = addWrite(addWrite(begun, write('teaching', 'k2')), write('teaching', 'k9'));
  expect(work.writes.map(({ key }) => key)).toEqual(['k1', 'k9']);
  expect(answered(work, write('teaching', 'k2')).writes.map(({ key }) => key)).toEqual(['k1', 'k9']);
  expect(refusedBy(work, write('teaching', 'k2'), 'no').refused).toBeNull();
});

test('FIT-4 FIT-9 a refusal stops what follows and loses nothing that was typed; another device takes it along', () => {
  const work = refusedBy(addWrite(begun, write('identity', 'k2')), write('begin', 'k1'), 'given elsewhere');
  expect(nextWrite(work)).toBeNull();
  expect(stateOf(work, 'begin', null)).toBe('refused');
  expect(work.typed).toEqual(typed);
  expect(nextWrite(tryAgain(work, 'k5'))).toMatchObject({ step: 'begin', key: 'k5' });
  const other = addWrite(withAnotherDevice(work, 'g', ['k6']), write('begin', 'k7'));
  expect(other).toMatchObject({ fitting: 'g', refused: null, typed });
  expect(other.writes.map(({ step, key }) => [step, key])).toEqual([
    ['begin', 'k7'],
    ['identity', 'k6'],
  ]);
});

test('FIT-9 a signature is kept until it is on record, and not longer', () => {
  const work = addWrite(begun, write('agreement', 'k2'));
  expect(work.typed.strokes).toHaveLength(1);
  expect(answered(work, write('agreement', 'k2')).typed).toMatchObject({ strokes: [], signer: '' });
});

test('FIT-9 how a step stands: by what waits here first, then by what the server says', () => {
  expect(stateOf(begun, 'begin', null)).toBe('waiting');
  expect(stateOf(begun, 'identity', null)).toBe('to-do');
  expect(stateOf(begun, 'identity', ['self-test'])).toBe('done');
  expect(stateOf(addWrite(begun, write('identity', 'k')), 'identity', [])).toBe('waiting');
});

test('FRM-7 a signature counts under the text under which it was drawn, and under no other', () => {
  const read = { order: 'o', version: 1, language: 'es', location: 'zones', textVersion: 'a1' } as const;
  const signed = { strokes: typed.strokes, signed: textKey(read) };
  expect(signatureOf(signed, textKey(read))).toEqual({ strokes: typed.strokes, isOfAnother: false });
  const others = [{ version: 2 }, { textVersion: 'a2' }, { language: 'en' }, { location: 'trail' as const }];
  for (const other of others)
    expect(signatureOf(signed, textKey({ ...read, ...other }))).toEqual({ strokes: [], isOfAnother: true });
  // Nothing was drawn: nothing is to be said of it.
  expect(signatureOf({ strokes: [], signed: '' }, textKey(read))).toEqual({
    strokes: [],
    isOfAnother: false,
  });
});

test('FIT-15 a finished step says what was written here until the server is read; what was signed is not kept', () => {
  const work = addWrite(addWrite(begun, write('identity', 'k2')), write('agreement', 'k3'));
  expect(recordedOf(work, 'identity')).toMatchObject({ body: { of: 'k2' } });
  expect(recordedOf(work, 'teaching')).toBeNull();
  const sent = answered(answered(work, write('identity', 'k2')), write('agreement', 'k3'));
  expect(recordedOf(sent, 'identity')).toEqual({ body: { of: 'k2' }, at: '2026-03-01T12:00:00Z' });
  expect(recordedOf(sent, 'agreement')).toBeNull();
  // Written anew, that is what it says.
  expect(recordedOf(addWrite(sent, write('identity', 'k4')), 'identity')).toMatchObject({
    body: { of: 'k4' },
  });
  expect((['to-do', 'refused', 'waiting', 'done'] as const).map(isFinished)).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('FIT-15 after a step comes the next open one, then the first; after the last none', () => {
  const order = ['a', 'b', 'c'] as const;
  const next = (after: 'a' | 'b' | 'c', open: string) => nextOpen(order, after, (one) => open.includes(one));
  expect([next('a', 'bc'), next('a', 'c'), next('c', 'a'), next('b', '')]).toEqual(['b', 'c', 'a', null]);
});
