import { expect, test } from 'vitest';
import { lineOf } from './enrolment/testing.ts';
import type { Client } from './testing/client.ts';
import { firstRun, signInAs, withTestApi } from './testing/start.ts';

const system = await withTestApi();
const admin = await firstRun(system);
const supervisor = await signInAs(system, admin, ['supervisor']);
const auditor = await signInAs(system, admin, ['auditor']);
const person: string = (await supervisor.post('/api/enrolments', lineOf('C-1'))).body.participant.id;

const id = '0199aaaa-0000-7000-8000-000000000001';
const instant = '2026-01-05 08:00:00.000001+00';
/** Of the right form, and nothing that the list could have written: no such text may reach the database as an id or a number. */
const forged: readonly (readonly [string, Client, readonly string[]])[] = [
  [`/api/people/${person}/log?`, supervisor, ['1x', 'key']],
  [`/api/people/${person}/looks?`, supervisor, ['yesterday', '1']],
  [`/api/people/${person}/looks?`, supervisor, [instant, '1x']],
  ['/api/audit/entries?', auditor, ['1x']],
  ['/api/devices?', supervisor, ['8', 'x']],
  ['/api/hearings?day=2026-01-05&', supervisor, ['1x', id]],
  ['/api/hearings?day=2026-01-05&', supervisor, ['1', id.toUpperCase()]],
  ['/api/suspensions?', supervisor, ['1x', id]],
  ['/api/suspensions?', supervisor, ['1', id.toUpperCase()]],
  ['/api/reviews?', supervisor, ['2026-01-05', id.toUpperCase()]],
];

const ask = (path: string, by: Client, values: readonly string[]) =>
  by.get(`${path}cursor=${Buffer.from(JSON.stringify(values)).toString('base64url')}`);

test.each(forged)('a cursor that is none of the list %s is refused as such', async (path, by, values) => {
  expect(await ask(path, by, values)).toMatchObject({
    status: 400,
    body: {
      ...{ code: 'bad-cursor', reason: 'bad-cursor' },
      fields: [{ path: 'query.cursor', message: 'the cursor is none of this list' }],
    },
  });
});

test.each([
  ['9', ''],
  ['0', 'x'],
  ['0', id.toUpperCase()],
])('a cursor of step %s behind «%s» is none of this search', async (...values) => {
  expect(await ask('/api/people?q=garcia&', supervisor, values)).toMatchObject({
    status: 400,
    body: { code: 'bad-cursor', fields: [{ reason: 'bad-search-cursor' }] },
  });
});
