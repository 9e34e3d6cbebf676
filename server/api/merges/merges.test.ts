import { expect, test } from 'vitest';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const admin = await firstRun(system);
// Accounts that rest on the administrator's word alone would be one person (ADR 0022).
await withSecondPerson(system, admin);
const office = async (name: string): Promise<string> => (await admin.post('/api/offices', { name })).body.id;
const [north, south] = [await office('North'), await office('South')];
const whole = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const second = await signInAs(system, admin, ['supervisor'], 'second@example.org');
const ofNorth = await signInAs(system, admin, ['case-officer'], 'north@example.org', { office: 'North' });
const ofSouth = await signInAs(system, admin, ['case-officer'], 'south@example.org', { office: 'South' });
const monitor = await signInAs(system, admin, ['auditor'], 'auditor@example.org');

async function person(reference: string, name: string, at: string): Promise<string> {
  const answer = await whole.post('/api/register', { reference, name, office: at });
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 201 });
  return answer.body.participant.id;
}
const ask = (kept: string, other: string, who = whole) =>
  who.post(`/api/people/${kept}/merges`, { other, reason: 'The same fingerprint card' });
const decide = (id: string, decision: string, who = second) =>
  who.post(`/api/merges/${id}/decision`, { decision });
const undo = (id: string, who = whole) => who.post(`/api/merges/${id}/undo`, { reason: 'Two sisters' });
const references = async (path: string, who = whole): Promise<string[]> =>
  (await who.get(path)).body.people.map((one: { reference: string }) => one.reference);
const statusOf = async (who: typeof whole, id: string): Promise<number> =>
  (await who.get(`/api/people/${id}`)).status;

test('PPL-21 PPL-23 of one office one word is enough: lists show one row, search finds it by either, both open, and parted all is as before', async () => {
  const [kept, other] = [
    await person('K-1', 'Guadalupe Montenegro', north),
    await person('O-1', 'Lupita Barrientos', north),
  ];
  const before = await owner.query('select * from participant where id = any($1) order by id', [
    [kept, other],
  ]);
  const asked = await ask(kept, other, ofNorth);
  expect(asked).toMatchObject({ status: 201, body: { inForce: true } });
  expect(await references('/api/people', ofNorth)).toEqual(['K-1']);
  for (const q of ['Guadalupe Montenegro', 'Lupita Barrientos', 'barrientos', 'K-1', 'O-1'])
    expect(await references(`/api/people?q=${encodeURIComponent(q)}`), q).toEqual(['K-1']);
  const detail = (await whole.get(`/api/people/${kept}`)).body.person;
  expect(detail).toMatchObject({ mergedInto: null, records: [other] });
  expect((await whole.get(`/api/people/${other}`)).body.person).toMatchObject({
    mergedInto: kept,
    records: [],
  });
  const { rows } = await owner.query(
    "select participant_id as id from audit_entry where action = 'people.merged'",
  );
  expect(rows.map(({ id }) => id).sort()).toEqual([kept, other].sort());
  expect((await undo(asked.body.id, ofNorth)).status).toBe(200);
  const after = await owner.query('select * from participant where id = any($1) order by id', [
    [kept, other],
  ]);
  expect(after.rows).toEqual(before.rows);
  expect(await references('/api/people', ofNorth)).toEqual(['K-1', 'O-1']);
  expect(await references('/api/people?q=barrientos')).toEqual(['O-1']);
  const { merges } = (await whole.get(`/api/people/${other}/merges`)).body;
  expect(merges).toMatchObject([{ state: 'undone', reason: 'The same fingerprint card', mayUndo: false }]);
  expect((await undo(asked.body.id)).status).toBe(409);
});

test('PPL-23 nobody is found twice, whichever record matches, over pages too', async () => {
  const [kept, other] = [
    await person('K-2', 'Ximena Villalobos', north),
    await person('O-2', 'Villalobos Quintanilla', north),
  ];
  const apart = await whole.post('/api/register/doubles', { names: ['Villalobos Zamudio'] });
  const third = await whole.post('/api/register', {
    ...{ reference: 'T-2', name: 'Villalobos Zamudio', office: north },
    doublesSeen: apart.body.people.map(({ id }: { id: string }) => id),
  });
  expect(third.status).toBe(201);
  expect((await ask(kept, other)).status).toBe(201);
  const seen: string[] = [];
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? '' : `&cursor=${cursor}`;
    const { body } = await whole.get(`/api/people?q=villalobos&limit=1${more}`);
    seen.push(...body.people.map((one: { reference: string }) => one.reference));
    cursor = body.next;
  } while (cursor !== null);
  expect(seen.sort()).toEqual(['K-2', 'T-2']);
});

test('PPL-21 PPL-23 of two offices it takes a second person; then who reaches one reaches the other, until they are parted', async () => {
  const [kept, other] = [
    await person('K-3', 'Anselmo Figueroa', north),
    await person('O-3', 'Bertrand Delacroix', south),
  ];
  const asked = await ask(kept, other);
  expect(asked.body.inForce).toBe(false);
  // It waits: nobody sees more, and who sees one alone hears nothing of the other.
  expect([await statusOf(ofNorth, other), await statusOf(ofSouth, kept)]).toEqual([404, 404]);
  expect((await ofNorth.get(`/api/people/${kept}/merges`)).body.merges).toEqual([]);
  expect(await decide(asked.body.id, 'confirmed', whole)).toMatchObject({ body: { code: 'second-person' } });
  expect((await decide(asked.body.id, 'confirmed', ofNorth)).status).toBe(404);
  expect((await decide(asked.body.id, 'confirmed')).status).toBe(200);
  expect([await statusOf(ofNorth, other), await statusOf(ofSouth, kept)]).toEqual([200, 200]);
  expect(await references('/api/people?q=delacroix', ofNorth)).toEqual(['K-3']);
  expect(await references('/api/people', ofSouth)).toEqual(['K-3']);
  expect((await decide(asked.body.id, 'refused')).status).toBe(409);
  expect((await undo(asked.body.id, ofSouth)).status).toBe(200);
  expect([await statusOf(ofNorth, other), await statusOf(ofSouth, kept)]).toEqual([404, 404]);
});

