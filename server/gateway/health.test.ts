import { expect, test } from 'vitest';
import { minute, type ScenePerson, withScene } from './testing/scene.ts';
import { heard, startTaking } from './testing/take.ts';

const scene = await withScene();
const owner = scene.database.pool('owner');
const now = Math.floor(Date.now() / 1000) * 1000;

async function healthOf({ assignmentId }: ScenePerson): Promise<unknown> {
  const { rows } = await owner.query(
    'select strap, charging, battery_percent as percent from assignment_health where assignment_id = $1',
    [assignmentId],
  );
  return rows[0];
}

test('a backlog that comes after the newest reading does not take back how the device is now', async () => {
  const who = await scene.person();
  const take = await startTaking(scene);
  const open = { strap: 'open', battery: { percent: 20, charging: false } } as const;
  const before = { strap: 'closed', battery: { percent: 90, charging: true }, live: false } as const;
  await take(heard(who, now - minute, now - minute, open));
  await take(heard(who, now - 30 * minute, now, before), heard(who, now - 20 * minute, now, before));
  expect(await healthOf(who)).toEqual({ strap: 'open', charging: false, percent: 20 });
});

test('a gateway that has just begun does not forget what a device said of itself to another', async () => {
  const who = await scene.person();
  const [one, other] = [await startTaking(scene), await startTaking(scene)];
  await one(heard(who, now - 2 * minute, now - 2 * minute, { strap: 'open' }));
  await other(heard(who, now - minute, now - minute, { battery: { percent: 50, charging: null } }));
  expect(await healthOf(who)).toEqual({ strap: 'open', charging: null, percent: 50 });
});
