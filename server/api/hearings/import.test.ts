import { beforeAll, expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import type { Client } from '../testing/client.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
let officer: Client;
let people: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  const admin = await firstRun(system);
  const everywhere = await signInAs(system, admin, ['supervisor']);
  const made = new Map<string, string>();
  for (const [reference, office] of [
    ['A-1', 'Here'],
    ['A-2', 'Here'],
    ['B-1', 'There'],
  ] as const) {
    const { body } = await everywhere.post('/api/enrolments', lineOf(reference, { participant: { office } }));
    made.set(reference, body.participant.id);
  }
  people = Object.fromEntries(made);
  officer = await signInAs(system, admin, ['case-officer'], 'here@example.org', { office: 'Here' });
});

const check = async (text: string, format = 'csv') =>
  (await officer.post('/api/hearing-imports/check', { format, text })).body;
async function carryOut(text: string, format = 'csv') {
  const { plan } = await check(text, format);
  return officer.post('/api/hearing-imports', { format, text, plan });
}
const count = async (): Promise<number> => (await owner.query('select from hearing')).rowCount ?? 0;
const hearingsOf = async (reference: string) =>
  (await officer.get(`/api/people/${people[reference]}/hearings`)).body.hearings;
const kindsOf = ({ steps }: { steps: { line: number; kind: string }[] }) =>
  steps.map(({ line, kind }) => `${line} ${kind}`);

const head = 'participant,date,time,court,case_number,room,uid\n';

test('HRG-10 a dry run says line by line what would change, and where the file is at fault, and writes nothing', async () => {
  const text = `${head}A-1,2031-03-10,09:30,"County Court, Part 2",26-1,4B,u1\nA-9,2031-03-10,09:30,County Court,26-2,,\nA-2,10.3.2031,9:30,,26-3,,\nB-1,2031-03-10,09:30,County Court,26-4,,\n`;
  const before = await count();
  const body = await check(text);
  expect(body.counts).toMatchObject({ new: 1 });
  expect(body.steps).toMatchObject([
    {
      line: 2,
      kind: 'new',
      at: '2031-03-10T13:30:00Z',
      court: 'County Court, Part 2',
      participant: { reference: 'A-1' },
    },
  ]);
  expect(
    body.faults.map(({ line, column, code }: { line: number; column: string; code: string }) => [
      line,
      column,
      code,
    ]),
  ).toEqual([
    [3, 'participant', 'unknown-participant'],
    [4, 'date', 'bad-date'],
    [4, 'court', 'missing'],
    // There is such a person, in an office that this officer does not have: said in the same words.
    [5, 'participant', 'unknown-participant'],
  ]);
  const refused = await officer.post('/api/hearing-imports', { format: 'csv', text, plan: body.plan });
  expect(refused.body).toMatchObject({ code: 'file-at-fault' });
  expect(await count()).toBe(before);
});

test('HRG-10 a letter that was lost, since the file is no UTF-8, is told at its place', async () => {
  expect((await check(`${head}A-1,2031-03-10,09:30,Ca\uFFFDon City,,,\n`)).faults).toMatchObject([
    { line: 2, column: 'court', code: 'letters-lost', reason: 'letters-lost' },
  ]);
});

test('HRG-11 the same file again does nothing; a changed one moves and changes', async () => {
  const text = `${head}A-1,2031-04-10,09:30,County Court,26-1,4B,v1\nA-2,2031-04-11,14:00,County Court,26-2,1,\n`;
  const done = await carryOut(text);
  expect(done).toMatchObject({ status: 201, body: { counts: { new: 2 } } });
  const stands = await count();
  expect(kindsOf(await check(text))).toEqual(['2 same', '3 same']);
  expect((await carryOut(text)).body.counts).toMatchObject({ new: 0, same: 2 });
  expect(await count()).toBe(stands);
  const later = text.replace('2031-04-10,09:30', '2031-04-12,10:00').replace('26-2,1', '26-2,2');
  expect(kindsOf(await check(later))).toEqual(['2 moved', '3 changed']);
  expect((await carryOut(later)).status).toBe(201);
  expect(
    (await hearingsOf('A-1')).map((one: { at: string; status: string }) => [one.at, one.status]),
  ).toEqual([
    ['2031-04-12T14:00:00Z', 'scheduled'],
    ['2031-04-10T13:30:00Z', 'moved'],
  ]);
  expect(await hearingsOf('A-2')).toMatchObject([{ room: '2', version: 2 }]);
  expect(kindsOf(await check(later))).toEqual(['2 same', '3 same']);
});

