import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openKeyring } from '../../keys/keyring.ts';
import { unsealJson } from '../../keys/seal.ts';
import { lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());
const admin = await firstRun(system);
const office = async (name: string): Promise<string> => (await admin.post('/api/offices', { name })).body.id;
const [north, south] = [await office('North'), await office('South')];
const officer = await signInAs(system, admin, ['case-officer'], 'north@example.org', { office: 'North' });
const colleague = await signInAs(system, admin, ['case-officer'], 'second@example.org', { office: 'North' });
const supervisor = await signInAs(system, admin, ['supervisor'], 'whole@example.org');
const stranger = await signInAs(system, admin, ['case-officer'], 'south@example.org', { office: 'South' });
const auditor = await signInAs(system, admin, ['auditor'], 'auditor@example.org');

const person = (reference: string, name: string, more: object = {}) => ({
  reference,
  name,
  office: north,
  ...more,
});
const register = (given: object, who = officer) => who.post('/api/register', given);
async function registered(given: object, who = officer): Promise<string> {
  const answer = await register(given, who);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 201 });
  return answer.body.participant.id;
}
const found = async (q: string, who = officer): Promise<string[]> =>
  (await who.get(`/api/people?q=${encodeURIComponent(q)}`)).body.people.map(
    (one: { reference: string }) => one.reference,
  );
const recordOf = async (id: string, who = officer) => (await who.get(`/api/people/${id}/register`)).body;
/** What a PUT sends, from what was read. */
const asGiven = ({
  version,
  office: at,
  ...rest
}: Record<string, unknown> & { office: { id: string } | null }) => {
  const { reference, name, preferredName, otherNames, languages, pronouns, identifiers, needs, timezone } =
    rest;
  return {
    ...{
      version,
      reference,
      name,
      preferredName,
      otherNames,
      languages,
      pronouns,
      identifiers,
      needs,
      timezone,
    },
    office: at?.id ?? null,
  };
};
async function audited(id: string) {
  const { rows } = await owner.query(
    `select action, entity, entity_id, request_id, before, after from audit_entry where participant_id = $1 and action <> 'x' order by id`,
    [id],
  );
  return rows.map((row) => ({
    action: row.action as string,
    before: open(id, row, 'before'),
    after: open(id, row, 'after'),
  }));
}
function open(id: string, row: Record<string, unknown>, column: 'before' | 'after') {
  const key = keyring.find(id);
  const sealed = row[column];
  if (key === null || !(sealed instanceof Buffer)) return null;
  return unsealJson(key, `audit_entry/${row.entity}/${row.entity_id}/${row.request_id}/${column}`, sealed);
}

test('PPL-14 a person is registered whole: read as written, found by every name and number, with officer and audit', async () => {
  const given = person('N-1', 'Élodie Toussaint Bazile', {
    preferredName: 'Didi',
    otherNames: ['Elodie Jean'],
    languages: ['ht', 'fr'],
    pronouns: 'elle',
    identifiers: [{ kind: 'Booking', value: 'BK 55-901' }],
    needs: [{ kind: 'interpreter', note: 'Kreyòl' }],
    officer: officer.staffId,
  });
  const id = await registered(given);
  const read = await recordOf(id);
  const { officer: _, ...stored } = given as Record<string, unknown>;
  expect(read).toMatchObject({
    ...stored,
    office: { id: north, name: 'North' },
    version: 1,
    mayChange: true,
  });
  for (const q of ['toussaint bazile', 'Didi', 'elodie jean', 'bk55901', 'N-1'])
    expect(await found(q), q).toEqual(['N-1']);
  const detail = (await officer.get(`/api/people/${id}`)).body;
  expect(detail.person).toMatchObject({ reference: 'N-1', officer: { id: officer.staffId } });
  const [entry] = await audited(id);
  expect(entry).toMatchObject({
    action: 'participant.registered',
    before: null,
    after: { name: given.name },
  });
});

test('PPL-12 who may be the same person is shown first; without that look nobody is registered', async () => {
  const first = await registered(
    person('N-2', 'Marisol Vega', { identifiers: [{ kind: 'Booking', value: 'BK 7' }] }),
  );
  const again = person('N-3', 'Marizol Vega Ruiz');
  expect(await register(again)).toMatchObject({ status: 409, body: { code: 'possible-doubles' } });
  const doubles = await officer.post('/api/register/doubles', { names: [again.name], identifiers: ['N-3'] });
  expect(doubles.body.people.map((one: { id: string }) => one.id)).toEqual([first]);
  const byNumber = await officer.post('/api/register/doubles', {
    names: ['Somebody Else'],
    identifiers: ['bk-7'],
  });
  expect(byNumber.body.people).toMatchObject([{ id: first, matched: 'BK 7' }]);
  await registered({ ...again, doublesSeen: [first] });
  // The refusal itself is a look at whom it is about.
  const { rows } = await owner.query(
    `select count from access_record where participant_id = $1 and staff_id = $2 and what in ('register', 'search for doubles')`,
    [first, officer.staffId],
  );
  expect(rows.length).toBeGreaterThan(0);
});

