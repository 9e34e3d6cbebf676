import { expect, test } from 'vitest';
import { permitCheckIns, usualHours } from '../../database/testing-check-ins.ts';
import { officeDay } from '../testing/day.ts';
import { withLetters } from './testing.ts';

const { owner, place, officer, enrol, person, today, byPost, notice, make, letterOf, listOf } =
  await withLetters();

test('LTR-6 how a letter went stands with it and in the log; a wrong one is marked and stays', async () => {
  const { letter } = await letterOf(notice);
  const sent = { way: 'posted', on: today, note: 'by the morning post' };
  expect(
    (await officer.post(`/api/letters/${letter}/sendings`, { ...sent, on: officeDay(3) })).body.code,
  ).toBe('future');
  expect((await officer.post(`/api/letters/${letter}/sendings`, { ...sent, way: 'filed' })).body.code).toBe(
    'other-way',
  );
  const key = { 'idempotency-key': 'letter-went-00000001' };
  const said = await officer.post(`/api/letters/${letter}/sendings`, sent, key);
  expect(said).toMatchObject({ status: 201, body: { attempt: false } });
  expect((await officer.post(`/api/letters/${letter}/sendings`, sent, key)).body).toEqual(said.body);
  const log = async () =>
    (await officer.get(`/api/people/${person}/log?purpose=reading&kind=letter-sending`)).body.items.filter(
      ({ fact }: { fact: { letter: string } }) => fact.letter === letter,
    );
  expect(await log()).toMatchObject([
    { id: said.body.sending, text: sent.note, fact: { event: 'sent', of: 'hearing-notice', way: 'posted' } },
  ]);
  const mark = () =>
    officer.post(`/api/letter-sendings/${said.body.sending}/entered-in-error`, {
      reason: 'it lies here still',
    });
  expect((await mark()).status).toBe(200);
  expect((await mark()).body.code).toBe('already-marked');
  expect((await log())[0].inError).toMatchObject({ reason: 'it lies here still' });
  expect((await listOf()).find((one: { id: string }) => one.id === letter).sendings).toMatchObject([
    { inError: true },
  ]);
});

test('LTR-7 a letter that came back puts its address on Today until somebody has seen to it', async () => {
  const returned = async (): Promise<string> => {
    const { letter } = await letterOf(notice);
    const posted = await officer.post(`/api/letters/${letter}/sendings`, { way: 'posted', on: today });
    const { sending } = posted.body;
    const back = await officer.post(`/api/letter-sendings/${sending}/return`, { on: today, note: 'moved' });
    expect(back.status, JSON.stringify(back.body)).toBe(200);
    return sending;
  };
  const needs = async () =>
    (await officer.get('/api/today/letters')).body.needs.map(({ id }: { id: string }) => id);
  const first = await returned();
  expect(await needs()).toEqual([first]);
  const again = await officer.post(`/api/letter-sendings/${first}/return`, { on: today });
  expect(again.body.code).toBe('already-decided');
  const see = (id: string) =>
    officer.post(`/api/letter-sendings/${id}/address-seen-to`, { note: 'it is right' });
  expect((await see(first)).status).toBe(200);
  expect((await see(first)).body.code).toBe('already-decided');
  expect(await needs()).toEqual([]);
  const second = await returned();
  expect(await needs()).toEqual([second]);
  // A changed address has been seen to.
  const entry = { kind: 'address', use: 'mail', text: 'PO Box 100\nMiami FL 33102' };
  const { rows } = await owner.query('select version from register_entry where id = $1', [byPost]);
  const changed = await officer.send('PUT', `/api/register-entries/${byPost}`, {
    version: rows[0].version,
    entry,
  });
  expect(changed.status, JSON.stringify(changed.body)).toBe(200);
  expect(await needs()).toEqual([]);
});

test('LTR-15 a letter about a missed check-in that has left is the ladder’s step, where that is the next', async () => {
  await officer.send('PUT', `/api/offices/${place}/calendar`, { ...usualHours, version: 0 });
  const missed = await enrol('LT-MISSED');
  await permitCheckIns(owner, missed, officeDay(200));
  const schedule = {
    office: place,
    kind: 'office',
    rhythm: 'weeks-4',
    startsOn: officeDay(2),
    daysBefore: 1,
    daysAfter: 1,
  };
  expect((await officer.post(`/api/people/${missed}/check-in-schedules`, schedule)).status).toBe(201);
  const due = async () =>
    (await officer.get(`/api/people/${missed}/check-ins`)).body.checkIns.findLast(() => true);
  const { id } = await due();
  await owner.query(
    'update check_in set window_from = current_date - 9, due_on = current_date - 8, window_to = current_date - 7 where id = $1',
    [id],
  );
  const letter = async () => {
    const made = await make(
      {
        ...{
          template: { id: null, kind: 'check-in-missed', language: 'es' },
          about: { kind: 'check-in', id },
        },
        ...{ to: { kind: 'participant', address: null }, values: { phone: '1', replyBy: officeDay(9) } },
      },
      officer,
      missed,
    );
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    return made.body.letter;
  };
  const send = (of: string) => officer.post(`/api/letters/${of}/sendings`, { way: 'posted', on: today });
  // A message is tried first: this one is no step.
  expect((await send(await letter())).body.attempt).toBe(false);
  for (const way of ['message', 'call'])
    expect((await officer.post(`/api/check-ins/${id}/attempts`, { way, result: 'no-answer' })).status).toBe(
      200,
    );
  expect((await due()).next).toBe('letter');
  const third = await letter();
  expect((await send(third)).body.attempt).toBe(true);
  expect(await due()).toMatchObject({ next: 'visit' });
  expect((await due()).attempts.at(-1)).toMatchObject({ way: 'letter', result: 'sent', letter: third });
});
