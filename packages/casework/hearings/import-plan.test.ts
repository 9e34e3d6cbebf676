import { expect, test } from 'vitest';
import { mayRecord } from './commands.ts';
import { countsAgainst, keptBy } from './hearing.ts';
import { type KnownHearing, planImport } from './import-plan.ts';
import { type ImportColumn, type ImportedHearing, readImportRecord } from './import-record.ts';

type Values = Partial<Record<ImportColumn, string>>;
const usual: Values = {
  participant: 'A-1',
  date: '2026-03-10',
  time: '9:30',
  court: 'County Court',
  case_number: '26-100',
};
const read = (values: Values, line = 2) => readImportRecord({ line, values }, 'America/New_York');
function hearing(values: Values, line = 2): ImportedHearing {
  const done = read({ ...usual, ...values }, line);
  if ('faults' in done) throw new Error(JSON.stringify(done.faults));
  return done.hearing;
}
function known(values: Values, more: Partial<KnownHearing> = {}): KnownHearing {
  const { line: _, cancelled: __, ...place } = hearing(values);
  return { ...place, id: 'h1', version: 3, status: 'scheduled', ...more };
}
const kinds = (lines: readonly ImportedHearing[], of: readonly KnownHearing[]) =>
  planImport(lines, of).steps.map(({ kind }) => kind);

test('HRG-10 a line is read in the court’s zone, and what is wrong is said by column, all of it', () => {
  expect(hearing({}).at).toBe(Date.parse('2026-03-10T13:30:00Z'));
  expect(hearing({ timezone: 'America/Los_Angeles' }).at).toBe(Date.parse('2026-03-10T16:30:00Z'));
  expect(hearing({ link: 'https://court.example/1' }).kind).toBe('remote');
  const faultsOf = (values: Values) => {
    const done = read({ ...usual, ...values });
    return 'faults' in done ? done.faults.map(({ line, column, code }) => `${line} ${column} ${code}`) : [];
  };
  expect(faultsOf({ date: '03/10/2026', time: '25:00', court: ' ' })).toEqual([
    '2 date bad-date',
    '2 time bad-time',
    '2 court missing',
  ]);
  expect(faultsOf({ date: '2026-02-30' })).toEqual(['2 date bad-date']);
  expect(faultsOf({ date: '2026-03-08', time: '02:30' })).toEqual(['2 time no-such-time']);
  expect(faultsOf({ timezone: 'Eastern' })).toEqual(['2 timezone unknown-timezone']);
  expect(faultsOf({ link: 'javascript:alert(1)' })).toEqual(['2 link bad-link']);
  expect(faultsOf({ status: 'maybe', kind: 'sideways' })).toEqual([
    '2 kind unknown-kind',
    '2 status unknown-status',
  ]);
  expect(faultsOf({ room: 'x'.repeat(101) })).toEqual(['2 room too-long']);
  expect(faultsOf({ participant: '' })).toEqual(['2 participant missing']);
});

test('HRG-11 the same again does nothing, by UID or by case number and instant', () => {
  expect(kinds([hearing({})], [])).toEqual(['new']);
  expect(kinds([hearing({})], [known({})])).toEqual(['same']);
  expect(kinds([hearing({ uid: 'u1' })], [known({ uid: 'u1' })])).toEqual(['same']);
  expect(kinds([hearing({ case_number: '' })], [known({ case_number: '' })])).toEqual(['same']);
  // Two cases are heard at one time.
  expect(kinds([hearing({ case_number: '26-200' })], [known({})])).toEqual(['new']);
  // A UID is that of one person's hearing.
  expect(kinds([hearing({ participant: 'B-2', uid: 'u1' })], [known({ uid: 'u1' })])).toEqual(['new']);
});