test('PPL-12 people out of reach are no doubles that are shown, and their number is refused in the same words', async () => {
  await registered({ reference: 'S-1', name: 'Wilner Étienne', office: south }, stranger);
  const doubles = await officer.post('/api/register/doubles', {
    names: ['Wilner Etienne'],
    identifiers: ['S-1'],
  });
  expect(doubles.body).toEqual({ people: [], more: false });
  const taken = await register(person('S-1', 'Somebody Quite Different'));
  expect(taken).toMatchObject({
    status: 409,
    body: { code: 'exists', fields: [{ path: 'body.reference' }] },
  });
  const mine = await register(person('N-2', 'Another Quite Different', { doublesSeen: [] }));
  expect(mine.status).toBe(409);
});

test('PPL-14 into one’s own offices or under one’s own supervision; elsewhere nothing is kept', async () => {
  const elsewhere = { reference: 'S-9', name: 'Nobody Yet', office: south };
  expect(await register(elsewhere)).toMatchObject({ status: 403, body: { code: 'not-yours' } });
  expect((await owner.query("select from participant where reference = 'S-9'")).rowCount).toBe(0);
  await registered({ ...elsewhere, officer: officer.staffId });
  expect((await register(person('N-8', 'A B'), auditor)).status).toBe(403);
  expect((await register(person('N-8', 'A B', { officer: auditor.staffId }))).body.code).toBe('role-missing');
  expect((await register(person('N-8', 'A B', { timezone: 'Mars/Olympus' }))).body.code).toBe(
    'unknown-timezone',
  );
});

test('PPL-13 no field and no kind of identifier tells nationality or immigration status', async () => {
  for (const field of ['nationality', 'immigrationStatus', 'countryOfBirth'])
    expect((await register(person('N-9', 'A B', { [field]: 'x' }))).status).toBe(400);
  const visa = await register(person('N-9', 'A B', { identifiers: [{ kind: 'Visa', value: '1' }] }));
  expect(visa).toMatchObject({
    status: 422,
    body: { code: 'status-kept-out', fields: [{ path: 'body.identifiers.0.kind' }] },
  });
});

test('PPL-15 a change is a new version: found by what is theirs now and no longer by what was, before and after in the audit', async () => {
  const id = await registered(
    person('N-20', 'Tomas Herera', { identifiers: [{ kind: 'Booking', value: 'BK 20' }] }),
  );
  const read = await recordOf(id);
  const changed = await officer.send('PUT', `/api/people/${id}/register`, {
    ...asGiven(read),
    name: 'Quirino Salvatierra',
    identifiers: [{ kind: 'Booking', value: 'BK 21' }],
  });
  expect(changed).toMatchObject({ status: 200, body: { version: 2 } });
  expect(await found('Quirino Salvatierra')).toEqual(['N-20']);
  expect(await found('BK 21')).toEqual(['N-20']);
  expect([await found('Tomas Herera'), await found('BK 20')]).toEqual([[], []]);
  const last = (await audited(id)).at(-1);
  expect(last).toMatchObject({
    action: 'participant.changed',
    before: { name: 'Tomas Herera' },
    after: { name: 'Quirino Salvatierra' },
  });
  // The same again is no version.
  const same = await officer.send('PUT', `/api/people/${id}/register`, asGiven(await recordOf(id)));
  expect(same.body.version).toBe(2);
});

test('PPL-15 a device and a case number still find a person whose name was changed', async () => {
  const line = lineOf('N-25', {
    participant: { name: 'Old Oldname', office: 'North' },
    device: { id: '357653051212777' },
    court: { name: 'Court', caseNumber: '26-CR-777' },
  });
  const id = (await supervisor.post('/api/enrolments', line)).body.participant.id;
  const read = await recordOf(id);
  await officer.send('PUT', `/api/people/${id}/register`, { ...asGiven(read), name: 'Brand Newname' });
  for (const q of ['357653051212777', '26cr777', 'N-25', 'newname'])
    expect(await found(q), q).toEqual(['N-25']);
});

