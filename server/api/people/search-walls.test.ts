import { expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
for (const name of ['North', 'South']) await admin.post('/api/offices', { name });
const whole = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const north = await signInAs(system, admin, ['case-officer'], 'north@example.org', { office: 'North' });
const enrol = async (reference: string, office: string, name: string, device: string, caseNumber: string) => {
  const line = lineOf(reference, {
    ...{ participant: { name, office }, device: { id: device }, court: { name: 'Court', caseNumber } },
  });
  const answer = await whole.post('/api/enrolments', line);
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer.body.participant.id as string;
};
await enrol('N-100', 'North', 'Ana Morales', '357653051200001', '26-CF-0001');
const beyond = await enrol('S-7731', 'South', 'Wilhelmina Quartermaine', '357653051298765', '26-CF-4410');

/** What leads to her, and the same of nobody: as many parts, as many letters. */
const pairs = [
  ['her name', 'Wilhelmina Quartermaine', 'Bartholomew Featherstone'],
  ['a part of it', 'Quartermaine', 'Featherstone'],
  ['its sound', 'Kwartermein', 'Fezerstown'],
  ['its beginning', 'Quart', 'Feath'],
  ['a slip', 'Quartermaime', 'Featherstome'],
  ['her reference', 'S-7731', 'S-7739'],
  ['the end of it', '7731', '7739'],
  ['her device', '357653051298765', '357653051298769'],
  ['its last characters', '298765', '298769'],
  ['her case', '26-CF-4410', '26-CF-4419'],
  ['her name beside one that is theirs', 'Quartermaine Morales', 'Featherstone Morales'],
] as const;

const records = async () =>
  (await owner.query('select what, action, purpose, count from access_record order by id')).rows;
const ask = async (typed: string) => {
  const before = await records();
  const answer = await north.get(`/api/people?q=${encodeURIComponent(typed)}`);
  const names = [...answer.headers.keys()].filter((name) => name !== 'date').toSorted();
  return {
    ...{ status: answer.status, body: answer.body, names, length: answer.headers.get('content-length') },
    // What is left on record of it: nobody was looked at.
    recorded: (await records()).slice(before.length),
  };
};

test.each(pairs)(
  'PPL-36 a search by %s answers whoever may not see her as if there were nobody: the same body, count and record',
  async (_, theirs, none) => {
    expect((await whole.get(`/api/people?q=${encodeURIComponent(theirs)}`)).body.people).toMatchObject(
      theirs.includes('Morales') ? [] : [{ id: beyond }],
    );
    const [one, other] = [await ask(theirs), await ask(none)];
    expect(one).toEqual(other);
    expect(one).toMatchObject({ status: 200, body: { people: [], next: null, total: null }, recorded: [] });
    expect(system.logged.join('\n')).not.toMatch(/Quartermaine|Featherstone/);
  },
);

test('PPL-36 before somebody is registered nobody beyond the walls is named as a double', async () => {
  const asked = async (by: typeof north, name: string) => {
    const { status, body } = await by.post('/api/register/doubles', { names: [name], identifiers: [] });
    return { status, body };
  };
  expect((await asked(whole, 'Wilhelmina Quartermaine')).body.people).toMatchObject([{ id: beyond }]);
  const theirs = await asked(north, 'Wilhelmina Quartermaine');
  expect(theirs).toEqual(await asked(north, 'Bartholomew Featherstone'));
  expect(theirs).toEqual({ status: 200, body: { people: [], more: false } });
});
