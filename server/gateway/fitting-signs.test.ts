import { randomUUID } from 'node:crypto';
import { streamEncoders } from '@attend/protocols/encoders';
import { afterAll, expect, test } from 'vitest';
import { readingOf, TestLine } from './testing/line.ts';
import { minute, withScene } from './testing/scene.ts';

const scene = await withScene();
const owner = scene.database.pool('owner');
const gateway = await scene.begin({ ports: { r16h: 0, megastek: 0, watch: 0 } });
const now = Math.floor(Date.now() / 1000) * 1000;
const line = new TestLine(gateway.ports.r16h ?? 0);
afterAll(() => line.end());

/** Somebody with a device, and another one that is being fitted to them since some minutes ago. */
async function beginFitting(
  identifier: string,
  protocol = 'r16h',
): Promise<{ fitting: string; device: string; person: string }> {
  const { participantId: person } = await scene.person();
  const [fitting, device] = [randomUUID(), randomUUID()];
  await owner.query(
    `insert into device (id, programme_id, protocol, identifier, technology) values ($1, $2, $4, $3, 'ankle')`,
    [device, scene.programmeId, identifier, protocol],
  );
  await owner.query(
    `with o as (insert into office (programme_id, name, timezone) values ($1, $2, 'UTC') returning id),
       s as (insert into staff (programme_id, name, email) values ($1, 'Installer', $2 || '@example.org') returning id)
     insert into fitting (id, programme_id, participant_id, device_id, office_id, begun_at, begun_by, expires_at)
     select $3, $1, $4, $5, o.id, to_timestamp($6), s.id, to_timestamp($6) + interval '12 hours' from o, s`,
    [scene.programmeId, identifier, fitting, person, device, (now - 10 * minute) / 1000],
  );
  return { fitting, device, person };
}
const send = (identifier: string, at: number, more: object = {}) =>
  line.send(
    streamEncoders.r16h.reading(
      readingOf(identifier, at, { battery: { percent: 64, charging: null }, strap: 'closed', ...more }),
    ),
  );
const signsOf = async (fitting: string) =>
  (
    await owner.query('select s.*, to_jsonb(s)::text as text from fitting_sign s where fitting_id = $1', [
      fitting,
    ])
  ).rows[0];

test('FIT-3 of a device that is being fitted the self-test is kept, and never a place', async () => {
  const identifier = '357653050000031';
  const { fitting } = await beginFitting(identifier);
  send(identifier, now - minute);
  await expect
    .poll(() => signsOf(fitting), { timeout: 10_000 })
    .toMatchObject({ strap: 'closed', battery_percent: 64, fix_source: 'gnss', frames: 1 });
  expect((await signsOf(fitting)).text).not.toMatch(/(?<!\d:)25\.5|80\.4/);
  send(identifier, now - minute + 1_000, { strap: 'open' });
  await expect.poll(() => signsOf(fitting), { timeout: 10_000 }).toMatchObject({ strap: 'open', frames: 2 });
  expect((await owner.query('select from upload')).rows).toEqual([]);
  expect((await owner.query('select from alert')).rows).toEqual([]);
});

test('FIT-1 what was stamped in the fitting and comes after it is nobody’s; what is stamped afterwards is theirs', async () => {
  const identifier = '357653050000032';
  const { fitting, device, person } = await beginFitting(identifier);
  const began = now - 2 * minute;
  await owner.query(
    `with a as (insert into assignment (programme_id, participant_id, device_id, is_primary, from_at, fix_every, upload_every)
         values ($1, $2, $3, false, to_timestamp($5), 60, 600) returning id),
       s as (insert into assignment_state (assignment_id, programme_id) select id, $1 from a)
     update fitting set status = 'done', closed_at = to_timestamp($5), assignment_id = a.id from a where fitting.id = $4`,
    [scene.programmeId, person, device, fitting, began / 1000],
  );
  send(identifier, now - 5 * minute, { strap: 'open' });
  send(identifier, now - minute);
  const stored = async () =>
    (
      await owner.query(
        'select u.assignment_id from upload u join assignment a on a.id = u.assignment_id where a.device_id = $1',
        [device],
      )
    ).rows.length;
  await expect.poll(stored, { timeout: 10_000 }).toBe(1);
  const alerts = await owner.query('select kind from alert where participant_id = $1', [person]);
  expect(alerts.rows.filter(({ kind }) => kind === 'strap-opened')).toEqual([]);
});

test.each([
  ['megastek', '357653050000033', 81],
  ['watch', '8800000033', 100],
] as const)(
  'FIT-3 how strong the network is comes with the signs of a %s, and nothing of its place',
  async (name, identifier, percent) => {
    const { fitting } = await beginFitting(identifier, name);
    const own = new TestLine(gateway.ports[name] ?? 0);
    own.send(streamEncoders[name].reading(readingOf(identifier, now - minute, { fix: null })));
    await expect.poll(() => signsOf(fitting), { timeout: 10_000 }).toMatchObject({ signal_percent: percent });
    own.end();
  },
);
