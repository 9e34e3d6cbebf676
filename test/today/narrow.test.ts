import { join } from 'node:path';
import type { Need } from '@attend/contracts/today';
import { lineOf } from '@attend/server/api/enrolment/testing';
import type { Client } from '@attend/server/api/testing/client';
import { officeDay } from '@attend/server/api/testing/day';
import { firstRun, signInAs, withTestApi } from '@attend/server/api/testing/start';
import { insertDueCheckIn } from '@attend/server/database/testing-check-ins';
import { insertFittingOf } from '@attend/server/database/testing-fittings';
import { insertHearingOf } from '@attend/server/database/testing-hearings';
import { openKeyring } from '@attend/server/keys/keyring';
import { insertPoint, insertReplyOf } from '@attend/server/messages/testing/points';
import { randomFrom } from '@attend/simulator/random';
import { afterAll, beforeAll, expect, test } from 'vitest';

const system = await withTestApi();
const owner = system.database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());

const lists = ['messages', 'hearings', 'check-ins', 'devices'] as const;
const offices = ['Here', 'There', 'Far'];
const people: { readonly id: string; readonly office: string }[] = [];
const viewers: { readonly name: string; readonly by: Client; readonly sees: ReadonlySet<string> }[] = [];

/** Fifteen people of three offices, each with some of what needs somebody; several at one instant, so that ids part them. */
beforeAll(async () => {
  const admin = await firstRun(system);
  const everywhere = await signInAs(system, admin, ['supervisor'], 'everywhere@example.org');
  const random = randomFrom('narrow', 7);
  for (let index = 0; index < 15; index += 1) {
    const office = random.pick(['Here', 'There', 'Far']);
    const line = lineOf(`N-${index}`, { participant: { office } });
    people.push({ id: (await everywhere.post('/api/enrolments', line)).body.participant.id, office });
  }
  for (const office of offices)
    if (!people.some((one) => one.office === office)) throw new Error(`nobody is in ${office}`);
  const of = (office: string) => people.filter((one) => one.office === office).map(({ id }) => id);
  const here = await signInAs(system, admin, ['case-officer'], 'here@example.org', { office: 'Here' });
  const there = await signInAs(system, admin, ['case-officer'], 'there@example.org', { office: 'There' });
  const programmeId = (await owner.query('select programme_id from participant limit 1')).rows[0]
    .programme_id;
  // Somebody with an office, and with people of another one besides.
  const assigned = of('Far').slice(0, 2);
  await owner.query(
    `insert into supervision (programme_id, participant_id, staff_id, role) select $1, p, $3, 'case-worker' from unnest($2::uuid[]) p`,
    [programmeId, assigned, there.staffId],
  );
  for (const [index, { id }] of people.entries()) {
    const by = { programmeId, participantId: id, staffId: here.staffId };
    const contact = await insertPoint(owner, keyring, {
      ...by,
      address: `+1305555${4000 + index}`,
      preference: 1,
    });
    const reply = { programmeId, participantId: id, contact, message: null, text: 'please' };
    if (random.whole(0, 2) > 0) await insertReplyOf(owner, keyring, { ...reply, meaning: 'help' });
    if (random.whole(0, 1) > 0) await insertReplyOf(owner, keyring, { ...reply, meaning: 'other' });
    if (random.whole(0, 2) > 0)
      await insertHearingOf({ owner, keyring, programme: programmeId, person: id, inHours: 2 });
    if (random.whole(0, 2) > 0)
      await owner.query(`update contact_point set bounced_at = '2026-01-01Z' where id = $1`, [contact]);
    if (random.whole(0, 2) > 0) {
      const { fitting } = await insertFittingOf({
        owner,
        programme: programmeId,
        person: id,
        staff: here.staffId,
      });
      if (random.whole(0, 1) > 0)
        await owner.query(`update fitting set status = 'expired', closed_at = now() where id = $1`, [
          fitting,
        ]);
      await owner.query(
        `update planned_removal set from_at = '2026-01-01Z', to_at = now() + ($2 || ' hours')::interval, made_at = '2026-01-01Z' where participant_id = $1`,
        [id, random.pick([-1, 1])],
      );
    }
    if (random.whole(0, 1) > 0)
      await owner.query(
        `update assignment set to_at = '2026-01-02Z' where participant_id = $1 and from_at < '2026-01-02Z'`,
        [id],
      );
    if (random.whole(0, 1) > 0) {
      const held = await owner.query('select id::text as id from assignment where participant_id = $1', [id]);
      const to = { version: 0, on: officeDay(), place: 'at home', reason: 'it is over' };
      await everywhere.send('PUT', `/api/assignments/${held.rows[0].id}/collection-day`, to);
      await owner.query(
        'update device_collection set collect_on = collect_on - 2 where participant_id = $1',
        [id],
      );
    }
    if (random.whole(0, 2) > 0) {
      const { checkIn } = await insertDueCheckIn(owner, id, here.staffId);
      await owner.query(
        `update check_in set status = 'missed', decided_at = '2026-01-01Z', decided_by = $2 where id = $1`,
        [checkIn, here.staffId],
      );
    }
  }
  viewers.push(
    { name: 'everybody', by: everywhere, sees: new Set(people.map(({ id }) => id)) },
    { name: 'an office', by: here, sees: new Set(of('Here')) },
    { name: 'an office and their own', by: there, sees: new Set([...of('There'), ...assigned]) },
  );
});

const needsOf = async (by: Client, list: string, query = ''): Promise<{ needs: Need[]; more: boolean }> => {
  const answer = await by.get(`/api/today/${list}${query}`);
  expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 });
  return answer.body;
};
const rowsOf = (needs: readonly Need[]) =>
  needs.map(({ kind, id, participant }) => [kind, id, participant.id]);

test.each(lists)(
  'TDY-2 who sees some people alone is given of %s what everybody’s list has of these, in its order',
  async (list) => {
    const [whole, ...narrow] = viewers;
    const all = whole === undefined ? [] : (await needsOf(whole.by, list)).needs;
    expect(new Set(all.map(({ participant }) => participant.id)).size).toBeGreaterThan(5);
    for (const { by, sees, name } of narrow) {
      const expected = all.filter(({ participant }) => sees.has(participant.id));
      expect(expected.length, name).toBeGreaterThan(1);
      expect(rowsOf((await needsOf(by, list)).needs), name).toEqual(rowsOf(expected));
    }
  },
);

test.each(lists)(
  'TDY-7 a list of %s of any length is the beginning of the whole, and says whether there are more',
  async (list) => {
    for (const { by, name } of viewers) {
      const { needs, more } = await needsOf(by, list);
      expect(more).toBe(false);
      for (let limit = 1; limit <= needs.length; limit += 1) {
        const some = await needsOf(by, list, `?limit=${limit}`);
        expect(rowsOf(some.needs), `${name}, ${limit}`).toEqual(rowsOf(needs.slice(0, limit)));
        expect(some.more, `${name}, ${limit}`).toBe(limit < needs.length);
      }
    }
  },
);

test('TDY-7 no more than five hundred are given at once', async () => {
  const { status, body } = (await viewers[0]?.by.get('/api/today/messages?limit=501')) ?? {
    status: 0,
    body: {},
  };
  expect([status, body.code]).toEqual([400, 'bad-request']);
});