test('PPL-21 what a second person refuses may be asked again; out of reach there is nobody to join', async () => {
  const [kept, other] = [
    await person('K-4', 'Evangelina Corrales', north),
    await person('O-4', 'Thibault Morency', south),
  ];
  const asked = await ask(kept, other);
  expect((await ask(kept, other)).body.code).toBe('merged-already');
  expect((await decide(asked.body.id, 'refused')).status).toBe(200);
  expect((await ask(kept, other)).status).toBe(201);
  expect((await ask(kept, other, ofNorth)).status).toBe(404);
  expect((await ask(kept, other, monitor)).status).toBe(403);
});

test('PPL-22 two devices or two authorities are not joined, nor a chain', async () => {
  const enrolled = async (reference: string, name: string): Promise<string> =>
    (await whole.post('/api/enrolments', lineOf(reference, { participant: { name, office: 'North' } }))).body
      .participant.id;
  const [a, b] = [await enrolled('E-1', 'Wenceslao Ibarra'), await enrolled('E-2', 'Philomena Okonkwo')];
  expect(await ask(a, b)).toMatchObject({ status: 422, body: { code: 'both-wear' } });
  await owner.query('update assignment set to_at = now() where participant_id = $1', [b]);
  expect((await ask(a, b)).body.code).toBe('both-authority');
  const [c, d] = [
    await person('K-5', 'Hortensia Luján', north),
    await person('O-5', 'Marguerite Pelletier', north),
  ];
  expect((await ask(a, c)).status).toBe(201);
  expect((await ask(d, c)).body.code).toBe('merged-already');
  expect((await ask(c, d)).body.code).toBe('merged-already');
  expect((await ask(d, a)).body.code).toBe('merged-already');
  expect((await ask(a, a)).body.code).toBe('same-record');
  expect((await ask(a, d)).status).toBe(201);
});

test('TDY-6 a merge that waits stands on the Today of those who may decide it, and leaves it once decided', async () => {
  const [kept, other] = [
    await person('K-90', 'Renata Olmedo', north),
    await person('O-90', 'Lisbeth Quiroga', south),
  ];
  const asked = await ask(kept, other);
  expect(asked.body).toMatchObject({ inForce: false });
  // Others of this file may wait besides.
  const waiting = async (who: typeof whole) =>
    (await who.get('/api/today/merges')).body.needs.filter(({ id }: { id: string }) => id === asked.body.id);
  expect(await waiting(second)).toMatchObject([
    {
      ...{ kind: 'merge-waiting', participant: { id: kept, reference: 'K-90' } },
      words: 'Lisbeth Quiroga · O-90: The same fingerprint card',
    },
  ]);
  for (const who of [whole, ofNorth, ofSouth]) expect(await waiting(who)).toEqual([]);
  const looks = await owner.query(
    `select participant_id as id from access_record where what = 'merges that wait' and staff_id = $1`,
    [second.staffId],
  );
  expect(looks.rows.map(({ id }) => id)).toEqual(expect.arrayContaining([kept, other]));
  expect((await decide(asked.body.id, 'refused')).status).toBe(200);
  expect(await waiting(second)).toEqual([]);
});

test('ACC-20 whoever looks through broken glass is offered no decision about a merge', async () => {
  const [kept, other] = [
    await person('K-9', 'Wilhelmina Ostrowska', north),
    await person('O-9', 'Wilma Ostrowski', north),
  ];
  expect((await ask(kept, other, ofNorth)).body.inForce).toBe(true);
  const reason = 'they called the wrong office in an emergency';
  expect((await ofSouth.post('/api/break-glass', { reference: 'K-9', reason })).status).toBeLessThan(300);
  const seen = async (who: typeof whole) => (await who.get(`/api/people/${kept}/merges`)).body.merges;
  expect(await seen(ofNorth)).toMatchObject([{ state: 'in-force', mayUndo: true, mayDecide: false }]);
  expect(await seen(ofSouth)).toMatchObject([{ state: 'in-force', mayUndo: false, mayDecide: false }]);
});

test('HRG-15 PPL-23 a hearing that stands on one record of a person is not entered on another of theirs', async () => {
  const [kept, other] = [
    await person('HR-1', 'Perpetua Quintanilla', north),
    await person('HR-2', 'Isidora Valdovinos', north),
  ];
  const enter = (who: string) =>
    whole.post(`/api/people/${who}/hearings`, {
      ...{ at: '2031-02-01T17:00:00Z', timezone: 'America/New_York', kind: 'in-person' },
      ...{ court: 'County Court', caseNumber: '31-CR-1', address: '1 Court Street' },
    });
  expect((await enter(kept)).status).toBe(201);
  // As long as they are two people it may well be the same case.
  expect((await enter(other)).status).toBe(201);
  const { rows } = await owner.query<{ id: string }>('select id from hearing where participant_id = $1', [
    other,
  ]);
  await whole.post(`/api/hearings/${rows[0]?.id}/cancel`, { version: 1, reason: 'entered by mistake' });
  expect((await ask(kept, other, ofNorth)).body).toMatchObject({ inForce: true });
  expect(await enter(other)).toMatchObject({ status: 409, body: { code: 'exists' } });
});
