import { afterAll, expect, test } from 'vitest';
import { Flags } from './flags.ts';
import { Replays } from './replays.ts';
import { frameOf, readingOf, TestLine } from './testing/line.ts';
import { minute, type ScenePerson, withScene } from './testing/scene.ts';
import { heard, startTaking } from './testing/take.ts';

const scene = await withScene();
const owner = scene.database.pool('owner');
const gateways = [await scene.begin(), await scene.begin()];
const now = Math.floor(Date.now() / 1000) * 1000;
const lines: TestLine[] = [];
afterAll(() => {
  for (const line of lines) line.end();
});

function openLine(from: string, gateway = 0): TestLine {
  const line = new TestLine(gateways[gateway]?.ports.laipac ?? 0, from);
  lines.push(line);
  return line;
}

async function flagsOf({ identifier }: Pick<ScenePerson, 'identifier'>) {
  const { rows } = await owner.query(
    `select f.kind, f.signs, f.changes, f.count::int from device_flag f join device d on d.id = f.device_id
     where d.identifier = $1 order by f.kind`,
    [identifier],
  );
  return rows;
}

/** Both say something in turn, and wait for their answer each time. */
async function alternate(who: ScenePerson, one: TestLine, other: TestLine, rounds: number): Promise<void> {
  const [before, after] = [one.answers.length, other.answers.length];
  for (let round = 0; round < rounds; round += 1) {
    one.send(frameOf(readingOf(who.identifier, now - (60 - round) * minute)));
    await one.answered(before + round + 1);
    other.send(frameOf(readingOf(who.identifier, now - (60 - round) * minute + 20_000)));
    await other.answered(after + round + 1);
  }
}

test('DEV-2 DEV-11 a cloned device is flagged, its data is kept as ever, and no alert is raised of it', async () => {
  const who = await scene.person();
  await alternate(who, openLine('127.0.0.1'), openLine('127.0.9.2'), 5);
  await expect
    .poll(() => flagsOf(who), { timeout: 10_000 })
    .toMatchObject([{ kind: 'cloned', signs: ['two-connections'], changes: ['other-network'] }]);
  const { rows } = await owner.query('select from alert where participant_id = $1', [who.participantId]);
  expect(rows).toEqual([]);
  expect(await scene.stored(who)).toHaveLength(10);
  // No address, and no place.
  const kept = await owner.query('select to_jsonb(f)::text as text from device_flag f');
  expect(JSON.stringify(kept.rows)).not.toMatch(/127\.0|(?<!\d:)25\.5|80\.4/);
});

test('DEV-2 also where each of the two speaks to another gateway', async () => {
  const who = await scene.person();
  const [one, other] = [openLine('127.0.0.1', 0), openLine('127.0.9.2', 1)];
  let round = 0;
  // Gateways tell one another every two seconds what is in question: until it is seen, both go on.
  await expect
    .poll(
      async () => {
        round += 1;
        await alternate(who, one, other, 1);
        return (await flagsOf(who)).length;
      },
      { timeout: 40_000, interval: 700 },
    )
    .toBe(1);
  expect(round).toBeGreaterThan(2);
}, 60_000);

test('DEV-3 old uploads that come again from where nothing new comes are flagged, a device that sends its store again is not', () => {
  const device = { id: 'd', programmeId: 'p' };
  const seen: unknown[] = [];
  class SeenFlags extends Flags {
    override add(...[of, what]: Parameters<Flags['add']>): void {
      seen.push({ of: of.id, ...what });
    }
  }
  const flags = new SeenFlags(1);
  const replays = new Replays(10);
  replays.old(device, 'elsewhere', 40, 1_000);
  replays.old(device, 'own', 40, 1_000);
  replays.old(device, 'third', 2, 1_000);
  replays.fresh(device, 'own');
  replays.sweep(1_000 + 5 * minute, flags);
  expect(seen).toEqual([]);
  replays.sweep(1_000 + 30 * minute, flags);
  expect(seen).toEqual([
    { of: 'd', kind: 'replayed', sign: 'old-uploads', since: 1_000, at: 1_000, count: 40 },
  ]);
});

test('DEV-3 what was acknowledged long ago and comes again is told apart from what is new and from a resend', async () => {
  const told: string[] = [];
  class SeenReplays extends Replays {
    override old(...[, address, readings]: Parameters<Replays['old']>): void {
      told.push(`old ${address} ${readings}`);
    }
    override fresh(...[, address]: Parameters<Replays['fresh']>): void {
      told.push(`fresh ${address}`);
    }
  }
  const who = await scene.person();
  const take = await startTaking(scene, { replays: new SeenReplays(0) });
  const from = (address: string, at: number) => ({ ...heard(who, at, now), address });
  await take(from('own', now - 50 * minute));
  await take(from('own', now - 2 * minute));
  await take(from('own', now - 2 * minute));
  await take(from('elsewhere', now - 50 * minute));
  await take(from('elsewhere', now - 50 * minute), from('own', now - minute));
  expect(told).toEqual(['fresh own', 'fresh own', 'old elsewhere 1', 'old elsewhere 1', 'fresh own']);
});

test('DEV-7 places that nobody can have gone between are the device’s, once there are several; one is a reflection', async () => {
  const who = await scene.person();
  const flags = new Flags(10);
  const take = await startTaking(scene, { flags });
  const at = (minutes: number, lat: number) =>
    heard(who, now - minutes * minute, now - minutes * minute, {
      fix: { ...(readingOf('', 0).fix ?? never()), lat },
    });
  for (const [minutes, lat] of [
    [30, 25.5],
    [29, 27.5],
    [28, 25.5],
  ] as const)
    await take(at(minutes, lat));
  await flags.write(scene.database.pool('gateway'));
  expect(await flagsOf(who)).toEqual([]);
  await take(at(27, 27.5));
  await take(at(26, 25.5));
  await flags.write(scene.database.pool('gateway'));
  expect(await flagsOf(who)).toEqual([
    { kind: 'impossible-travel', signs: ['jumps'], changes: [], count: 2 },
  ]);
  // More of the same joins the flag that nobody has looked at; what comes after somebody has is one of its own.
  await take(at(25, 27.5));
  await flags.write(scene.database.pool('gateway'));
  expect(await flagsOf(who)).toMatchObject([{ count: 3 }]);
});

const never = (): never => {
  throw new Error('a reading of these tests has a fix');
};

test('DEV-7 under `status` no place is looked at, and nothing is flagged of it', async () => {
  const who = await scene.person({
    case: { authority: [{ location: 'status', from: '2026-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' }] },
  });
  const flags = new Flags(10);
  const take = await startTaking(scene, { flags });
  for (let n = 0; n < 8; n += 1)
    await take(
      heard(who, now - (30 - n) * minute, now, {
        fix: { ...(readingOf('', 0).fix ?? never()), lat: 25.5 + (n % 2) * 2 },
      }),
    );
  await flags.write(scene.database.pool('gateway'));
  expect(await flagsOf(who)).toEqual([]);
});