test('PPL-15 the second of two editors is told what was changed meanwhile and by whom, and changes nothing', async () => {
  const id = await registered(person('N-30', 'Caleb Whitfield'));
  const [mine, theirs] = [await recordOf(id), await recordOf(id, colleague)];
  const put = (who: typeof officer, body: object) => who.send('PUT', `/api/people/${id}/register`, body);
  expect((await put(officer, { ...asGiven(mine), pronouns: 'he', languages: ['en'] })).status).toBe(200);
  const late = await put(colleague, { ...asGiven(theirs), name: 'Kaleb Whitfield' });
  expect(late).toMatchObject({ status: 409, body: { code: 'version-changed' } });
  expect(late.body.detail).toMatch(/^Changed since you read it: languages, pronouns \(Test case-officer, /);
  expect(await recordOf(id)).toMatchObject({ name: 'Caleb Whitfield', pronouns: 'he', version: 2 });
  const both = await Promise.all(
    ['A', 'B'].map((letter) => put(officer, { ...asGiven(mine), version: 2, pronouns: letter })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('PPL-15 whoever may not write changes nothing, and out of reach there is nobody', async () => {
  const id = await registered(person('N-31', 'Destiny Brooks'));
  const body = asGiven(await recordOf(id));
  expect((await auditor.send('PUT', `/api/people/${id}/register`, body)).status).toBe(403);
  expect((await stranger.send('PUT', `/api/people/${id}/register`, body)).status).toBe(404);
  expect(await recordOf(id, auditor)).toMatchObject({ name: 'Destiny Brooks', mayChange: false });
});

const address = (text: string, more: object = {}) => ({ kind: 'address', use: 'home', text, ...more });

test('PPL-16 addresses, emergency contacts and attorneys are kept with dates, each version in the audit', async () => {
  const id = await registered(person('N-40', 'Layla Haddad'));
  const add = (entry: object) => officer.post(`/api/people/${id}/register-entries`, entry);
  const home = await add(address('12 Elm Street\nMiami FL', { from: '2026-01-01', to: '2026-03-01' }));
  await add({ kind: 'emergency-contact', name: 'Samir', relationship: 'brother', phone: '+13055550123' });
  await add({
    kind: 'attorney',
    name: 'G. Oyelaran',
    authority: 'court',
    document: 'Docket 14',
    from: '2026-02-01',
  });
  expect((await add(address('x', { from: '2026-02-02', to: '2026-02-01' }))).body.code).toBe('bad-span');
  const { entries } = await recordOf(id);
  expect(entries).toMatchObject([
    { kind: 'attorney', authority: 'court', document: 'Docket 14', from: '2026-02-01', to: null },
    { kind: 'emergency-contact', name: 'Samir' },
    { kind: 'address', text: '12 Elm Street\nMiami FL', to: '2026-03-01', version: 1 },
  ]);
  const change = (version: number, entry: object) =>
    officer.send('PUT', `/api/register-entries/${home.body.id}`, { version, entry });
  expect((await change(1, address('14 Elm Street', { from: '2026-01-01' }))).body.version).toBe(2);
  expect(await change(1, address('16 Elm Street'))).toMatchObject({
    status: 409,
    body: { code: 'version-changed' },
  });
  expect((await change(2, { kind: 'emergency-contact', name: 'X' })).body.code).toBe('kind-fixed');
  const error = await officer.post(`/api/register-entries/${home.body.id}/error`, {
    version: 2,
    reason: 'of another',
  });
  expect(error.status).toBe(200);
  expect((await change(3, address('18 Elm Street'))).status).toBe(409);
  const after = (await recordOf(id)).entries.at(-1);
  expect(after).toMatchObject({ kind: 'address', text: '14 Elm Street', inError: expect.any(String) });
  expect((await audited(id)).filter(({ action }) => action.startsWith('register-entry.'))).toMatchObject([
    { action: 'register-entry.added' },
    { action: 'register-entry.added' },
    { action: 'register-entry.added' },
    { before: { text: '12 Elm Street\nMiami FL' }, after: { text: '14 Elm Street' } },
    { action: 'register-entry.in-error', after: { reason: 'of another' } },
  ]);
});

test('PPL-16 no word of an entry stands in clear, and with the person’s key nothing of it can be read', async () => {
  const id = await registered(person('N-41', 'Nadege Cantave'));
  await officer.post(`/api/people/${id}/register-entries`, address('77 Secret Lane'));
  const { rows } = await owner.query(
    'select e::text as text from register_entry e where participant_id = $1',
    [id],
  );
  expect(rows[0].text).not.toContain('Secret');
  expect(rows[0].text).not.toContain(Buffer.from('Secret').toString('hex'));
});

test('PPL-17 a protected address is shown to who is assigned or stands in, and to nobody else by office, role or audit', async () => {
  const id = await registered(person('N-50', 'Amir Rahimi', { officer: officer.staffId }));
  const entry = address('9 Hidden Way', { protected: true, reason: 'Threatened by a relative' });
  const { reason: _, ...unreasoned } = entry as Record<string, unknown>;
  const add = (given: object) => officer.post(`/api/people/${id}/register-entries`, given);
  expect((await add(unreasoned)).body.code).toBe('reason-missing');
  const made = await add(entry);
  expect((await recordOf(id)).entries).toMatchObject([
    { kind: 'address', text: '9 Hidden Way', protected: true },
  ]);
  for (const who of [colleague, supervisor, auditor]) {
    const answer = await who.get(`/api/people/${id}/register`);
    expect(answer.body.entries).toMatchObject([{ kind: 'withheld-address' }]);
    expect(JSON.stringify(answer.body)).not.toMatch(/Hidden|Threatened/);
  }
  const change = (who: typeof officer, version: number) =>
    who.send('PUT', `/api/register-entries/${made.body.id}`, { version, entry: address('open') });
  expect(await change(supervisor, 1)).toMatchObject({ status: 403, body: { code: 'not-yours' } });
  const absence = await supervisor.post('/api/absences', {
    ...{ staff: officer.staffId, standIn: colleague.staffId },
    from: new Date(Date.now() - 1_000).toISOString(),
    to: new Date(Date.now() + 3_600_000).toISOString(),
  });
  expect(absence.status).toBe(201);
  expect((await recordOf(id, colleague)).entries).toMatchObject([{ text: '9 Hidden Way' }]);
  expect(JSON.stringify(await audited(id))).not.toMatch(/Hidden|Threatened/);
});

test('PPL-17 an address that is protected later is in no audit entry for who may not see it, those of before it was among them', async () => {
  const id = await registered(person('N-51', 'Rosalind Achebe', { officer: officer.staffId }));
  const open = { text: '9 Hidden Way\nMiami', reason: null };
  const made = await officer.post(`/api/people/${id}/register-entries`, address(open.text, { note: null }));
  const changed = await officer.send('PUT', `/api/register-entries/${made.body.id}`, {
    ...{ version: 1, entry: address(open.text, { protected: true, reason: 'Threatened by a relative' }) },
  });
  expect(changed, JSON.stringify(changed.body)).toMatchObject({ status: 200 });
  const read = async (who: typeof officer): Promise<string> => {
    const { entries } = (await who.get('/api/audit/entries?person=N-51&action=register-entry')).body;
    expect(entries).toHaveLength(2);
    const whole = await Promise.all(
      entries.map((one: { id: string }) => who.get(`/api/audit/entries/${one.id}`)),
    );
    return JSON.stringify(whole.map(({ body }) => [body.before, body.after]));
  };
  for (const [who, withheld] of [
    [supervisor, '[words of somebody who has a protected address]'],
    [auditor, '[a protected address]'],
  ] as const) {
    const text = await read(who);
    expect(text).not.toMatch(/Hidden|Threatened/);
    expect(text).toContain(withheld);
  }
  // Of the change itself the audit holds no word, whoever reads it.
  const written = await audited(id);
  expect(written.at(-1)).toMatchObject({ action: 'register-entry.changed' });
  expect(JSON.stringify(written.at(-1))).not.toMatch(/Hidden|Threatened/);
});

test('PPL-30 whoever could have written the words themselves reads none of them in the audit, right or wrong', async () => {
  const id = await registered(person('N-52', 'Ottoline Brisbane', { officer: officer.staffId }));
  await officer.post(
    `/api/people/${id}/register-entries`,
    address('9 Hidden Way', { protected: true, reason: 'Threatened' }),
  );
  const read = async (text: string, who: typeof officer): Promise<unknown> => {
    const given = { kind: 'emergency-contact', name: text };
    const made = await supervisor.post(`/api/people/${id}/register-entries`, given);
    expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 });
    const { entries } = (await who.get('/api/audit/entries?person=N-52&action=register-entry')).body;
    return (await who.get(`/api/audit/entries/${entries[0].id}`)).body.after;
  };
  const [right, wrong] = [await read('9 Hidden Way', supervisor), await read('4 Open Square', supervisor)];
  expect(right).toEqual(wrong);
  expect(right).toMatchObject({ kind: 'emergency-contact' });
  // An auditor writes nothing, and reads on.
  expect([await read('9 Hidden Way', auditor), await read('4 Open Square', auditor)]).toMatchObject([
    { name: '[a protected address]' },
    { name: '4 Open Square' },
  ]);
});
