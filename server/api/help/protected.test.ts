import { expect, test } from 'vitest';
import { programmeKey } from '../../audit/audit.ts';
import { unsealJson } from '../../keys/seal.ts';
import { dayOf, instant, withHelp } from './testing.ts';

const { owner, keyring, programme, officer, supervisor, auditor, settle, bringInSomebody } = await withHelp();

test('HLP-5 a protected place is shown to who works with the person, and stands on no sheet and in no audit', async () => {
  const { person, at, ask, arrange, one } = await bringInSomebody();
  const entry = {
    ...{ kind: 'address', use: 'home', text: '9 Hidden Way\nMiami', protected: true },
    ...{ reason: 'threatened', from: null, to: null, note: null },
  };
  const added = await officer.post(`/api/people/${person}/register-entries`, entry);
  expect(added, JSON.stringify(added.body)).toMatchObject({ status: 201 });
  const { id } = (await ask()).body;
  const place = { text: 'at 9 hidden way, back door' };
  for (const field of ['told', 'supplier'])
    expect((await arrange(id, { place, [field]: 'Wait at 9 Hidden Way' })).body).toMatchObject({
      ...{ code: 'protected-address', fields: [{ path: `body.${field}` }] },
    });
  expect((await arrange(id, { place })).status).toBe(200);
  expect((await one(id)).arranged?.place).toEqual({ kind: 'told', ...place, protected: true });
  const day = dayOf(at);
  for (const who of [supervisor, auditor]) {
    expect((await one(id, who)).arranged?.place).toEqual({ kind: 'withheld' });
    const listed = await who.get(`/api/help?day=${day}`);
    expect(JSON.stringify(listed.body).toLowerCase()).not.toContain('hidden');
  }
  expect((await arrange(id, { version: 2, place: { text: 'elsewhere' } }, supervisor)).body.code).toBe(
    'address-kept',
  );
  const sheet = await officer.get(`/api/help-sheets?day=${day}&supplier=city%20cars`);
  expect(sheet.body.lines).toMatchObject([{ id, place: null, placeWithheld: true }]);
  expect(JSON.stringify(sheet.body).toLowerCase()).not.toContain('hidden');
  const { rows } = await owner.query('select * from audit_entry where entity_id = $1 order by id', [id]);
  const values = rows.map(({ entity, entity_id, request_id, after }) =>
    unsealJson(keyring.create(person), `audit_entry/${entity}/${entity_id}/${request_id}/after`, after),
  );
  expect(values).toMatchObject([{ kind: 'transport' }, { place: { protected: true } }]);
  expect(JSON.stringify(values).toLowerCase()).not.toContain('hidden');
  const bytes = (await owner.query('select * from arranged_help where id = $1', [id])).rows[0];
  for (const sealed of [bytes.sealed, bytes.place_sealed])
    expect(sealed.toString('latin1')).not.toMatch(/City Cars|hidden way/);
  expect(keyring.find(programmeKey(programme))).not.toBeNull();
});

test('HLP-5 a place that whoever enters it protects is changed by who works with the person alone', async () => {
  const { arrange, arranged } = await bringInSomebody();
  const id = await arranged({ place: { text: 'the side door', protected: true } });
  expect((await arrange(id, { version: 2, place: { text: 'elsewhere' } }, supervisor)).body.code).toBe(
    'protected-place',
  );
  expect((await arrange(id, { version: 2, place: { text: 'elsewhere' } })).status).toBe(200);
});

test('PPL-30 HLP-5 who may not see a protected address learns by no refusal whether words of theirs name it', async () => {
  const { person, ask, arrange, one } = await bringInSomebody();
  const entry = { kind: 'address', use: 'home', text: '9 Hidden Way\nMiami', protected: true };
  await officer.post(`/api/people/${person}/register-entries`, {
    ...{ ...entry, reason: 'threatened', from: null, to: null, note: null },
  });
  const { id } = (await ask({}, supervisor)).body;
  const same = async (write: (text: string) => Promise<{ status: number; body: object }>) => {
    const [right, wrong] = [await write('9 Hidden Way'), await write('4 Open Square')];
    const said = ({ status, body }: typeof right) => ({ ...body, requestId: '', status });
    expect(said(right)).toEqual(said(wrong));
    expect(right.body).toMatchObject({ code: 'address-kept' });
  };
  await same((note) => ask({ kind: 'child-care', note }, supervisor));
  await same((told) => arrange(id, { told }, supervisor));
  await same((text) => arrange(id, { place: { text } }, supervisor));
  await same((reason) => supervisor.post(`/api/help/${id}/settle`, { version: 1, as: 'not-needed', reason }));
  expect((await one(id)).status).toBe('asked');
});

test('HLP-5 what is asked and why it fell through tell no protected address either', async () => {
  const { person, ask, one } = await bringInSomebody();
  const entry = { kind: 'address', use: 'home', text: '9 Hidden Way\nMiami', protected: true };
  await officer.post(`/api/people/${person}/register-entries`, {
    ...{ ...entry, reason: 'threatened', from: null, to: null, note: null },
  });
  expect((await ask({ note: 'rings at 9 Hidden Way' })).body).toMatchObject({
    ...{ code: 'protected-address', fields: [{ path: 'body.note' }] },
  });
  const { id } = (await ask()).body;
  const fell = { version: 1, as: 'not-needed', reason: 'a neighbour of 9 hidden way drives' };
  expect((await settle(id, fell)).body).toMatchObject({
    ...{ code: 'protected-address', fields: [{ path: 'body.reason' }] },
  });
  expect((await one(id)).status).toBe('asked');
});

test('HLP-5 an address that is protected later protects the places that tell it, on lists, sheets and in reminders', async () => {
  const { person, at, ask, arrange, one, arranged } = await bringInSomebody();
  const entry = { kind: 'address', use: 'home', text: '9 Hidden Way\nMiami', protected: false };
  const rest = { reason: null, from: null, to: null, note: null };
  const added = await officer.post(`/api/people/${person}/register-entries`, { ...entry, ...rest });
  const there = await arranged({ place: { text: 'at 9 hidden way, back door' } });
  const told = await ask({ kind: 'child-care' });
  const elsewhere = { version: 1, kind: 'child-care', place: { text: '4 Open Square' }, to: instant(at) };
  expect((await arrange(told.body.id, elsewhere)).status).toBe(200);
  const day = dayOf(at);
  const sheet = async () =>
    JSON.stringify((await officer.get(`/api/help-sheets?day=${day}&supplier=city%20cars`)).body.lines);
  expect(await sheet()).toContain('hidden way');
  const changed = await officer.send('PUT', `/api/register-entries/${added.body.id}`, {
    ...{ version: 1, entry: { ...entry, ...rest, protected: true, reason: 'threatened' } },
  });
  expect(changed, JSON.stringify(changed.body)).toMatchObject({ status: 200 });
  expect(await sheet()).not.toMatch(/hidden/i);
  expect((await one(there)).arranged?.place).toMatchObject({ kind: 'told', protected: true });
  expect((await one(there, auditor)).arranged?.place).toEqual({ kind: 'withheld' });
  expect((await one(told.body.id, auditor)).arranged?.place).toMatchObject({ text: '4 Open Square' });
});
