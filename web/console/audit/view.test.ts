import '../../ui/testing/english.ts';
import { expect, it } from 'vitest';
import { auditSearch } from './form.ts';
import { differencesOf, queryOf, whoOf } from './view.ts';

it('shows what an entry changed, value by value', () => {
  const before = { status: 'new', by: null, zone: { name: 'Home', radius: 100 }, same: [1, 2] };
  const after = { status: 'closed', by: 'Ada', zone: { name: 'Home', radius: 200 }, same: [1, 2] };
  expect(differencesOf(before, after)).toEqual([
    { path: 'by', before: null, after: 'Ada' },
    { path: 'status', before: 'new', after: 'closed' },
    { path: 'zone.radius', before: '100', after: '200' },
  ]);
  expect(differencesOf(null, { a: true })).toEqual([{ path: 'a', before: null, after: 'true' }]);
  expect(differencesOf({ a: 0 }, null)).toEqual([{ path: 'a', before: '0', after: null }]);
  expect(differencesOf(null, null)).toEqual([]);
});

it('asks for whole days of the programme’s zone, the last one included', () => {
  const search = auditSearch.parse({ person: 2041, from: '2026-11-01', to: '2026-11-01', staff: 'nobody' });
  expect(queryOf(search, 'America/New_York')).toEqual({
    person: '2041',
    staff: undefined,
    action: undefined,
    // The clocks go back that day: it has 25 hours.
    from: '2026-11-01T04:00:00.000Z',
    to: '2026-11-02T05:00:00.000Z',
  });
});

it('names who did it', () => {
  expect(whoOf({ staff: { id: 'x', name: 'Ada' }, operator: null })).toBe('Ada');
  expect(whoOf({ staff: null, operator: 'root' })).toBe('root, at the machine');
  expect(whoOf({ staff: null, operator: null })).toBe('The program');
});