test('HRG-11 another time under a UID moves it; other details change it; what is left empty stays', () => {
  const stands = known({ uid: 'u1', room: '4B' });
  expect(planImport([hearing({ uid: 'u1', time: '11:00' })], [stands]).steps).toMatchObject([
    { kind: 'moved', fields: ['at'], hearing: { room: '4B' } },
  ]);
  expect(planImport([hearing({ uid: 'u1', room: '5C' })], [stands]).steps).toMatchObject([
    { kind: 'changed', fields: ['room'] },
  ]);
  expect(kinds([hearing({ uid: 'u1' })], [stands])).toEqual(['same']);
  // What was entered by hand takes the file's UID.
  expect(planImport([hearing({ uid: 'u9' })], [known({})]).steps).toMatchObject([
    { kind: 'changed', fields: ['uid'] },
  ]);
});

test('HRG-12 what is cancelled is cancelled once; what was held or cancelled here is left to a person', () => {
  const cancelled = hearing({ uid: 'u1', status: 'CANCELLED' });
  const stands = known({ uid: 'u1' });
  expect(kinds([cancelled], [stands])).toEqual(['cancelled']);
  expect(kinds([cancelled], [{ ...stands, status: 'cancelled' }])).toEqual(['same']);
  expect(kinds([cancelled], [])).toEqual(['settled']);
  // It need not say again where the hearing was.
  const bare = hearing({ uid: 'u1', status: 'CANCELLED', court: '' });
  expect(planImport([bare], [stands]).steps).toMatchObject([
    { kind: 'cancelled', hearing: { court: stands.court } },
  ]);
  expect(kinds([cancelled], [{ ...stands, status: 'held' }])).toEqual(['settled']);
  expect(kinds([hearing({ uid: 'u1' })], [{ ...stands, status: 'held' }])).toEqual(['same']);
  expect(kinds([hearing({ uid: 'u1', time: '12:00' })], [{ ...stands, status: 'held' }])).toEqual([
    'settled',
  ]);
  expect(kinds([hearing({ uid: 'u1' })], [{ ...stands, status: 'cancelled' }])).toEqual(['settled']);
});

test('HRG-11 a file that names one hearing twice is at fault, by line', () => {
  const twice = planImport([hearing({}, 2), hearing({ room: '1' }, 3)], []);
  expect(twice.steps).toHaveLength(1);
  expect(twice.faults).toMatchObject([{ line: 3, code: 'doubled' }]);
  // Once by its UID and once by case number and time: the same one on record.
  const both = planImport([hearing({ uid: 'u1', time: '11:00' }, 2), hearing({}, 3)], [known({ uid: 'u1' })]);
  expect(both.faults).toMatchObject([{ line: 3, code: 'doubled' }]);
});

test('HRG-7 not known counts against nobody, and an excused absence is apart', () => {
  expect(keptBy(null)).toBe('not-known');
  expect(keptBy('not-known')).toBe('not-known');
  expect(keptBy('appeared-remotely')).toBe('kept');
  expect(keptBy('did-not-appear')).toBe('not-kept');
  expect(countsAgainst('not-known', null)).toBe(false);
  expect(countsAgainst(null, null)).toBe(false);
  expect(countsAgainst('did-not-appear', 'transport')).toBe(false);
  expect(countsAgainst('did-not-appear', null)).toBe(true);
});

test('HRG-8 an appearance is recorded from two hours before on, and put right afterwards', () => {
  const at = Date.parse('2026-03-10T13:30:00Z');
  const absent = { appearance: 'did-not-appear', excuse: 'illness' } as const;
  const codeOf = (result: ReturnType<typeof mayRecord>) => (result.ok ? null : result.error.code);
  expect(codeOf(mayRecord({ status: 'scheduled', at, inError: false }, absent, at - 7_200_001))).toBe(
    'not-yet',
  );
  expect(codeOf(mayRecord({ status: 'scheduled', at, inError: false }, absent, at))).toBeNull();
  expect(codeOf(mayRecord({ status: 'held', at, inError: false }, absent, at + 1))).toBeNull();
  expect(codeOf(mayRecord({ status: 'held', at, inError: true }, absent, at + 1))).toBe('entered-in-error');
  expect(codeOf(mayRecord({ status: 'moved', at, inError: false }, absent, at + 1))).toBe('settled');
  expect(
    codeOf(mayRecord({ status: 'held', at, inError: false }, { appearance: 'appeared', excuse: 'work' }, at)),
  ).toBe('excuse-without-absence');
});
