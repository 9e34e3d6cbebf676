import { expect, it } from 'vitest';
import { timezoneChoices } from './view.ts';

it('names each zone once, the usual ones first, the browser’s own included', () => {
  const choices = timezoneChoices(['Europe/Berlin', 'America/Chicago', 'Asia/Tokyo'], 'Etc/Own');
  expect(choices[0]).toBe('America/New_York');
  expect(choices).toContain('Etc/Own');
  expect(new Set(choices).size).toBe(choices.length);
});
