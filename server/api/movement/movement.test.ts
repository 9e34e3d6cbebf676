import { join } from 'node:path';
import { openKeyring } from '@attend/server/keys/keyring';
import { afterAll, describe, expect, test } from 'vitest';
import { heldBy, observation, raise, store } from '../../database/testing-records.ts';
import { enrol, lineOf } from '../enrolment/testing.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';

const setup = await withTestApi();
const { database } = setup;
const admin = await firstRun(setup);
const officer = await signInAs(setup, admin, ['case-officer']);
const caseWorker = await signInAs(setup, admin, ['case-worker']);
const keyring = openKeyring(join(setup.dataDir, 'keyring'));
afterAll(() => keyring.close());
const owner = database.pool('owner');
const { rows: programmes } = await owner.query<{ id: string }>('select id from programme');
const programme = programmes[0]?.id ?? '';

const now = Math.floor(Date.now() / 1000) * 1000;
const hour = 3_600_000;
const text = (at: number) => new Date(at).toISOString();

let made = 0;
async function person(authority: readonly object[]) {
  made += 1;
  await enrol(database, keyring, programme, lineOf(`M-${made}`, { case: { authority } }));
  return heldBy(database, `M-${made}`);
}
const ask = (id: string, from: number, to: number, who = officer) =>
  who.get(`/api/people/${id}/movement?from=${text(from)}&to=${text(to)}&purpose=review`);
const always = { from: '2026-01-01T00:00:00Z', to: null };

describe('movement', () => {
  test('MOV-4 fixes in order of their own time, however they came; doubtful ones are marked', async () => {
    const held = await person([{ location: 'trail', ...always }]);
    const at = (minutes: number) => now - 2 * hour + minutes * 60_000;
    await store(database, keyring, held, 1, [observation(at(2)), observation(at(3), { mock: true })]);
    await store(database, keyring, held, 2, [observation(at(0)), observation(at(1)), observation(at(200))]);
    await raise(database, keyring, held, {
      kind: 'location-doubtful',
      severity: 'low',
      from: at(1),
      readings: [at(1)],
    });
    const { status, body } = await ask(held.participantId, at(0), at(10));
    expect(status).toBe(200);
    expect(
      body.points.map((point: { time: string; doubtful: boolean }) => [
        Date.parse(point.time),
        point.doubtful,
      ]),
    ).toEqual([
      [at(0), false],
      [at(1), true],
      [at(2), false],
      [at(3), true],
    ]);
    expect(body).toMatchObject({
      permitted: true,
      gaps: [{ from: text(at(3)).replace('.000', ''), why: 'no-contact' }],
    });
  });

  test('MOV-1 only spans that a trail authority permitted are shown; the rest is a gap that says so', async () => {
    const held = await person([
      { location: 'trail', from: text(now - 10 * hour), to: text(now - 3 * hour) },
      { location: 'zones', from: text(now - 5 * hour), to: text(now - 4 * hour) },
    ]);
    // Every hour one position, also where no gate would have let one through.
    const times = Array.from({ length: 10 }, (_, n) => now - (9.5 - n) * hour);
    await store(
      database,
      keyring,
      held,
      1,
      times.map((at) => observation(at)),
    );
    const { body } = await ask(held.participantId, now - 10 * hour, now);
    expect(body.points.map((point: { time: string }) => (Date.parse(point.time) - now) / hour)).toEqual([
      -9.5, -8.5, -7.5, -6.5, -5.5, -3.5,
    ]);
    const denied = body.gaps.filter((gap: { why: string }) => gap.why === 'no-authority');
    expect(
      denied.map((gap: { from: string; to: string }) => [
        (Date.parse(gap.from) - now) / hour,
        Math.round((Date.parse(gap.to) - now) / hour),
      ]),
    ).toEqual([
      [-5, -4],
      [-3, 0],
    ]);
  });

  test.each([
    ['zones', /towards each zone/],
    ['status', /no location/],
  ])('MOV-2 under %s nothing is shown, and the answer says why', async (location, why) => {
    const held = await person([{ location, ...always }]);
    await store(database, keyring, held, 1, [observation(now - hour)]);
    const { body } = await ask(held.participantId, now - 2 * hour, now);
    expect(body).toMatchObject({ permitted: false, points: [], why: expect.stringMatching(why) });
    expect(JSON.stringify(body)).not.toMatch(/(?<!\d:)25\.77/);
  });

  test('MOV-5 a purpose is required and stands in the record; 48 hours at most; not for every role', async () => {
    const held = await person([{ location: 'trail', ...always }]);
    const path = `/api/people/${held.participantId}/movement?from=${text(now - hour)}&to=${text(now)}`;
    expect((await officer.get(path)).status).toBe(400);
    expect((await ask(held.participantId, now - 49 * hour, now)).status).toBe(422);
    expect((await ask(held.participantId, now, now - hour)).status).toBe(422);
    expect((await ask(held.participantId, now - hour, now, caseWorker)).status).toBe(403);
    const before = await owner.query(
      'select count(*)::int as n from access_record where participant_id = $1',
      [held.participantId],
    );
    expect(before.rows).toEqual([{ n: 0 }]);
    await ask(held.participantId, now - hour, now);
    const { rows } = await owner.query(
      'select action, what, purpose from access_record where participant_id = $1',
      [held.participantId],
    );
    expect(rows).toEqual([{ action: 'open', what: 'position history', purpose: 'review' }]);
  });

  test('MOV-6 sealed rows moved to another person do not open', async () => {
    const [one, two] = [
      await person([{ location: 'trail', ...always }]),
      await person([{ location: 'trail', ...always }]),
    ];
    await store(database, keyring, one, 1, [observation(now - hour)]);
    await owner.query('update upload set assignment_id = $2 where assignment_id = $1', [
      one.assignmentId,
      two.assignmentId,
    ]);
    expect((await ask(two.participantId, now - 2 * hour, now)).status).toBe(500);
  });
});
