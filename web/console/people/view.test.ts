import { expect, it } from 'vitest';
import { samplePerson } from '../testing/samples.ts';
import { peopleSearch } from './form.ts';
import { foundBy, onlyMatch } from './view.ts';

it('knows the only match, and takes no page of a longer list for one', () => {
  const one = samplePerson();
  expect(onlyMatch([one], null, '8123')).toBe(one);
  expect(onlyMatch([one], 'more', '8123')).toBeNull();
  expect(onlyMatch([one, samplePerson()], null, '8123')).toBeNull();
  expect(onlyMatch([one], null, '')).toBeNull();
});

it('keeps a number that was searched for as it was typed', () => {
  expect(peopleSearch.parse({ q: 8123 })).toEqual({ q: '8123' });
  expect(peopleSearch.parse({ q: ['x'] })).toEqual({ q: undefined });
});

it('says by what somebody was found only where the row does not show it anyway', () => {
  const person = samplePerson();
  expect(foundBy({ ...person, matched: person.name })).toBeNull();
  expect(foundBy({ ...person, matched: person.reference })).toBeNull();
  expect(foundBy({ ...person, matched: null })).toBeNull();
  expect(foundBy({ ...person, matched: '24-CR-0811' })).toBe('24-CR-0811');
});
