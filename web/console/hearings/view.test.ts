import '../../ui/testing/english.ts';
import type { HearingView } from '@attend/contracts/hearings';
import { expect, it } from 'vitest';
import { dayAfter } from '../../ui/time.ts';
import { formatOf, shownSteps, wouldWrite } from '../hearing-import/view.ts';
import { checkHearing, checkMove, hearingEmpty, hearingFieldsOf } from './form.ts';
import { mayRecordNow, nextOf, standingOf } from './view.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const hearing = (more: Partial<HearingView> = {}): HearingView => ({
  id: '019a0000-0000-7000-8000-000000000001',
  participant: { id: '019a0000-0000-7000-8000-000000000002', reference: 'A-1', name: 'Ana' },
  office: null,
  at: '2026-03-11T13:30:00Z',
  timezone: 'America/New_York',
  kind: 'in-person',
  court: 'County Court',
  status: 'scheduled',
  ...{ caseNumber: null, matter: null, room: null, address: null, link: null, directions: null },
  ...{ appearance: null, excuse: null, reason: null, note: null, movedTo: null, movedFrom: null },
  version: 1,
  ...more,
});

it('an absence that is excused and what is not known are not louder than they are', () => {
  const standing = (more: Partial<HearingView>) => standingOf(hearing({ status: 'held', ...more }), now);
  expect(standing({ appearance: 'did-not-appear' })).toEqual({ words: 'Did not appear', tone: 'medium' });
  expect(standing({ appearance: 'did-not-appear', excuse: 'illness' })).toEqual({
    words: 'Did not appear: Illness',
    tone: 'plain',
  });
  expect(standing({ appearance: 'not-known' }).tone).toBe('plain');
  expect(standing({ appearance: 'appeared' }).tone).toBe('good');
});

it('a hearing that is past and of which nobody has said anything asks for it', () => {
  expect(standingOf(hearing({ at: '2026-03-10T11:00:00Z' }), now).words).toBe('No outcome yet');
  expect(standingOf(hearing(), now).words).toBe('To come');
  expect(mayRecordNow(hearing({ at: '2026-03-10T14:00:00Z' }), now)).toBe(true);
  expect(mayRecordNow(hearing({ at: '2026-03-10T14:01:00Z' }), now)).toBe(false);
  expect(mayRecordNow(hearing({ status: 'cancelled', at: '2026-03-10T11:00:00Z' }), now)).toBe(false);
});

it('the next is the first that is to come; none where all is past or was cancelled', () => {
  const next = hearing({ id: 'next' });
  expect(nextOf([next, hearing({ at: '2026-03-01T00:00:00Z' })], now)).toBe(next);
  expect(nextOf([hearing({ status: 'cancelled' })], now)).toBeUndefined();
});

it('a form’s time is the court’s, also where clocks are put on', () => {
  const fields = { ...hearingEmpty('America/Chicago'), at: '2026-03-08T02:30', court: ' County Court ' };
  expect(checkHearing(fields)).toMatchObject({
    ok: true,
    body: { at: '2026-03-08T08:30:00.000Z', court: 'County Court', room: null },
  });
  expect(hearingFieldsOf(hearing()).at).toBe('2026-03-11T09:30');
});

it('what is missing or wrong is said at its field', () => {
  const checked = checkHearing({ ...hearingEmpty('Mars/Olympus'), link: 'http://court' });
  expect(checked.ok ? [] : Object.keys(checked.errors).sort()).toEqual(['court', 'link', 'timezone']);
  const moved = checkMove({ at: '2026-03-11T09:30', room: '', reason: '' }, hearing());
  expect(moved.ok ? [] : Object.keys(moved.errors).sort()).toEqual(['at', 'reason']);
});

it('days go on over the end of a year', () => {
  expect(dayAfter('2026-12-30', 7)).toBe('2027-01-06');
  expect(dayAfter('2028-03-01', -1)).toBe('2028-02-29');
});

it('nothing of a file that is at fault can be imported, and lines that change nothing are not shown unasked', () => {
  const counts = { new: 2, changed: 0, moved: 1, cancelled: 0, same: 4, settled: 1 };
  expect(wouldWrite({ plan: '', counts, steps: [], faults: [] })).toBe(3);
  const fault = { line: 3, column: 'date', code: 'bad-date', message: '' };
  expect(wouldWrite({ plan: '', counts, steps: [], faults: [fault] })).toBe(0);
  const step = (kind: 'same' | 'new') => ({
    ...{ line: 1, kind, at: '2026-03-11T13:30:00Z', was: null, timezone: 'UTC', court: '', caseNumber: null },
    ...{ participant: { id: '', reference: '', name: '' }, fields: [] },
  });
  expect(shownSteps([step('same'), step('new')], false)).toHaveLength(1);
  expect(shownSteps([step('same'), step('new')], true)).toHaveLength(2);
});

it('a calendar is known by its name or its beginning', () => {
  expect(formatOf('list.ICS', '')).toBe('ical');
  expect(formatOf('list', 'BEGIN:VCALENDAR')).toBe('ical');
  expect(formatOf('list.txt', 'participant,date')).toBe('csv');
});
