import '../../ui/testing/english.ts';
import { bulkConditions } from '@attend/contracts/bulk-exceptions';
import { expect, it } from 'vitest';
import { byCounty, checkGrant, conditionWords, standingOf } from './view.ts';

const office = (name: string, county: string | null) => ({ id: name, name, county, people: 1 });

it('has words of its own for every condition', () => {
  expect(new Set(bulkConditions.map(conditionWords)).size).toBe(bulkConditions.length);
});

it('puts a county’s offices together, and those of none last', () => {
  const offices = [office('b', null), office('c', 'Monroe'), office('d', 'Collier'), office('e', 'Monroe')];
  expect(byCounty(offices).map(([county, of]) => [county, of.map(({ name }) => name)])).toEqual([
    ['Collier', ['d']],
    ['Monroe', ['c', 'e']],
    [null, ['b']],
  ]);
});

it('stands to its minute', () => {
  const span = { from: '2026-09-10T12:00:00Z', to: '2026-09-12T12:00:00Z', revoked: null };
  const at = (text: string) => standingOf(span, Date.parse(text));
  expect([at('2026-09-10T11:59:59Z'), at('2026-09-10T12:00:00Z'), at('2026-09-12T12:00:00Z')]).toEqual([
    ...['to-come', 'now', 'over'],
  ]);
});

it('asks where, what, until when and why', () => {
  const fields = {
    offices: [],
    conditions: [],
    from: '2026-09-10T12:00',
    to: '2026-09-10T11:00',
    reason: '',
  };
  const checked = checkGrant(fields, 'America/New_York');
  expect(checked.ok ? [] : Object.keys(checked.errors).sort()).toEqual([
    'conditions',
    'offices',
    'reason',
    'to',
  ]);
});
