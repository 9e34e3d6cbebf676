import '../../ui/testing/english.ts';
import { deviceFlag, deviceShow } from '@attend/contracts/devices';
import { expect, it } from 'vitest';
import {
  changeWords,
  flagWords,
  networksOf,
  outcomes,
  outcomeWords,
  shows,
  showWords,
  signWords,
} from './view.ts';

it('has words for everything that a flag may say', () => {
  const { kind, signs, changes, outcome } = deviceFlag.shape;
  expect(shows).toEqual(deviceShow.options);
  expect(outcomes).toEqual(outcome.unwrap().options);
  for (const words of [
    kind.options.map(flagWords),
    signs.element.options.map(signWords),
    changes.element.options.map(changeWords),
    outcomes.map(outcomeWords),
    shows.map(showWords),
  ])
    expect(new Set(words.filter((one) => one !== '')).size).toBe(words.length);
});

it('reads networks as people write them', () => {
  expect(networksOf(' 10.20.0.0/16,\n2001:db8::/32\n\n')).toEqual(['10.20.0.0/16', '2001:db8::/32']);
  expect(networksOf('  ')).toEqual([]);
});
