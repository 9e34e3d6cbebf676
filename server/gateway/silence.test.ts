import { afterEach, expect, test, vi } from 'vitest';
import { minute, type ScenePerson, withScene } from './testing/scene.ts';
import { heard, startTaking } from './testing/take.ts';

const scene = await withScene();
const owner = scene.database.pool('owner');
const hour = 60 * minute;

afterEach(() => {
  vi.useRealTimers();
});

async function alertsOf({ assignmentId }: ScenePerson): Promise<string[]> {
  const { rows } = await owner.query<{ kind: string }>('select kind from alert where assignment_id = $1', [
    assignmentId,
  ]);
  return rows.map(({ kind }) => kind);
}

/** What a gateway finds that could say nothing to the database for an hour until now. */
async function findAfterAnHour(othersListened: boolean) {
  const [ticked, reports] = [await scene.person(), await scene.person()];
  const now = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: now - hour });
  await owner.query('delete from listening');
  const take = await startTaking(scene);
  await take(heard(ticked, now - hour), heard(reports, now - hour));
  await owner.query(
    "update listening set from_at = now() - interval '3 hours', until_at = now() - interval '1 hour'",
  );
  if (othersListened)
    await owner.query(
      "insert into listening (gateway, from_at, until_at) values (gen_random_uuid(), now() - interval '3 hours', now())",
    );
  vi.useRealTimers();
  await take({ kind: 'tick', assignmentId: ticked.assignmentId, slot: null }, heard(reports, now));
  return { ticked: await alertsOf(ticked), reports: await alertsOf(reports) };
}

test('GTW-13 what stalled for an hour did not listen: when it is over, neither clock nor reading finds a silence', async () => {
  expect(await findAfterAnHour(false)).toEqual({ ticked: [], reports: [] });
});

test('GTW-13 where another gateway listened all the while, both do', async () => {
  expect(await findAfterAnHour(true)).toEqual({ ticked: ['silent'], reports: ['silent'] });
});
