import type { AlertSummary } from '@attend/contracts/alerts';
import { feedEvents } from '@attend/contracts/feed';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { transaction } from '../../database/connect.ts';
import { type Client, createClient } from '../testing/client.ts';
import { type EventSource, openEventSource } from '../testing/event-source.ts';
import { firstRun, signInAs, withTestApi } from '../testing/start.ts';
import type { LoadAlertSummaries } from './deliver.ts';

let person = '';
/** Made long where more must be sent than the kernel keeps for a client that does not read. */
let personName = 'Test Person';
/** Alerts of one person, without the work of making them: the feed's order is what is tried here. */
const loadAlertSummaries: LoadAlertSummaries = async (_reader, ids) => {
  if (ids.includes(unreadable)) throw new Error('these bytes do not open');
  return ids.map(alertOf);
};
const alertOf = (id: string): AlertSummary => ({
  id,
  participant: { id: person, reference: 'P-1', name: personName },
  kind: 'strap-opened',
  condition: null,
  severity: 'high',
  certainty: 'reported',
  status: 'new',
  from: '2026-03-01T12:00:00Z',
  to: null,
  raisedAt: '2026-03-01T12:00:00Z',
  clearedAt: null,
  withdrawnAt: null,
  occurrences: 1,
  technology: 'ankle',
  office: null,
  officer: null,
  acknowledgedBy: null,
  outcome: null,
  version: 1,
});

const system = await withTestApi({ loadAlertSummaries, pulseEvery: 200 });
const owner = system.database.pool('owner');
const app = system.database.pool('app');
let admin: Client;
let officer: Client & { staffId: string };
let programmeId = '';

beforeAll(async () => {
  admin = await firstRun(system);
  officer = await signInAs(system, admin, ['case-officer']);
  const { rows } = await owner.query(
    `insert into participant (programme_id, reference, sealed) select id, 'P-1', '' from programme returning id, programme_id`,
  );
  person = rows[0].id;
  programmeId = rows[0].programme_id;
});

/** An alert whose row was damaged. */
const unreadable = '00000000-0000-7000-8000-000000077777';
const alertId = (number: number): string => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const numberOf = (event: { data: unknown }): number =>
  Number(feedEvents.alert.parse(event.data).alert.id.slice(-12));
const alertsOf = ({ events }: EventSource): number[] =>
  events.filter(({ event }) => event === 'alert').map(numberOf);

/** As a writer does it: the outbox row in the change's own transaction. */
async function write(number: number, hold: number, commits = true, programme = programmeId): Promise<void> {
  await transaction(app, { 'attend.programme': programme }, async (client) => {
    await client.query(
      `insert into feed_outbox (programme_id, participant_id, kind, change, entity_id) values ($1, $2, 'alert', 'raised', $3)`,
      [programme, person, alertId(number)],
    );
    await client.query(`select pg_notify('attend_feed', '')`);
    if (hold > 0) await client.query('select pg_sleep($1)', [hold / 1000]);
    if (!commits) throw new Error('rolled back');
  }).catch((thrown: Error) => {
    if (commits) throw thrown;
  });
}
const listen = async (path = '/api/feed', client: Client = officer, last?: string): Promise<EventSource> => {
  const source = openEventSource(client, path, last);
  expect(await source.opened).toBe(200);
  await source.until(({ event }) => event === 'pulse' || event === 'reload');
  return source;
};

