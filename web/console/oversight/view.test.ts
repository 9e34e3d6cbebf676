import { expect, test } from 'vitest';
import { scopeCsv } from './view.ts';

test('OVR-4 a downloaded scope keeps quotes, commas and lines apart', () => {
  const participant = {
    id: '0198c0de-0000-7000-8000-000000000000',
    reference: 'A-1',
    name: 'not in the file',
  };
  const text = scopeCsv([
    {
      participant,
      who: 'Okafor, "Ada"',
      first: '2026-03-01T12:00:00Z',
      last: '2026-03-02T12:00:00Z',
      looks: 3,
      what: ['person', 'alert'],
    },
  ]);
  expect(text).toBe(
    '"person","who","first","last","looks","what"\r\n' +
      '"A-1","Okafor, ""Ada""","2026-03-01T12:00:00Z","2026-03-02T12:00:00Z","3","person; alert"\r\n',
  );
});
