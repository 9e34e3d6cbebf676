import '../../ui/testing/english.ts';
import type { Colleague } from '@attend/contracts/agency';
import { expect, it } from 'vitest';
import { absenceEmpty, checkAbsence } from './form.ts';
import { standInsFor, standingOf, whoMayBeAway } from './view.ts';

const zone = 'America/New_York';
const now = Date.parse('2026-03-01T13:00:00Z');
const colleague = (name: string, over: Partial<Colleague> = {}): Colleague => ({
  id: `id-${name}`,
  name,
  roles: ['case-officer'],
  provider: null,
  ...over,
});
const colleagues = [
  colleague('Ana'),
  colleague('Bea', { roles: ['supervisor'] }),
  colleague('Cal', { roles: ['administrator'] }),
  colleague('Dee', { roles: ['case-worker'], provider: 'Homeward' }),
  colleague('Eli', { roles: ['installer'], provider: 'Homeward' }),
];
const names = (choices: readonly { readonly label: string }[]) => choices.map(({ label }) => label);

it('lets stand in whoever is of the same agency or provider and works with people, and never oneself', () => {
  expect(names(whoMayBeAway(colleagues))).toEqual(['Ana', 'Bea', 'Dee', 'Eli']);
  expect(names(standInsFor('id-Ana', colleagues))).toEqual(['Bea']);
  expect(names(standInsFor('id-Dee', colleagues))).toEqual(['Eli']);
  expect(standInsFor('', colleagues)).toEqual([]);
});

it('tells an absence that stands from one that is to come', () => {
  expect(standingOf({ from: '2026-03-01T13:00:00Z' }, now)).toBe('now');
  expect(standingOf({ from: '2026-03-01T13:00:01Z' }, now)).toBe('later');
});

it('takes times as the programme’s wall clock, and says at each field what is wrong', () => {
  const filled = { ...absenceEmpty(now, zone), away: 'a', standIn: 'b' };
  expect(checkAbsence(filled, zone, now)).toEqual({
    ok: true,
    body: {
      staff: 'a',
      standIn: 'b',
      from: '2026-03-01T13:00:00.000Z',
      to: '2026-03-02T13:00:00.000Z',
    },
  });
  const errors = (over: object) => {
    const checked = checkAbsence({ ...filled, ...over }, zone, now);
    return checked.ok ? {} : checked.errors;
  };
  expect(Object.keys(errors({ away: '', standIn: '' }))).toEqual(['away', 'standIn']);
  expect(errors({ to: filled.from })).toEqual({ to: 'The end must come after the beginning' });
  expect(errors({ from: '2026-02-01T08:00', to: '2026-02-02T08:00' })).toEqual({
    to: 'This is over already',
  });
  expect(errors({ from: '', to: '' })).toEqual({ from: 'Fill this in', to: 'Fill this in' });
});
