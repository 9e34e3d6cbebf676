import { streamEncoders } from '@attend/protocols/encoders';
import { afterAll, expect, test } from 'vitest';
import { frameOf, readingOf, TestLine } from './testing/line.ts';
import { minute, withScene } from './testing/scene.ts';

const scene = await withScene();
const owner = scene.database.pool('owner');
const gateway = await scene.begin({ ports: { laipac: 0, r16h: 0 } });
const now = Math.floor(Date.now() / 1000) * 1000;
const lines: TestLine[] = [];
afterAll(() => {
  for (const line of lines) line.end();
});
const open = (name: 'laipac' | 'r16h'): TestLine => {
  const line = new TestLine(gateway.ports[name] ?? 0);
  lines.push(line);
  return line;
};

async function putOnShelf(protocol: string, identifier: string): Promise<void> {
  await owner.query(
    `insert into device (programme_id, protocol, identifier, technology) values ($1, $2, $3, 'ankle')`,
    [scene.programmeId, protocol, identifier],
  );
}
async function contactOf(identifier: string) {
  const { rows } = await owner.query(
    `select c.battery_percent, c.last_at > now() - interval '1 minute' as lately, to_jsonb(c)::text as text
     from device_contact c join device d on d.id = c.device_id where d.identifier = $1`,
    [identifier],
  );
  return rows[0] ?? null;
}

test('DEV-8 of a device on the shelf contact and battery are kept, and nothing of where it is', async () => {
  const identifier = '357653050000001';
  await putOnShelf('r16h', identifier);
  const reading = readingOf(identifier, now - minute, {
    battery: { percent: 64, charging: null },
    strap: 'closed',
  });
  open('r16h').send(streamEncoders.r16h.reading(reading));
  await expect
    .poll(() => contactOf(identifier), { timeout: 10_000 })
    .toMatchObject({
      battery_percent: 64,
      lately: true,
    });
  expect((await contactOf(identifier))?.text).not.toMatch(/(?<!\d:)25\.5|80\.4/);
  expect((await owner.query('select from upload')).rows).toEqual([]);
});

test('DEV-8 what says nothing of its battery is contact too, and does not take the battery back', async () => {
  const identifier = '357653050000002';
  await putOnShelf('r16h', identifier);
  const line = open('r16h');
  line.send(
    streamEncoders.r16h.reading(
      readingOf(identifier, now - minute, { battery: { percent: 7, charging: null }, strap: 'closed' }),
    ),
  );
  await expect.poll(() => contactOf(identifier), { timeout: 10_000 }).toMatchObject({ battery_percent: 7 });
  await owner.query(`update device_contact set last_at = '2026-01-01T00:00:00Z'`);
  line.send(Buffer.from(`@LINK,${identifier}\r\n`));
  await expect
    .poll(() => contactOf(identifier), { timeout: 10_000 })
    .toMatchObject({
      battery_percent: 7,
      lately: true,
    });
});

/** What stands of wrong frames, and whether their bytes do. */
async function rejections(identifier: string) {
  const { rows } = await owner.query(
    `select r.reason, r.length > 0 as long, octet_length(r.hash) as hash, r.sealed is not null as bytes from rejection r
     join device d on d.id = r.device_id where d.identifier = $1 order by r.id`,
    [identifier],
  );
  return rows;
}

/** A frame whose checksum is wrong. */
function damaged(identifier: string): Uint8Array {
  const bytes = Uint8Array.from(frameOf(readingOf(identifier, now - minute)));
  bytes[30] = (bytes[30] ?? 0) === 0x31 ? 0x32 : 0x31;
  return bytes;
}

test('DEV-9 bytes of a wrong frame are kept under whose device alone the connection speaks for', async () => {
  const who = await scene.person();
  const line = open('laipac');
  line.send(frameOf(readingOf(who.identifier, now - 2 * minute)));
  await line.answered(1);
  line.send(damaged(who.identifier));
  await expect.poll(() => rejections(who.identifier)).toMatchObject([{ bytes: true, hash: 32 }]);
});

test('DEV-9 where it speaks for several, a wrong frame may be of any of them: reason, length and hash are kept, and no bytes', async () => {
  const trail = await scene.person();
  const zones = await scene.person({
    case: { authority: [{ location: 'zones', from: '2026-01-01T00:00:00Z', to: '2099-01-01T00:00:00Z' }] },
  });
  const line = open('laipac');
  line.send(frameOf(readingOf(trail.identifier, now - 2 * minute)));
  await line.answered(1);
  line.send(frameOf(readingOf(zones.identifier, now - 2 * minute)));
  await line.answered(2);
  line.send(damaged(zones.identifier));
  await expect
    .poll(async () => [...(await rejections(trail.identifier)), ...(await rejections(zones.identifier))])
    .toMatchObject([{ long: true, hash: 32, bytes: false }]);
});
