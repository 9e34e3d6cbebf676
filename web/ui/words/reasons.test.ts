import '../testing/english.ts';
import { expect, it } from 'vitest';
import { reasonWords, wordedReasons } from './reasons.ts';

it('names the measured value and the limit', () => {
  expect(reasonWords({ code: 'battery-at-or-below', percent: 12, limit: 20 }, 'en')).toBe(
    'Battery at 12%; the limit is 20%',
  );
  expect(reasonWords({ code: 'no-contact', seconds: 1900, limit: 1800, uploadEvery: 600 }, 'en')).toBe(
    'No contact for 31 min; the limit is 30 min, as this device calls every 10 min',
  );
  expect(
    reasonWords(
      { code: 'inside-by-more-than-accuracy', fixes: 3, metres: 62, accuracy: 30, seconds: 120 },
      'en',
    ),
  ).toBe('3 fixes within 2 min lay inside, by at least 62 m; each counts as accurate to 30 m');
});

it('never shows a broken measure, whatever a server leaves out', () => {
  for (const code of wordedReasons) expect(reasonWords({ code }, 'en')).not.toMatch(/NaN|undefined|null/);
});

it('shows a reason that it does not know with all its measures', () => {
  expect(reasonWords({ code: 'new-rule', metres: 3 }, 'en')).toBe('new-rule: metres 3');
});