test('HRG-13 what was changed between check and import is not written over', async () => {
  const text = `${head}A-2,2031-05-11,14:00,County Court,26-5,1,w1\n`;
  await carryOut(text);
  const changed = text.replace(',1,w1', ',7,w1');
  const { plan } = await check(changed);
  const [{ id, version }] = (await hearingsOf('A-2')).filter(
    (one: { caseNumber: string }) => one.caseNumber === '26-5',
  );
  await officer.post(`/api/hearings/${id}/cancel`, { version, reason: 'dismissed' });
  const refused = await officer.post('/api/hearing-imports', { format: 'csv', text: changed, plan });
  expect(refused).toMatchObject({ status: 409, body: { code: 'changed' } });
  expect(kindsOf(await check(changed))).toEqual(['2 settled']);
});

test('HRG-13 two imports of one file at once enter each hearing once', async () => {
  const text = `${head}A-1,2031-06-10,09:30,County Court,26-6,,\n`;
  const { plan } = await check(text);
  const before = await count();
  const answers = await Promise.all(
    [1, 2].map(() => officer.post('/api/hearing-imports', { format: 'csv', text, plan })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  expect(await count()).toBe(before + 1);
});

test('HRG-10 a file that cannot be read says from which line', async () => {
  const faultsOf = async (text: string, format = 'csv') =>
    (await check(text, format)).faults.map(
      ({ line, column, code }: { line: number; column: string; code: string }) => [line, column, code],
    );
  expect(await faultsOf('name,when\nA,B\n')).toEqual([
    [1, 'participant', 'missing-column'],
    [1, 'date', 'missing-column'],
    [1, 'time', 'missing-column'],
    [1, 'court', 'missing-column'],
    [1, null, 'unknown-column'],
    [1, null, 'unknown-column'],
  ]);
  expect(await faultsOf(`${head}A-1,2031-03-10,09:30,"County`)).toMatchObject([
    [expect.any(Number), null, 'unreadable'],
  ]);
  expect(await faultsOf(`${head}A-1,2031-03-10,09:30,Court, Part 2,1,2,3\n`)).toEqual([
    [2, null, 'too-many-values'],
  ]);
  expect(await faultsOf('no calendar', 'ical')).toEqual([[1, null, 'unreadable']]);
});

const event = (lines: readonly string[]) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'];
const calendar = (...events: readonly (readonly string[])[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//court//EN',
    ...events.flatMap(event),
    'END:VCALENDAR',
    '',
  ].join('\r\n');

test('HRG-10 a calendar’s events are read in their zones, whole days and repetitions are at fault by line', async () => {
  const text = calendar(
    [
      'UID:c1',
      'DTSTART;TZID=America/Chicago:20310710T093000',
      'SUMMARY:Status conference A-1',
      'LOCATION:Cook County Court',
    ],
    [
      'UID:c2',
      'DTSTART:20310711T150000Z',
      'X-PARTICIPANT:A-2',
      'X-COURT:County Court',
      'LOCATION:1 Court',
      ' \\, Street',
      'SUMMARY:Trial',
    ],
    ['UID:c3', 'DTSTART;VALUE=DATE:20310711', 'X-PARTICIPANT:A-2', 'LOCATION:Court'],
    ['UID:c4', 'DTSTART:20310711T150000Z', 'RRULE:FREQ=WEEKLY', 'X-PARTICIPANT:A-2', 'LOCATION:Court'],
    ['UID:c5', 'DTSTART:20310711T150000', 'SUMMARY:Hearing of A-1 and A-2', 'LOCATION:Court'],
  );
  const body = await check(text, 'ical');
  expect(body.steps).toMatchObject([
    {
      line: 4,
      kind: 'new',
      at: '2031-07-10T14:30:00Z',
      timezone: 'America/Chicago',
      participant: { reference: 'A-1' },
    },
    {
      line: 10,
      kind: 'new',
      at: '2031-07-11T15:00:00Z',
      court: 'County Court',
      participant: { reference: 'A-2' },
    },
  ]);
  expect(
    body.faults.map(({ line, column, code }: { line: number; column: string; code: string }) => [
      line,
      column,
      code,
    ]),
  ).toEqual([
    [19, 'time', 'missing'],
    [25, 'date', 'repeats'],
    [32, 'participant', 'missing'],
  ]);
});

test('HRG-11 a calendar again does nothing, and what it cancels is cancelled', async () => {
  const lines = [
    'UID:d1',
    'DTSTART;TZID=America/New_York:20311105T100000',
    'SUMMARY:Trial A-1',
    'LOCATION:Court',
  ];
  expect((await carryOut(calendar(lines), 'ical')).body.counts).toMatchObject({ new: 1 });
  expect((await carryOut(calendar(lines), 'ical')).body.counts).toMatchObject({ same: 1 });
  const cancelled = calendar([...lines, 'STATUS:CANCELLED']);
  expect((await carryOut(cancelled, 'ical')).body.counts).toMatchObject({ cancelled: 1 });
  expect((await carryOut(cancelled, 'ical')).body.counts).toMatchObject({ same: 1 });
});

test('HRG-10 a zone of the calendar’s own making is worked out from it', async () => {
  const text = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'BEGIN:VTIMEZONE',
    'TZID:Eastern Standard Time',
    'BEGIN:STANDARD',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:-0400',
    'TZOFFSETTO:-0500',
    'RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:16010101T020000',
    'TZOFFSETFROM:-0500',
    'TZOFFSETTO:-0400',
    'RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
    ...event([
      'UID:e1',
      'DTSTART;TZID=Eastern Standard Time:20310710T093000',
      'SUMMARY:A-1',
      'LOCATION:Court',
    ]),
    ...event(['UID:e2', 'DTSTART;TZID=Nowhere:20310710T093000', 'SUMMARY:A-1', 'LOCATION:Court']),
    'END:VCALENDAR',
  ].join('\r\n');
  const body = await check(text, 'ical');
  expect(body.steps).toMatchObject([{ line: 18, at: '2031-07-10T13:30:00Z' }]);
  expect(body.faults).toMatchObject([{ line: 24, column: 'timezone', code: 'unknown-timezone' }]);
});

test('WRD-4 a line at fault is told with what stands there, by reason and values, and a calendar’s too', async () => {
  const file = `${head}A-1,8 March,09:30,Court\nNOBODY-1,2031-03-10,${'9'.repeat(80)},Court\n`;
  const { faults } = await check(file);
  expect(faults).toMatchObject([
    { line: 2, column: 'date', value: '8 March', reason: 'day-form' },
    { line: 3, column: 'time', value: `${'9'.repeat(60)}…`, reason: 'longer-than', values: { most: 8 } },
    { line: 3, column: 'time', value: `${'9'.repeat(60)}…` },
  ]);
  const event =
    'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:A-1\r\nDTSTART;VALUE=DATE:20310310\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';
  expect((await check(event, 'ical')).faults).toMatchObject([
    { line: 2, column: 'time', value: '20310310', reason: 'event-whole-day' },
  ]);
});
