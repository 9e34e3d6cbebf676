import { afterAll, expect, test } from 'vitest';
import { frameOf, readingOf, TestLine } from './testing/line.ts';
import { minute, type ScenePerson, withScene } from './testing/scene.ts';
import { heard, startTaking } from './testing/take.ts';

const scene = await withScene();
const owner = scene.database.pool('owner');
const gateway = await scene.begin();
const now = Math.floor(Date.now() / 1000) * 1000;
const lines: TestLine[] = [];
afterAll(() => {
  for (const line of lines) line.end();
});
const open = (): TestLine => {
  const line = new TestLine(gateway.ports.laipac ?? 0);
  lines.push(line);
  return line;
};

const { rows: staff } = await owner.query(
  `insert into staff (programme_id, name, email) values ($1, 'Somebody', 'somebody@example.org') returning id`,
  [scene.programmeId],
);

/** As the API does it; `to` null: it holds still. */
async function quarantine(who: ScenePerson, from: number, to: number | null): Promise<void> {
  await owner.query(
    `insert into device_quarantine (programme_id, device_id, from_at, to_at, by_id, released_by, sealed)
     select programme_id, id, $2, $3, $4, case when $3::timestamptz is null then null else $4::uuid end, '' from device where identifier = $1`,
    [who.identifier, new Date(from), to === null ? null : new Date(to), staff[0].id],
  );
  await owner.query('update device set quarantined_at = $2 where identifier = $1', [
    who.identifier,
    to === null ? new Date(from) : null,
  ]);
}
async function silences(who: ScenePerson) {
  const { rows } = await owner.query(
    `select withdrawn_at is not null as withdrawn from alert where participant_id = $1 and kind = 'silent'`,
    [who.participantId],
  );
  return rows;
}

test('DEV-5 what a device in quarantine says is not taken and not acknowledged; after its release it is', async () => {
  const who = await scene.person();
  await quarantine(who, now - minute, null);
  const line = open();
  line.send(frameOf(readingOf(who.identifier, now - minute)));
  // It knocks, as an unknown one does.
  await expect
    .poll(
      async () => {
        const { rows } = await owner.query('select frames::int from unknown_device where identifier = $1', [
          who.identifier,
        ]);
        return rows;
      },
      { timeout: 10_000 },
    )
    .toEqual([{ frames: 1 }]);
  expect(line.answers).toEqual([]);
  expect(await scene.stored(who)).toEqual([]);
  await owner.query('update device_quarantine set to_at = now(), released_by = by_id');
  await owner.query('update device set quarantined_at = null where identifier = $1', [who.identifier]);
  await expect
    .poll(
      () => {
        line.send(frameOf(readingOf(who.identifier, now - minute)));
        return line.answers.length;
      },
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0);
  expect(await scene.stored(who)).toHaveLength(1);
});

const long = 20 * 60 * minute;

test('a silence of so long is one, where the device could be heard', async () => {
  const who = await scene.person();
  const take = await startTaking(scene);
  await take(heard(who, now - long));
  await take({ kind: 'tick', assignmentId: who.assignmentId, slot: null });
  expect(await silences(who)).toEqual([{ withdrawn: false }]);
});

test('DEV-10 while nothing is taken of a device no silence is counted against whoever wears it', async () => {
  const who = await scene.person();
  const take = await startTaking(scene);
  await take(heard(who, now - long));
  await quarantine(who, now - long + minute, null);
  await take({ kind: 'tick', assignmentId: who.assignmentId, slot: null });
  expect(await silences(who)).toEqual([]);
});

test('DEV-10 nor afterwards, of that time', async () => {
  const who = await scene.person();
  const take = await startTaking(scene);
  await take(heard(who, now - long));
  await quarantine(who, now - long + minute, now - minute);
  await take({ kind: 'tick', assignmentId: who.assignmentId, slot: null });
  expect(await silences(who)).toEqual([]);
});
