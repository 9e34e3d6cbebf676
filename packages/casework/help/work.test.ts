import { day, hour, minute } from '@attend/kernel';
import { expect, test } from 'vitest';
import {
  type Arrangement,
  doubtOf,
  type HelpTarget,
  permitArrange,
  permitAsk,
  permitCarry,
  permitSettle,
  type StandingHelp,
} from './work.ts';

const now = Date.parse('2026-03-10T12:00:00Z');
const at = now + 3 * day;
const hearing = (more: Partial<HelpTarget> = {}): HelpTarget => ({
  ...{ kind: 'hearing', standing: 'open', at, until: at },
  ...more,
});
const checkIn = (more: Partial<HelpTarget> = {}): HelpTarget => hearing({ kind: 'check-in', ...more });
const help = (more: Partial<StandingHelp> = {}): StandingHelp => ({
  ...{ status: 'asked', kind: 'transport', inError: false, from: null, forAt: null },
  ...more,
});
const ride: Arrangement = {
  ...{ kind: 'transport', from: at - hour, to: null, mode: null, language: null, place: '12 Elm St' },
};
const codeOf = (
  result: { ok: true } | { ok: false; error: { code: string; path?: readonly (string | number)[] } },
) => (result.ok ? 'ok' : [result.error.code, ...(result.error.path ?? [])].join(' '));

test('HLP-1 help is asked for what is to come, in the past, and not a year ago', () => {
  const ask = (target: HelpTarget, asked = now) => codeOf(permitAsk(target, { at: asked }, now));
  expect(ask(hearing())).toBe('ok');
  expect(ask(checkIn({ at: null }))).toBe('ok');
  expect(ask(hearing({ until: now }))).toBe('not-to-come');
  for (const standing of ['moved', 'cancelled', 'held', 'suspended'] as const)
    expect(ask(hearing({ standing })), standing).toBe('not-to-come');
  expect(ask(hearing(), now + 5 * minute)).toBe('ok');
  expect(ask(hearing(), now + 6 * minute)).toBe('future askedAt');
  expect(ask(hearing(), now - 367 * day)).toBe('too-long-ago askedAt');
});

test('HLP-2 a ride has a time and a place before it begins; an interpreter a language and a way', () => {
  const arrange = (given: Partial<Arrangement>, of = help(), target = hearing()) =>
    codeOf(permitArrange(of, target, { ...ride, ...given }));
  expect(arrange({})).toBe('ok');
  expect(arrange({}, help({ status: 'arranged' }))).toBe('ok');
  expect(arrange({}, help({ kind: null }))).toBe('ok');
  expect(arrange({ from: null })).toBe('from-missing from');
  expect(arrange({ place: null })).toBe('place-missing place');
  expect(arrange({ from: at + minute })).toBe('too-late from');
  expect(arrange({ from: at })).toBe('ok');
  expect(arrange({ from: at + day }, help(), checkIn({ at: null }))).toBe('ok');
  expect(arrange({ to: at - hour })).toBe('bad-span to');
  expect(arrange({ mode: 'video' })).toBe('mode-without-interpreter mode');
  const interpreter = {
    kind: 'interpreter',
    from: null,
    place: null,
    mode: 'video',
    language: 'ht',
  } as const;
  expect(arrange(interpreter)).toBe('ok');
  expect(arrange({ ...interpreter, mode: null })).toBe('mode-missing mode');
  expect(arrange({ ...interpreter, language: null })).toBe('language-missing language');
  expect(arrange({ kind: 'child-care', from: null, to: at, place: null })).toBe('from-missing from');
  expect(arrange({ kind: 'child-care', from: null, place: null })).toBe('ok');
  for (const status of ['provided', 'fell-through', 'not-needed'] as const)
    expect(arrange({}, help({ status })), status).toBe('settled');
  expect(arrange({}, help({ inError: true }))).toBe('already-marked');
  expect(arrange({}, help(), hearing({ standing: 'moved' }))).toBe('not-to-come');
});

test('HLP-3 only what was arranged and has begun was provided; it is settled once', () => {
  const settle = (of: StandingHelp, as: 'provided' | 'fell-through' | 'not-needed', when = at) =>
    codeOf(permitSettle(of, hearing(), as, when));
  const arranged = help({ status: 'arranged', from: at - hour });
  expect(settle(help(), 'provided')).toBe('not-arranged as');
  expect(settle(arranged, 'provided', at - 2 * hour)).toBe('not-yet as');
  expect(settle(arranged, 'provided', at - hour)).toBe('ok');
  expect(settle(help({ status: 'arranged' }), 'provided', at - hour)).toBe('not-yet as');
  // Somebody who is booked for after the hearing (a ride home) has come once that is over.
  expect(settle(help({ status: 'arranged', from: at + hour }), 'provided', at)).toBe('ok');
  expect(settle(help(), 'fell-through', now)).toBe('ok');
  expect(settle(arranged, 'not-needed', now)).toBe('ok');
  expect(settle(help({ status: 'provided' }), 'fell-through')).toBe('settled');
});

test('HLP-4 help is in doubt where what it is for stands differently; nothing but a moved hearing is carried', () => {
  const doubt = (of: StandingHelp, target: HelpTarget, when = now) => doubtOf(of, target, when);
  const arranged = help({ status: 'arranged' });
  expect(doubt(help(), hearing())).toBeNull();
  for (const standing of ['moved', 'cancelled', 'suspended'] as const)
    for (const one of [help(), arranged]) expect(doubt(one, hearing({ standing }))).toBe(standing);
  expect(doubt(help({ status: 'not-needed' }), hearing({ standing: 'moved' }))).toBeNull();
  expect(doubt(help({ inError: true }), hearing({ standing: 'moved' }))).toBeNull();
  expect(doubt(arranged, hearing({ standing: 'held' }))).toBe('over');
  expect(doubt(arranged, hearing(), at)).toBe('over');
  expect(doubt(help({ status: 'arranged', forAt: at }), checkIn())).toBeNull();
  expect(doubt(help({ status: 'arranged', forAt: at - hour }), checkIn())).toBe('time-changed');
  expect(doubt(help({ status: 'arranged', forAt: at }), checkIn({ at: null }))).toBe('time-changed');
  // What nobody has arranged is arranged for the time that stands then.
  expect(doubt(help({ forAt: null }), checkIn())).toBeNull();
  expect(codeOf(permitCarry(arranged, hearing({ standing: 'moved' })))).toBe('ok');
  expect(codeOf(permitCarry(arranged, hearing({ standing: 'cancelled' })))).toBe('not-moved');
  expect(codeOf(permitCarry(help({ status: 'not-needed' }), hearing({ standing: 'moved' })))).toBe('settled');
});
