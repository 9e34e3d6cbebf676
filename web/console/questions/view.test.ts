import { expect, test } from 'vitest';
import { questionCsv } from './view.ts';

test('OVR-7 a list is a file too, in which nothing that somebody wrote calculates anything', () => {
  const csv = questionCsv([
    {
      ...{ id: '1', at: '2026-03-01T00:00:00Z', tier: 'phone', to: 'ankle', alert: null, by: ['Ana', 'Ben'] },
      ...{ participant: { id: '2', reference: 'A-1', name: 'Jo' }, reason: '=1+1, "said"' },
    },
  ]);
  expect(csv.split('\r\n')[1]).toBe(`A-1,2026-03-01T00:00:00Z,phone,ankle,,"'=1+1, ""said""",Ana; Ben`);
});
