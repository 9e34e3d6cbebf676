import { expect, test } from 'vitest';
import { questionCsv, summaryOf } from './view.ts';

test('OVR-7 a list is a file too, in which nothing that somebody wrote calculates anything', () => {
  const csv = questionCsv([
    {
      ...{ id: '1', at: '2026-03-01T00:00:00Z', tier: 'phone', to: 'ankle', alert: null, by: ['Ana', 'Ben'] },
      ...{ participant: { id: '2', reference: 'A-1', name: 'Jo' }, reason: '=1+1, "said"' },
    },
  ]);
  expect(csv.split('\r\n')[1]).toBe(`A-1,2026-03-01T00:00:00Z,phone,ankle,,"'=1+1, ""said""",Ana; Ben`);
});

test('OVR-11 of the questions those with something in their list are told, and how many have nothing', () => {
  const counts = {
    countedAt: null,
    questions: [
      { kind: 'past-review' as const, count: 2 },
      { kind: 'stepped-up' as const, count: 0 },
    ],
    devices: [{ kind: 'lost' as const, count: 1 }],
  };
  expect(summaryOf(counts, 0)).toEqual({
    asked: [
      { kind: 'past-review', count: 2 },
      { kind: 'lost', count: 1 },
    ],
    none: 2,
  });
});
