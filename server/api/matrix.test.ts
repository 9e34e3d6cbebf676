import { join } from 'node:path';
import { permissions, type StaffRole, staffRoles } from '@attend/contracts/session';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aboutPeople, may } from '../access/policy.ts';
import { insertHearingOf } from '../database/testing-hearings.ts';
import { insertSuspensionOf } from '../database/testing-life.ts';
import { heldBy, insertProgramme, observation, raise, store } from '../database/testing-records.ts';
import { openKeyring } from '../keys/keyring.ts';
import { matrixRequests } from './access/matrix.ts';
import type { Target } from './access/matrix-target.ts';
import { enrol, lineOf } from './enrolment/testing.ts';
import type { Route } from './route.ts';
import { routes } from './routes.ts';
import type { Answered, Client } from './testing/client.ts';
import { openEventSource } from './testing/event-source.ts';
import { nowhere } from './testing/nowhere.ts';
import { wholeOf } from './testing/settled.ts';
import { firstRun, signInAs, withSecondPerson, withTestApi } from './testing/start.ts';
import { makeRecords } from './testing/target-records.ts';

/**
 * Every route × every role × every way of standing to a person. The world is asked before and after the people are added
 * whom nobody here may see: every answer, and every table under row-level security, must be the same, byte by byte.
 */
const system = await withTestApi();
const { database } = system;
const owner = database.pool('owner');
const keyring = openKeyring(join(system.dataDir, 'keyring'));
afterAll(() => keyring.close());

type Viewer = Client & { readonly staffId: string; readonly role: StaffRole };
const strangers = ['other-office', 'other-provider', 'other-programme', 'ended', 'nobody'] as const;
const canary = 'CANARY';
const viewers = new Map<StaffRole, Viewer>();
const targets = new Map<string, Target>();
let programmeId = '';
let before: World;

const nameOf = ({ method, path }: Route): string => `${method} ${path}`;
const viewerOf = (role: StaffRole): Viewer => {
  const found = viewers.get(role);
  if (found === undefined) throw new Error(`nobody is ${role}`);
  return found;
};
const targetOf = (name: string): Target => {
  const found = targets.get(name);
  if (found === undefined) throw new Error(`nobody is ${name}`);
  return found;
};

