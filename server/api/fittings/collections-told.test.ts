import { expect, test } from 'vitest';
import { createIntake } from '../../messages/intake.ts';
import { sendMessages } from '../../messages/send-messages.ts';
import { signBody } from '../../messages/signature.ts';
import { insertPoint } from '../../messages/testing/points.ts';
import { officeDay } from '../testing/day.ts';
import { withFittings } from './testing.ts';

const { officer, owner, keyring, office, person, device, fit, did } = await withFittings();
const secret = 'a secret of sixteen';
let numbers = 0;

/** Somebody with a device, and a number that they may be written to. */
async function wearer(): Promise<{ who: string; assignment: string; phone: string }> {
  const who = await person();
  await fit(who, await device());
  const [{ assignment }] = did(await officer.get(`/api/people/${who}/fittings`)).body.held;
  numbers += 1;
  const phone = `+1305555${7000 + numbers}`;
  const { rows } = await owner.query('select programme_id from participant where id = $1', [who]);
  const [{ programme_id: programmeId }] = rows;
  await insertPoint(owner, keyring, {
    ...{ programmeId, participantId: who, staffId: officer.staffId, address: phone },
  });
  return { who, assignment, phone };
}
const set = (assignment: string, version: number, more: object) =>
  officer.send('PUT', `/api/assignments/${assignment}/collection-day`, {
    ...{ version, on: officeDay(2), reason: 'the order is over', ...more },
  });
const callOff = (assignment: string, version: number) =>
  officer.post(`/api/assignments/${assignment}/collection-day/call-off`, { version, reason: 'ill staff' });

/** Noon of the office's day so many from today. */
const noon = (days: number): number =>
  Temporal.PlainDate.from(officeDay(days)).toZonedDateTime({
    timeZone: 'America/New_York',
    plainTime: '12:00',
  }).epochMilliseconds;
async function send(at: number): Promise<{ to: string; text: string }[]> {
  const left: { to: string; text: string }[] = [];
  const phone = {
    send: async ({ address, text }: { address: string; text: string }) => {
      left.push({ to: address, text });
      return { kind: 'accepted', reference: null } as const;
    },
  };
  await sendMessages({ pool: owner, keyring, senders: { phone }, now: () => at });
  return left;
}
const planned = async (who: string): Promise<{ template: string; status: string }[]> =>
  (
    await owner.query(
      `select template, status from message where participant_id = $1 and key like 'collection/%' order by created_at, id`,
      [who],
    )
  ).rows;

test('FIT-14 who has a device is told when and where it is fetched, when that changes, and when it is called off; it stands in the contact log', async () => {
  const { who, assignment, phone } = await wearer();
  did(await set(assignment, 0, { time: '14:30', office }));
  const [first] = await send(noon(1));
  const name = (await owner.query('select name from office where id = $1', [office])).rows[0].name;
  expect(first).toMatchObject({ to: phone });
  expect(first?.text).toMatch(/to be collected on .* at 2:30 PM E[SD]T\./);
  expect(first?.text).toContain(`Please bring it to: ${name}`);
  expect(first?.text).toContain('STOP ends these messages.');

  // Another reason is no other day: they are told nothing anew.
  did(await set(assignment, 1, { time: '14:30', office, reason: 'she asked why' }));
  expect(await send(noon(1))).toEqual([]);

  did(await set(assignment, 2, { on: officeDay(3), place: 'at her sister’s' }));
  const [second] = await send(noon(1));
  expect(second?.text).toContain('has changed.');
  expect(second?.text).toContain('We come to you: at her sister’s');
  expect(second?.text).not.toMatch(/collected on [^.]*\d:\d\d/);

  expect((await callOff(assignment, 2)).body.code).toBe('version-changed');
  did(await callOff(assignment, 3));
  const [third] = await send(noon(1));
  expect(third?.text).toContain('is not collected on');
  expect((await callOff(assignment, 4)).body.code).toBe('already-decided');

  expect(await planned(who)).toEqual([
    { template: 'collection-arranged', status: 'sent' },
    { template: 'collection-moved', status: 'sent' },
    { template: 'collection-called-off', status: 'sent' },
  ]);
  const said = JSON.stringify(did(await officer.get(`/api/people/${who}/log`)).body);
  for (const words of ['at her sister’s', 'is not collected on', '2:30 PM']) expect(said).toContain(words);
  const [held] = did(await officer.get(`/api/people/${who}/fittings`)).body.held;
  expect(held).toMatchObject({ collection: null, collectionVersion: 4 });
  const audited = await owner.query(
    `select action from audit_entry where participant_id = $1 and entity = 'device_collection' order by id`,
    [who],
  );
  expect(audited.rows.map(({ action }) => action)).toEqual([
    ...['collection.arranged', 'collection.moved', 'collection.moved', 'collection.called-off'],
  ]);
});

