import '../../ui/testing/english.ts';
import type { OwnLook } from '@attend/contracts/disclosure';
import type { SignedInStaff } from '@attend/contracts/session';
import { expect, it } from 'vitest';
import { reasonWords } from '../../ui/words/looks.ts';
import { places } from '../shell/navigation.ts';
import { byDay, didWords, landsOnOwnLooks, whoWords } from './view.ts';

const look = (over: Partial<OwnLook> = {}): OwnLook => ({
  at: '2026-11-24T09:00:00Z',
  who: 'Ann Officer',
  action: 'open',
  what: 'position history',
  purpose: 'duty',
  count: 1,
  roles: ['case-officer'],
  provider: null,
  self: false,
  delayed: [],
  ...over,
});
const staff = (over: Partial<SignedInStaff>): SignedInStaff => ({
  id: '019a0000-0000-7000-8000-000000000001',
  name: 'Pat',
  email: 'pat@example.org',
  roles: ['participant'],
  permissions: ['looks.read'],
  programme: {
    id: '019a0000-0000-7000-8000-000000000002',
    name: 'Programme',
    timezone: 'America/New_York',
    simulated: true,
  },
  ...over,
});

it('says who it was, in what role and for whom', () => {
  expect(whoWords(look())).toBe('Ann Officer (Case officer)');
  expect(whoWords(look({ roles: ['installer'], provider: 'Fitters' }))).toBe(
    'Ann Officer (Installer, Fitters)',
  );
  expect(whoWords(look({ who: 'root', roles: [] }))).toBe('root (runs this system)');
  expect(whoWords(look({ self: true }))).toBe('You');
});

it('says what they did in plain words, and what it has no words for as it stands', () => {
  expect(didWords(look())).toBe('opened: where you were');
  expect(didWords(look({ action: 'list', what: 'alert list', count: 3 }))).toBe(
    'saw you in this, 3 times: a list of alerts',
  );
  expect(didWords(look({ action: 'export', what: 'something new' }))).toBe(
    'took out of the system: something new',
  );
  expect(didWords(look({ action: 'list', what: 'who looked at my data', count: 2, self: true }))).toBe(
    'looked at this, 2 times: who looked at your data',
  );
  expect(reasonWords('duty')).toBe('on duty');
  expect(reasonWords('her child called')).toBe('her child called');
});

it('puts looks under the day of the programme’s own zone', () => {
  const late = look({ at: '2026-11-25T03:00:00Z' });
  const days = byDay([look({ at: '2026-11-25T12:00:00Z' }), late, look()], 'America/New_York');
  expect(days.map(({ day, looks }) => [day, looks.length])).toEqual([
    ['2026-11-25', 1],
    ['2026-11-24', 2],
  ]);
});

it('is where a participant lands, and nobody who works here', () => {
  expect(landsOnOwnLooks(staff({}))).toBe(true);
  expect(places(staff({})).map(({ to }) => to)).toEqual(['/own-looks']);
  const officer = staff({ roles: ['case-officer'], permissions: ['alerts.read', 'looks.read'] });
  expect(landsOnOwnLooks(officer)).toBe(false);
  expect(places(officer).map(({ to }) => to)).toEqual(['/']);
});
