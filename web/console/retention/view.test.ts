import '../../ui/testing/english.ts';
import { expect, it } from 'vitest';
import { endOfDay, holdForm } from './form.ts';
import { holdsInOrder, type Kind, lastRunTrouble, nextWords, sizeWords, termWords } from './view.ts';

const kind = (over: Partial<Kind>): Kind => ({
  kind: 'readings',
  term: 'programme',
  days: 365,
  standard: 365,
  least: 30,
  most: 3_650,
  next: { rows: 0, bytes: 0, held: 0, from: null },
  ...over,
});

it('says what goes next and what stays because of a hold', () => {
  expect(nextWords(kind({}))).toBe('nothing');
  expect(nextWords(kind({ next: { rows: 1_200, bytes: 3_400, held: 0, from: null } }))).toBe(
    '1\u202f200 entries, 3 kB',
  );
  expect(nextWords(kind({ next: { rows: 0, bytes: 0, held: 7, from: null } }))).toBe(
    '0 entries, 0 B; 7 stay on hold',
  );
  expect(nextWords(kind({ next: null }))).toBeNull();
  expect(sizeWords(2_500_000)).toBe('2.5 MB');
  expect(sizeWords(75_849_900_000)).toBe('75.8 GB');
});

it('says a term in days', () => {
  expect(termWords(kind({ days: 1 }))).toBe('1 day');
  expect(termWords(kind({ days: 2_555 }))).toBe('2,555 days');
});

it('shows a run that failed and one that did not end, and stays quiet otherwise', () => {
  const run = { began: '2026-01-01T00:00:00Z', ended: '2026-01-01T00:01:00Z', failures: [] as string[] };
  const overview = (lastRun: typeof run | (Omit<typeof run, 'ended'> & { ended: null }) | null) =>
    lastRunTrouble({
      revision: 0,
      nextRun: '2026-01-01T00:00:00Z',
      lastRun,
      kinds: [],
      peopleOnHold: 0,
      revisions: [],
      receipts: [],
    });
  expect(overview(null)).toBeNull();
  expect(overview(run)).toBeNull();
  expect(overview({ ...run, failures: ['alerts: 23503'] })).toContain('alerts: 23503');
  expect(overview({ ...run, ended: null })).toContain('has not ended');
});

it('puts holds that stand first, the one that ends soonest on top', () => {
  const hold = (until: string, standing: boolean) => ({
    id: until,
    participant: { id: '', reference: '', name: '' },
    reason: '',
    placed: until,
    by: '',
    until,
    ended: null,
    standing,
  });
  const order = holdsInOrder([
    hold('2026-01-01T00:00:00Z', false),
    hold('2028-01-01T00:00:00Z', true),
    hold('2027-01-01T00:00:00Z', true),
  ]);
  expect(order.map(({ until }) => until.slice(0, 4))).toEqual(['2027', '2028', '2026']);
});

it('a hold needs a day, and lasts until that day is over everywhere', () => {
  expect(holdForm.safeParse({ person: 'A-1', reason: 'complaint', until: '' }).success).toBe(false);
  expect(endOfDay('2026-03-01')).toBe('2026-03-02T23:59:59.000Z');
});