test('FIT-14 what has not left when it changes is not sent; of a device that is back nothing is', async () => {
  const { who, assignment } = await wearer();
  did(await set(assignment, 0, { office }));
  did(await set(assignment, 1, { office, on: officeDay(4) }));
  expect(await planned(who)).toEqual([
    { template: 'collection-arranged', status: 'cancelled' },
    { template: 'collection-moved', status: 'planned' },
  ]);
  await owner.query(`update assignment set from_at = now() - interval '1 day' where id = $1`, [assignment]);
  did(
    await officer.post(`/api/assignments/${assignment}/collection`, {
      ...{ office, state: 'usable', reason: 'she brought it' },
    }),
  );
  expect((await planned(who)).map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
  expect(await send(noon(1))).toEqual([]);
});

test('FIT-14 MSG-3 MSG-11 quiet hours and STOP hold for it, and it is seen that no message reached them', async () => {
  const { who, assignment, phone } = await wearer();
  did(await set(assignment, 0, { office }));
  const seen = async () => did(await officer.get(`/api/people/${who}/fittings`)).body.held[0].collection.told;
  const night = noon(1) - 9 * 3_600_000;
  expect(await send(night)).toEqual([]);
  const intake = createIntake({ pool: owner, keyring, secret, now: () => night });
  const raw = JSON.stringify({ kind: 'reply', id: `stop-${phone}`, from: phone, text: 'STOP' });
  expect(await intake.receive(raw, signBody(secret, raw, night))).toMatchObject({ ok: true });
  expect(await send(noon(1))).toEqual([]);
  expect(await seen()).toMatchObject({ status: 'planned', reason: 'no-contact-point' });
});

test('FIT-14 PPL-30 a protected address is told in no message: the words of where are refused', async () => {
  const { who, assignment } = await wearer();
  const entry = {
    ...{ kind: 'address', use: 'home', text: '12 Hidden Street\nMiami', reason: 'she is threatened' },
    ...{ protected: true, from: officeDay(-1) },
  };
  did(await officer.post(`/api/people/${who}/register-entries`, entry));
  // Who does not work with them is told nothing by an answer either.
  for (const place of ['at home', 'at home, 12 hidden street'])
    expect((await set(assignment, 0, { place })).body).toMatchObject({ code: 'address-kept' });
  await owner.query(
    `insert into supervision (programme_id, participant_id, staff_id, role) select programme_id, id, $2, 'case-officer' from participant where id = $1`,
    [who, officer.staffId],
  );
  const refused = await set(assignment, 0, { place: 'at home, 12 hidden street' });
  expect(refused.body).toMatchObject({ code: 'protected-address' });
  did(await set(assignment, 0, { place: 'at home' }));
  const [told] = await send(noon(1));
  expect(told?.text).toContain('We come to you: at home');
  expect(told?.text).not.toContain('Hidden');
});

test('FIT-14 PPL-30 an address that is protected after a collection was arranged there is told no more, and shown to nobody', async () => {
  const { who, assignment } = await wearer();
  did(await set(assignment, 0, { place: 'at home, 14 Hidden Street' }));
  const entry = {
    ...{ kind: 'address', use: 'home', text: '14 Hidden Street\nMiami', reason: 'she is threatened' },
    ...{ protected: true, from: officeDay(-1) },
  };
  did(await officer.post(`/api/people/${who}/register-entries`, entry));
  expect(await send(noon(1))).toEqual([]);
  const [{ collection }] = did(await officer.get(`/api/people/${who}/fittings`)).body.held;
  expect(collection).toMatchObject({ on: officeDay(2), place: null, reason: 'the order is over' });
  const { rows } = await owner.query(
    `select count(*)::int as n from audit_entry where action = 'collection.place-protected' and entity_id = $1`,
    [assignment],
  );
  expect(rows).toEqual([{ n: 1 }]);
});

test.each([
  ['en', 'We come to you: at her sister’s', /When: .* at 9:00 AM/],
  ['es', 'Vamos a donde usted está: at her sister’s', /Cuándo: /],
  ['ht', 'N ap vin jwenn ou: at her sister’s', /Ki lè: /],
  ['ar', 'نأتي إليكم', /الموعد: /],
])('FIT-14 whom no message reaches has it by letter, in %s', async (language, where, when) => {
  const who = await person();
  await fit(who, await device());
  const [{ assignment }] = did(await officer.get(`/api/people/${who}/fittings`)).body.held;
  did(await set(assignment, 0, { time: '09:00', place: 'at her sister’s' }));
  const { collections } = did(await officer.get(`/api/people/${who}/letter-options`)).body;
  expect(collections).toMatchObject([{ on: officeDay(2), time: '09:00', office: null }]);
  const letter = {
    template: { id: null, kind: 'collection-notice', language },
    about: { kind: 'collection', id: collections[0].id },
    ...{ to: { kind: 'participant', address: null }, values: { phone: '305-555-0100' } },
  };
  const { body, missing } = did(await officer.post(`/api/people/${who}/letters/preview`, letter)).body;
  expect(missing).toEqual([]);
  const text = body.map((block: { text: string }) => block.text).join('\n');
  expect(text).toContain(where);
  expect(text).toMatch(when);
  did(await officer.post(`/api/people/${who}/letters`, letter));
  const { letters } = did(await officer.get(`/api/people/${who}/letters`)).body;
  expect(letters[0].about).toEqual({ kind: 'collection', id: collections[0].id });
  // Called off, there is no day that a letter could tell.
  did(await callOff(assignment, 1));
  expect((await officer.post(`/api/people/${who}/letters/preview`, letter)).body.code).toBe(
    'no-such-subject',
  );
});
