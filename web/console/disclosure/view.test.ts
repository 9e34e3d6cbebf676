import '../../ui/testing/english.ts';
import { delayStandings } from '@attend/casework';
import { expect, it } from 'vitest';
import { orderBody, orderEmpty, orderForm } from './form.ts';
import { countWords, isStanding, standingWords } from './view.ts';

it('has words for every standing, and knows which still stand', () => {
  expect(new Set(delayStandings.map(standingWords)).size).toBe(delayStandings.length);
  expect(delayStandings.filter((standing) => isStanding({ standing }))).toEqual([
    'waiting',
    'to-come',
    'in-force',
  ]);
});

it('says how many orders there are about how many people', () => {
  expect(countWords({ inForce: 0, people: 0 })).toBe('No order keeps anything from anybody now.');
  expect(countWords({ inForce: 2, people: 1 })).toBe('2 orders are in force, about 1 person.');
});

it('makes whole days and a list of purposes of what was typed', () => {
  const typed = {
    ...orderEmpty,
    ...{ person: 'P-1', court: 'Court', reference: '26-1', legalBasis: 'Rule 12', viewers: ['v'] },
    ...{ reason: 'An inquiry is under way.', purposes: 'one\n\n two ' },
    ...{ from: '2026-03-01', to: '2026-05-01', reviewAt: '2026-04-01' },
  };
  expect(orderBody(typed, 'p')).toMatchObject({
    participant: 'p',
    purposes: ['one', 'two'],
    from: '2026-03-01T00:00:00Z',
    to: '2026-05-01T00:00:00Z',
    reviewAt: '2026-04-01T00:00:00Z',
  });
  expect(orderBody(typed, 'p')).not.toHaveProperty('person');
  expect(orderForm.safeParse({ ...typed, viewers: [] }).success).toBe(false);
});