/** A person with everything that any route reads, each text of theirs with `mark` in it. */
async function makePerson(name: string, programme: string, mark: string, place: object): Promise<Target> {
  const reference = `${mark}-${name}`;
  const line = lineOf(reference, {
    participant: { name: `${mark} Person ${name}`, ...place },
    order: { reference: `${mark}-order-${name}` },
    court: { name: `${mark} court`, caseNumber: `${mark}-case-${name}` },
  });
  const [outcome] = await enrol(database, keyring, programme, line);
  if (outcome?.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
  const held = await heldBy(database, reference);
  await store(database, keyring, held, 1, [observation(Date.parse('2026-03-01T12:00:00Z'))]);
  const alert = await raise(database, keyring, held);
  const person = held.participantId;
  await owner.query(
    `insert into access_record (programme_id, participant_id, operator, action, what, purpose) values ($1, $2, $3, 'open', $3, $3)`,
    [programme, person, `${mark} look`],
  );
  const hearing = await insertHearingOf({ owner, keyring, programme, person, court: `${mark} court` });
  const suspension = await insertSuspensionOf(owner, person);
  const made = { reference, person, alert, hearing, suspension };
  return { ...nowhere, ...made, ...(await makeRecords({ owner, keyring, programme, person })) };
}

async function office(name: string): Promise<string> {
  const { rows } = await owner.query(
    `insert into office (programme_id, name, timezone) values ($1, $2, 'America/New_York') returning id`,
    [programmeId, name],
  );
  return rows[0].id;
}

/** Everybody of the staff stands to this person as their role may, from `from` to `to`. */
async function relate(person: string, provider: string, ended: boolean): Promise<void> {
  const to = ended ? `now() - interval '1 minute'` : 'null';
  const from = `now() - interval '1 hour'`;
  const roles = {
    'case-officer': 'case-officer',
    'case-worker': 'case-worker',
    installer: 'installer',
  } as const;
  for (const [role, as] of Object.entries(roles))
    await owner.query(
      `insert into supervision (programme_id, participant_id, staff_id, role, from_at, to_at) values ($1, $2, $3, $4, ${from}, ${to})`,
      [programmeId, person, viewerOf(role as StaffRole).staffId, as],
    );
  await owner.query(
    `insert into provider_supervision (programme_id, participant_id, provider_id, from_at, to_at) values ($1, $2, $3, ${from}, ${to})`,
    [programmeId, person, provider],
  );
  await owner.query(
    `insert into representation (programme_id, participant_id, staff_id, authority, from_at, to_at) values ($1, $2, $3, 'court', ${from}, ${to})`,
    [programmeId, person, viewerOf('attorney').staffId],
  );
}

/** Somebody of another office looked through broken glass: a row of everything that routes list. */
async function lookThroughGlass(stranger: Viewer, target: Target): Promise<Target> {
  const asked = await stranger.post('/api/break-glass', {
    reference: target.reference,
    reason: `${target.reference} cannot wait until morning`,
  });
  if (asked.status !== 201) throw new Error(JSON.stringify(asked.body));
  const { rows } = await owner.query('select id from provider_supervision where participant_id = $1', [
    target.person,
  ]);
  return { ...target, look: asked.body.id, entry: rows[0]?.id ?? nowhere.entry };
}

type World = { readonly answers: ReadonlyMap<string, string>; readonly tables: ReadonlyMap<string, string> };

/** Every reading route that names nobody, and the record of whoever is everybody's own. */
async function askWorld(): Promise<World> {
  const answers = new Map<string, string>();
  const own = targetOf('own');
  // Looks themselves are left out: asking for them adds one.
  const asked = routes.filter((one) => one.method === 'GET' && !one.stream && !one.path.endsWith('/looks'));
  for (const viewer of viewers.values())
    for (const route of asked)
      for (const path of matrixRequests[nameOf(route)]?.paths?.(own) ?? [])
        answers.set(`${viewer.role} ${path}`, wholeOf(await viewer.get(path)));
  return { answers, tables: await readTables() };
}

/** Every table of the schema as the application's role reads it, without any use case. */
async function readTables(): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'attend'::regnamespace and c.relkind in ('r', 'p')
       and has_table_privilege('attend_app', c.oid, 'select') order by 1`,
  );
  const seen = new Map<string, string>();
  for (const viewer of viewers.values()) {
    const client = await database.pool('app').connect();
    try {
      await client.query('begin');
      await client.query(
        `select set_config('attend.programme', $1, true), set_config('attend.staff', $2, true)`,
        [programmeId, viewer.staffId],
      );
      for (const { name } of tables) {
        const { rows } = await client.query(
          `select coalesce(string_agg(t::text, e'\\n' order by t::text), '') as text from ${name} t`,
        );
        seen.set(`${viewer.role} ${name}`, rows[0].text);
      }
      await client.query('rollback');
    } finally {
      client.release();
    }
  }
  return seen;
}

beforeAll(async () => {
  const admin = await firstRun(system);
  await withSecondPerson(system, admin);
  programmeId = (await admin.get('/api/session')).body.staff.programme.id;
  await office('Here');
  await office('There');
  const ours = (await admin.post('/api/providers', { name: 'Ours' })).body.id;
  const theirs = (await admin.post('/api/providers', { name: 'Theirs' })).body.id;
  const { rows } = await owner.query(`select id from staff where email = 'ada@example.org'`);
  viewers.set('administrator', { ...admin, staffId: rows[0].id, role: 'administrator' });
  for (const role of staffRoles) {
    if (role === 'administrator') continue;
    const provided = ['monitoring-worker', 'case-worker', 'installer'].includes(role);
    const more = provided ? { provider: 'Ours' } : { office: 'Here' };
    viewers.set(role, { ...(await signInAs(system, admin, [role], `${role}@example.org`, more)), role });
  }
  const there = { office: 'There' };
  const stranger = {
    ...(await signInAs(system, admin, ['case-officer'], 'there@example.org', there)),
    role: 'case-officer' as const,
  };
  const own = await makePerson('own', programmeId, 'OWN', { office: 'Here' });
  await relate(own.person, ours, false);
  await owner.query(
    'insert into participant_account (staff_id, programme_id, participant_id) values ($1, $2, $3)',
    [viewerOf('participant').staffId, programmeId, own.person],
  );
  // An officer sees a complaint that they have in hand, and no other (CPL-5).
  await owner.query('update complaint set handler_id = $1 where participant_id = $2', [
    viewerOf('case-officer').staffId,
    own.person,
  ]);
  targets.set('own', { ...(await lookThroughGlass(stranger, own)), staff: stranger.staffId });
  // The first asking makes rows of its own (looks, lists): what is compared is a world that has been asked before.
  await askWorld();
  before = await askWorld();
  const foreign = await insertProgramme(database, `${canary} programme`);
  for (const name of strangers) {
    const elsewhere = name === 'nobody' || name === 'other-programme' ? {} : there;
    const made = await makePerson(
      name,
      name === 'other-programme' ? foreign : programmeId,
      canary,
      elsewhere,
    );
    if (name === 'ended') await relate(made.person, ours, true);
    if (name === 'other-provider')
      await owner.query(
        'insert into provider_supervision (programme_id, participant_id, provider_id) values ($1, $2, $3)',
        [programmeId, made.person, theirs],
      );
    const looked = name !== 'other-programme' ? await lookThroughGlass(stranger, made) : made;
    targets.set(name, { ...looked, staff: stranger.staffId });
  }
}, 180_000);

describe('the world as each role sees it', () => {
  test('ACC-16 is the same, byte by byte, with and without everybody whom the role may not see: bodies, counts, order, headers', async () => {
    const after = await askWorld();
    expect([...after.answers.keys()]).toEqual([...before.answers.keys()]);
    for (const [asked, answer] of after.answers) {
      expect(answer, asked).toBe(before.answers.get(asked));
      // Two faults would be the same too.
      expect(answer, asked).not.toMatch(/^5/);
    }
  });

  test('ACC-15 and so is every table, as the application’s role reads it without any use case', async () => {
    const after = await readTables();
    // Audit entries and looks that the asking itself left on record, and sealed answers, are the viewer's own.
    const own = /\b(access_record|audit_entry|audit_chain|audit_root|idempotency_key|feed|feed_outbox)$/;
    const strange = strangers.map((name) => targetOf(name).person);
    for (const [table, text] of after) {
      if (!own.test(table)) expect(text, table).toBe(before.tables.get(table));
      for (const id of strange) expect(text.includes(id), table).toBe(false);
      expect(text.includes(canary), table).toBe(false);
    }
  });

  test('the canaries are there to be found, and each role that may see people sees its own', async () => {
    const { rows } = await owner.query('select count(*)::int as n from participant where reference like $1', [
      `${canary}%`,
    ]);
    expect(rows[0].n).toBe(strangers.length);
    const tables = await readTables();
    for (const { role } of viewers.values())
      expect(tables.get(`${role} participant`)?.includes(targetOf('own').person), role).toBe(
        [...aboutPeople].some((permission) => may([role], permission)),
      );
  });
});

describe('every route', () => {
  test.each(routes.map((route) => [nameOf(route), route] as const))('ACC-14 %s has its row', (name) => {
    expect(
      matrixRequests[name],
      `${name}: say in access/matrix.ts how it is asked about a person`,
    ).toBeDefined();
  });
  test('no row is of a route that is gone', () => {
    expect(Object.keys(matrixRequests).filter((name) => !routes.some((one) => nameOf(one) === name))).toEqual(
      [],
    );
  });

  const personal = routes.filter((route) => matrixRequests[nameOf(route)]?.about !== undefined);
  const ask = async (viewer: Viewer, route: Route, target: Target): Promise<Answered> => {
    const about = matrixRequests[nameOf(route)]?.about?.(target);
    if (about === undefined) throw new Error('filtered above');
    return viewer.send(route.method, about.path, about.body);
  };

  test.each(personal.map((route) => [nameOf(route), route] as const))(
    'ACC-14 %s: of somebody out of reach every role hears what it hears of nobody at all',
    async (_name, route) => {
      for (const viewer of viewers.values()) {
        const none = wholeOf(await ask(viewer, route, { ...nowhere, staff: targetOf('own').staff }));
        for (const name of strangers) {
          // A look with a reason is what opens the others' records: it has tests of its own.
          if (route.path === '/api/break-glass' && name !== 'other-programme') continue;
          const answer = await ask(viewer, route, targetOf(name));
          expect(answer.status, `${viewer.role} ${name}`).toBeGreaterThanOrEqual(400);
          expect(wholeOf(answer), `${viewer.role} ${name}`).toBe(none);
          expect(wholeOf(answer)).not.toContain(canary);
        }
      }
    },
  );

  test.each(personal.map((route) => [nameOf(route), route] as const))(
    'ACC-13 %s: of one’s own every role hears what the policy lets it',
    async (_name, route) => {
      // However long the others took.
      await owner.query('update auth.session set proven_at = now()');
      for (const viewer of viewers.values()) {
        const { status, body } = await ask(viewer, route, targetOf('own'));
        // What is not about people is refused by role alone; whom a device is with decides whether it is seen.
        if (![...aboutPeople].some((one) => one === route.permission)) {
          const opens = permissions.some((one) => one === route.permission && may([viewer.role], one));
          expect(status === 403, viewer.role).toBe(!opens);
          continue;
        }
        const permitted = [...aboutPeople].some((one) => one === route.permission && may([viewer.role], one));
        expect(status, viewer.role).toBeLessThan(500);
        if (permitted) {
          // An office that nobody runs is refused for what it is, and not for the role (STK-16).
          expect(status === 403 && body.code !== 'another-shelf', viewer.role).toBe(false);
          expect(JSON.stringify(body), viewer.role).not.toContain('There is no such');
        } else expect([403], viewer.role).toContain(status);
      }
    },
  );

  test('ACC-16 nobody is found by any name or number of a person out of reach', async () => {
    for (const viewer of viewers.values())
      for (const q of [
        canary,
        `${canary} Person`,
        ...strangers.flatMap((name) => [
          `${canary}-${name}`,
          `D${canary}-${name}`,
          `${canary}-order-${name}`,
          `${canary}-case-${name}`,
        ]),
      ]) {
        const answer = await viewer.get(`/api/people?q=${encodeURIComponent(q)}&limit=1`);
        if (may([viewer.role], 'people.read'))
          expect(answer.body, `${viewer.role} ${q}`).toEqual({ people: [], next: null, total: null });
        else expect(answer.status).toBe(403);
      }
  });

  test('FED-9 the live feed tells each viewer of their own people alone', async () => {
    const listening = [...viewers.values()].filter(({ role }) => may([role], 'alerts.read'));
    const sources = listening.map((viewer) => openEventSource(viewer, '/api/feed'));
    for (const source of sources) await source.until(({ event }) => event === 'pulse');
    for (const name of strangers)
      await raise(database, keyring, await heldBy(database, targetOf(name).reference), {
        ordinal: 7,
        kind: 'tamper',
      });
    await raise(database, keyring, await heldBy(database, targetOf('own').reference), {
      ordinal: 7,
      kind: 'tamper',
    });
    for (const [index, source] of sources.entries()) {
      await source.until(({ event }) => event === 'alert');
      const told = source.events.filter(({ event }) => event === 'alert');
      expect(told, listening[index]?.role).toHaveLength(1);
      expect(JSON.stringify(told)).toContain(targetOf('own').person);
      expect(JSON.stringify(source.events)).not.toContain(canary);
      source.close();
    }
  });
});
