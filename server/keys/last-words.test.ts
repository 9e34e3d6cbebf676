import { expect, test } from 'vitest';
import { describeFault } from './last-words.ts';

function thrownBy(work: () => unknown): unknown {
  try {
    return work();
  } catch (thrown) {
    return thrown;
  }
}

test('KEY-17 of anything thrown its kind, code and place in the code are told, and never its message', () => {
  const parsed = thrownBy(() => JSON.parse('{"lat": 61.483712, oops'));
  const forged = new Error('bad\n    at 61.483712 (Zdenka)');
  const coded = Object.assign(new Error('Key (name)=(Zdenka) exists'), { code: '23505', detail: 'Zdenka' });
  for (const thrown of [parsed, forged, coded, 'Zdenka', { lat: 61.483712 }]) {
    const told = JSON.stringify(describeFault(thrown));
    expect(told).not.toMatch(/Zdenka|61\.48/);
  }
  expect(describeFault(coded)).toMatchObject({ fault: 'Error', code: '23505' });
  expect(describeFault(parsed).stack.join()).toContain('last-words.test.ts');
});