describe('the live feed', () => {
  test('FED-5 tells of an alert as the contract says, and the look is on record', async () => {
    const source = await listen();
    await write(1, 0);
    const event = await source.until(({ event }) => event === 'alert');
    expect(feedEvents.alert.parse(event.data)).toEqual({ change: 'raised', alert: alertOf(alertId(1)) });
    expect(event.id).toMatch(/^\d+$/);
    await write(2, 0);
    await source.until((other) => other.event === 'alert' && numberOf(other) === 2);
    source.close();
    const { rows } = await owner.query('select * from access_record where staff_id = $1', [officer.staffId]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ participant_id: person, action: 'list', what: 'live alerts', count: 2 });
  });

  test('FED-3 is not opened without the permission', async () => {
    expect(await openEventSource(admin, '/api/feed').opened).toBe(403);
    expect(await openEventSource(system.client(), '/api/feed').opened).toBe(401);
    expect(await openEventSource(officer, '/api/feed?after=x').opened).toBe(400);
  });

  test('FED-1 misses nothing and doubles nothing, whatever commits, breaks and is tried again', async () => {
    const another = createClient((await system.startAnother()).address);
    const onAnother: Client = { ...another, cookies: officer.cookies };
    // Numbers of a fixed seed: which writers are slow, which give up, when a screen breaks off.
    let seed = 20260301;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const plans = Array.from({ length: 160 }, (_, index) => ({
      number: 1_000 + index,
      hold: random(4) === 0 ? random(120) : 0,
      commits: random(8) !== 0,
    }));
    const first = await owner.query('select feed_position() as position');
    const start: string = first.rows[0].position;
    let writing = true;
    const writers = async (): Promise<void> => {
      const queue = [...plans];
      const work = async (): Promise<void> => {
        for (let plan = queue.shift(); plan; plan = queue.shift())
          await write(plan.number, plan.hold, plan.commits);
      };
      await Promise.all(Array.from({ length: 6 }, work));
      writing = false;
    };
    const committed = plans.filter(({ commits }) => commits).map(({ number }) => number);

    /** A screen that loses its connection again and again and goes on where it was, at whichever process. */
    const screen = async (): Promise<{ heard: number[]; positions: bigint[]; breaks: number }> => {
      const heard: number[] = [];
      const positions: bigint[] = [];
      let breaks = 0;
      let last = start;
      for (;;) {
        const source = openEventSource(random(2) === 0 ? officer : onAnother, '/api/feed', last);
        const enough = writing ? 1 + random(25) : Number.POSITIVE_INFINITY;
        await Promise.race([
          source.until(() => alertsOf(source).length >= enough),
          source.until(() => !writing && heard.length + alertsOf(source).length >= committed.length),
        ]);
        source.close();
        const alerts = source.events.filter(({ event }) => event === 'alert');
        expect(source.events.some(({ event }) => event === 'reload')).toBe(false);
        heard.push(...alerts.map(numberOf));
        positions.push(...alerts.map(({ id }) => BigInt(id ?? -1)));
        last = alerts.at(-1)?.id ?? last;
        if (!writing && heard.length >= committed.length) return { heard, positions, breaks };
        breaks += 1;
      }
    };
    const screens = Promise.all(Array.from({ length: 4 }, screen));
    await Promise.all([screens, writers()]);
    for (const { heard, positions } of await screens) {
      expect([...heard].sort((a, b) => a - b)).toEqual(committed);
      expect(positions).toEqual([...positions].sort((a, b) => (a < b ? -1 : 1)));
      expect(new Set(positions).size).toBe(positions.length);
    }
    expect((await screens).reduce((sum, { breaks }) => sum + breaks, 0)).toBeGreaterThan(8);
  });

  test('FED-2 past its horizon says first that everything must be read again, and goes on', async () => {
    await write(2_000, 0);
    const source = await listen();
    const { rows } = await owner.query('select min(position) as oldest from feed');
    await owner.query('delete from feed');
    const late = await listen('/api/feed', officer, String(BigInt(rows[0].oldest) - 1n));
    expect(late.events[0]).toMatchObject({ event: 'reload' });
    await write(2_001, 0);
    await late.until((event) => event.event === 'alert' && numberOf(event) === 2_001);
    await source.until((event) => event.event === 'alert' && numberOf(event) === 2_001);
    // A position that was never given (a restored backup) is none to go on from either.
    const ahead = await listen('/api/feed?after=999999999');
    expect(ahead.events[0]).toMatchObject({ event: 'reload' });
    for (const one of [source, late, ahead]) one.close();
  });

  test('FED-4 tells another programme’s staff nothing', async () => {
    const { rows } = await owner.query(
      `insert into programme (name, timezone) values ('Other', 'UTC') returning id`,
    );
    const source = await listen();
    await write(3_000, 0, true, rows[0].id);
    await write(3_001, 0);
    await source.until((event) => event.event === 'alert' && numberOf(event) === 3_001);
    expect(alertsOf(source)).toEqual([3_001]);
    source.close();
  });

  test('FED-3 ends at once with its session, however that ended', async () => {
    const signedOut = await signInAs(system, admin, ['supervisor'], 'out@example.org');
    const left = await signInAs(system, admin, ['supervisor'], 'left@example.org');
    // Where no pulse would find it out: told by the database alone.
    const quiet = (await system.startAnother({ pulseEvery: 3_600_000 })).address;
    const on = (client: Client): Client => ({ ...client, origin: quiet });
    const sources = [await listen('/api/feed', on(signedOut)), await listen('/api/feed', on(left))];
    await signedOut.post('/api/sign-out');
    await sources[0]?.closed;
    expect(await openEventSource(left, '/api/feed').opened).toBe(200);
    await admin.post(`/api/staff/${left.staffId}/end`);
    await sources[1]?.closed;
  });

  test('FED-3 is told no more once the role has gone', async () => {
    const worker = await signInAs(system, admin, ['monitoring-worker'], 'role@example.org');
    const source = await listen('/api/feed', worker);
    await admin.send('PUT', `/api/staff/${worker.staffId}/roles`, { roles: ['installer'] });
    await write(4_000, 0);
    await source.closed;
    expect(alertsOf(source)).toEqual([]);
    expect(source.events.at(-1)).toMatchObject({ event: 'reload' });
  });

  test('FED-6 cuts a client that does not read, which resumes and misses nothing', async () => {
    const { rows } = await owner.query('select feed_position() as position');
    const asleep = await listen();
    asleep.pause();
    const made = 4_000;
    personName = 'x'.repeat(8_000);
    const highest = alertId(100_000 + made);
    const isLast = ({ event, data }: { event: string; data: unknown }): boolean =>
      event === 'alert' && JSON.stringify(data).includes(highest);
    await owner.query(
      `insert into feed_outbox (programme_id, participant_id, kind, change, entity_id)
       select $1, $2, 'alert', 'raised', '00000000-0000-7000-8000-' || lpad((100000 + n)::text, 12, '0') from generate_series(1, $3) n`,
      [programmeId, person, made],
    );
    await owner.query(`select pg_notify('attend_feed', '')`);
    const awake = await listen('/api/feed', officer, rows[0].position);
    await awake.until(isLast);
    expect(alertsOf(awake)).toHaveLength(made);
    // Two pulses later it is cut: what it reads now ends before the last event.
    const pulses = () => awake.events.filter(({ event }) => event === 'pulse').length;
    const enough = pulses() + 3;
    await awake.until(() => pulses() >= enough);
    awake.close();
    asleep.resume();
    await asleep.closed;
    const before = alertsOf(asleep);
    expect(before.length).toBeLessThan(made);
    const last = asleep.events.findLast(({ id }) => id !== null)?.id ?? rows[0].position;
    const resumed = await listen('/api/feed', officer, last);
    await resumed.until(isLast);
    expect([...before, ...alertsOf(resumed)]).toEqual(Array.from({ length: made }, (_, n) => 100_001 + n));
    resumed.close();
    personName = 'Test Person';
  }, 60_000);

  test('FED-8 is not silenced by an alert that cannot be read: screens are told to read again, and hear what follows', async () => {
    const source = await listen();
    await write(77_777, 0);
    // Each look tries the page once more.
    await source.until(({ event }) => event === 'reload');
    await write(7_001, 0);
    await source.until((event) => event.event === 'alert' && numberOf(event) === 7_001);
    source.close();
  });

  test('FED-7 gives no pulse while the database is away, and goes on when it is back', async () => {
    const source = await listen();
    const superuser = new pg.Client(system.database.url);
    await superuser.connect();
    const name = system.database.name;
    // Full for everybody else, as a server that starts or stops is.
    await superuser.query(`alter database ${name} connection limit 0`);
    await superuser.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and application_name like 'attend %'
         and application_name not like 'attend test%'`,
      [name],
    );
    const away = await officer.get('/api/people');
    expect(away).toMatchObject({ status: 503, body: { code: 'database-away' } });
    expect(away.headers.get('retry-after')).toBe('5');
    const heard = source.events.length;
    await superuser.query('select pg_sleep(0.6)');
    expect(source.events).toHaveLength(heard);
    await superuser.query(`alter database ${name} connection limit -1`);
    await superuser.end();
    await write(7_100, 0);
    await source.until((event) => event.event === 'alert' && numberOf(event) === 7_100);
    await source.until(({ event }) => event === 'pulse');
    expect((await officer.get('/api/people')).status).toBe(200);
    source.close();
  });

  test('FED-7 goes on after the database cut every connection', async () => {
    const source = await listen();
    await app.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
         and application_name in ('attend feed', 'attend api', 'attend sign-in')`,
    );
    await write(5_000, 0);
    await source.until((event) => event.event === 'alert' && numberOf(event) === 5_000);
    source.close();
  });
});
